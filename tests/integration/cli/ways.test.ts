// The ways to a deployment: a name below .localhost, and a proxy.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newEmail } from '../../support/people.ts';
import { Flare } from './flare.ts';
import { deleteSessions, type UpResult, folderWith } from './projects.ts';
import { type ProxiedDeployment, proxiedUrl, startProxied, trust } from './proxy.ts';

const { url, apiUrl, port } = inject('platform');
const password = 'correct horse battery';
const register = () => ['auth', 'register', '--email', newEmail(), '--password-stdin'];

const manifest = 'image: burstflare/base\n';
let proxied: ProxiedDeployment;
beforeAll(async () => {
  proxied = await startProxied(port, 'ada:secret');
});
afterAll(() => proxied.close());

const throughProxy = () => ({ HTTPS_PROXY: `http://ada:secret@127.0.0.1:${proxied.proxyPort}`, ...trust });

test('a name below .localhost is this machine, for requests and for terminals, whatever the resolver says', async () => {
  expect(url).toMatch(/^http:\/\/[a-z]+\.localhost:/);
  const flare = new Flare(url);
  await flare.json(register(), { input: password });
  const folder = folderWith(flare, 'app', { 'burstflare.yaml': manifest });
  const { session } = await flare.json<UpResult>(['up', folder]);
  expect(await flare.run(['session', 'terminal', session.id], { input: 'echo here\n' })).toEqual({
    code: 0,
    stdout: 'here\n',
    stderr: '',
  });
  await deleteSessions(flare);
  flare.remove();
}, 120_000);

test('requests, uploads and terminals go through the proxy that the environment names', async () => {
  const flare = new Flare(proxiedUrl);
  const env = throughProxy();
  expect(await flare.run(register(), { input: password, env })).toMatchObject({ code: 0 });
  const folder = folderWith(flare, 'app', { 'burstflare.yaml': manifest, 'note.txt': 'through the proxy\n' });
  const up = await flare.run(['up', folder, '--json'], { env });
  expect(up.code, up.stderr).toBe(0);
  const { session } = JSON.parse(up.stdout) as UpResult;
  expect(await flare.run(['session', 'terminal', session.id], { input: 'cat note.txt\n', env })).toEqual({
    code: 0,
    stdout: 'through the proxy\n',
    stderr: '',
  });
  expect(await flare.run(['session', 'delete', session.id, '--yes'], { env })).toMatchObject({ code: 0 });
  expect(new Set(proxied.asked)).toEqual(new Set(['burstflare.test:443']));
  flare.remove();
}, 120_000);

test('a proxy that refuses, or does not listen, is named, without its credentials', async () => {
  const flare = new Flare(proxiedUrl);
  const args = ['auth', 'login', '--email', newEmail(), '--password-stdin'];
  const wrong = { HTTPS_PROXY: `http://ada:wrong@127.0.0.1:${proxied.proxyPort}`, ...trust };
  const refused = await flare.run(args, { input: password, env: wrong });
  expect(refused.code).toBe(6);
  expect(refused.stderr).toContain(
    `the proxy http://127.0.0.1:${proxied.proxyPort} that HTTPS_PROXY names: it refused with 407`,
  );
  expect(refused.stderr).not.toContain('wrong');
  const nobody = await flare.run(args, { input: password, env: { https_proxy: '127.0.0.1:9' } });
  expect(nobody.code).toBe(6);
  expect(nobody.stderr).toMatch(/the proxy http:\/\/127\.0\.0\.1:9 that https_proxy names: nothing listens there/);
  flare.remove();
});

test('NO_PROXY, and a deployment on this machine, need none', async () => {
  const before = proxied.asked.length;
  const flare = new Flare(apiUrl);
  await flare.json(register(), { input: password });
  const own = { ...throughProxy(), HTTP_PROXY: throughProxy().HTTPS_PROXY, ALL_PROXY: throughProxy().HTTPS_PROXY };
  expect(await flare.run(['session', 'list'], { env: own })).toMatchObject({ code: 0 });
  const away = new Flare(proxiedUrl);
  const env = { ...throughProxy(), NO_PROXY: '.test' };
  const straight = await away.run(['auth', 'login', '--email', newEmail(), '--password-stdin'], {
    input: password,
    env,
  });
  expect(straight).toMatchObject({
    code: 6,
    stderr: expect.stringMatching(/there is no such host name|cannot be looked up/),
  });
  expect(proxied.asked).toHaveLength(before);
  flare.remove();
  away.remove();
});
