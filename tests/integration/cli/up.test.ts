import { appendFileSync, cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { freePort } from '../../support/free-port.ts';
import { runtimesOf } from '../../support/processes.ts';
import { deleteSessions, fetchPreview, fixtures, folderWith, projectOf, signedUp, type UpResult } from './projects.ts';
import type { Flare } from './flare.ts';

// A machine is started in nearly every test, and npm installs in one.
vi.setConfig({ testTimeout: 120_000 });

const { apiUrl: url } = inject('platform');
let flare: Flare;
beforeAll(async () => {
  flare = await signedUp(url);
});
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

test('an unchanged folder keeps its session, and with --new it gets another while the old one sleeps, saved', async () => {
  const folder = await projectOf(flare, 'python-site', 8000);
  const first = await flare.json<UpResult>(['up', folder]);
  expect(first).toMatchObject({
    version: { number: 1, reused: false },
    session: { state: 'running' },
    sessionReused: false,
    previousSession: null,
    preview: { state: 'open' },
  });
  expect(await fetchPreview(flare, first.session.id)).toContain('<h1>Recipes</h1>');

  const again = await flare.run(['up', folder]);
  expect(again).toMatchObject({ code: 0, stdout: `${first.preview?.url}\n` });
  expect(again.stderr).toContain('Nothing changed since the last flare up.');
  await flare.json(['session', 'stop', first.session.id]);
  expect(await flare.json<UpResult>(['up', folder])).toMatchObject({
    version: { number: 1, reused: true },
    session: { id: first.session.id, state: 'running' },
    sessionReused: true,
  });

  // What is edited in the session stays with the session.
  await flare.run(['session', 'terminal', first.session.id], { input: 'echo edited > edited.txt; exit\n' });
  writeFileSync(join(folder, 'index.html'), '<h1>Dishes</h1>');
  const changed = await flare.json<UpResult>(['up', folder, '--new']);
  expect(changed).toMatchObject({
    version: { number: 2, reused: false },
    sessionReused: false,
    previousSession: { id: first.session.id, state: 'sleeping' },
  });
  expect(changed.session.id).not.toBe(first.session.id);
  expect(await fetchPreview(flare, changed.session.id)).toContain('<h1>Dishes</h1>');

  await flare.json(['session', 'stop', changed.session.id]);
  await flare.json(['session', 'start', first.session.id]);
  const back = await flare.run(['session', 'terminal', first.session.id], {
    input: 'cat edited.txt index.html; exit\n',
  });
  expect(back.stdout).toContain('edited');
  expect(back.stdout).toContain('<h1>Recipes</h1>');
});

test('a session whose files somebody else drops is not said to be saved when it gives way', async () => {
  const folder = folderWith(flare, 'dropped', { 'burstflare.yaml': 'name: dropped\n' });
  const { session } = await flare.json<UpResult>(['up', folder]);
  writeFileSync(join(folder, 'note.txt'), 'changed');
  // Built before, so that the folder comes up while the stop is under way.
  await flare.json(['template', 'upload', 'dropped', '--dir', folder]);
  for (const pid of runtimesOf(session.id)) process.kill(pid, 'SIGSTOP');
  const dropped = flare.run(['session', 'stop', session.id, '--discard', '--yes']);
  const state = async () => (await flare.json<{ state: string }>(['session', 'get', session.id])).state;
  await waitUntil(async () => (await state()) === 'stopping', 20_000, 'the stop to be under way');
  const { code, stderr } = await flare.run(['up', folder, '--new']);
  expect([code, (await dropped).code]).toEqual([0, 0]);
  expect(stderr).toContain(`\nStopped ${session.name}.\n`);
});

test('an API is installed by npm ci in the sandbox, and answers through its preview', async () => {
  const folder = await projectOf(flare, 'express-api', 3000);
  const { code, stderr } = await flare.run(['up', folder]);
  expect(stderr).toMatch(/\$ npm ci\n[\s\S]*added \d+ packages/);
  expect(code).toBe(0);
  const up = await flare.json<UpResult>(['up', folder, '--wait-seconds', '20']);
  expect(up).toMatchObject({ version: { number: 1, reused: true }, sessionReused: true });
  expect(JSON.parse(await fetchPreview(flare, up.session.id))).toEqual({ service: 'express-api', notes: 1 });
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});

test('two Vite apps run side by side, each on its usual port', async () => {
  const made = ['shop', 'blog'].map((name) => {
    const folder = join(flare.folder, name);
    cpSync(join(fixtures, 'vite-app'), folder, { recursive: true });
    writeFileSync(join(folder, 'index.html'), `<!doctype html><title>${name}</title><h1>This is the ${name}</h1>`);
    return { name, folder };
  });
  const ups = [];
  for (const { name, folder } of made) ups.push({ name, up: await flare.json<UpResult>(['up', folder]) });
  for (const { name, up } of ups) {
    expect(up).toMatchObject({ session: { state: 'running' }, preview: { port: 5173, state: 'open' } });
    const page = await fetchPreview(flare, up.session.id);
    expect(page).toContain(`This is the ${name}`);
    expect(page).toContain('/@vite/client');
  }
});

test('a deleted session is not missed: the folder gets another one of the same version', async () => {
  const folder = folderWith(flare, 'gone', { 'burstflare.yaml': 'name: gone-site\n' });
  const { session, template } = await flare.json<UpResult>(['up', folder]);
  expect(template.name).toBe('gone-site');
  await flare.json(['session', 'delete', session.id, '--yes']);
  const again = await flare.json<UpResult>(['up', folder]);
  expect(again).toMatchObject({ version: { number: 1, reused: true }, sessionReused: false, previousSession: null });
  expect(again.session.id).not.toBe(session.id);
});

test('an app that never opens its port leaves the session running, and its log says why', async () => {
  const port = await freePort();
  const manifest = `start: echo listening somewhere else; exec sleep 1000\nports: [{ number: ${port} }]\n`;
  const folder = folderWith(flare, 'deaf', { 'burstflare.yaml': manifest });
  const { code, stderr } = await flare.run(['up', folder, '--wait-seconds', '1']);
  expect(code).toBe(1);
  expect(stderr).toContain(`Error: The app has not opened port ${port} yet, after 1 s\n`);
  expect(stderr).toContain('listening somewhere else');
  expect(stderr).toMatch(/Next: deaf runs on\. Correct the cause, then: flare session restart deaf --app\n/);
});

test('a wrong manifest is told by file, line and field, and leaves nothing behind', async () => {
  const folder = folderWith(flare, 'wrong', { 'burstflare.yaml': 'start: 7\nports:\n  - number: 80\n' });
  const { code, stderr } = await flare.run(['up', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${join(folder, 'burstflare.yaml')}:1: start: `);
  expect(stderr).toContain(`${join(folder, 'burstflare.yaml')}:3: ports.0.number: `);
  expect((await flare.run(['template', 'get', 'wrong'])).code).toBe(4);
});

test('a folder that says nothing, and one with links that lead out, are refused before anything is sent', async () => {
  const empty = folderWith(flare, 'empty', { 'notes.txt': 'nothing\n' });
  expect(await flare.run(['up', empty])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('flare template init'),
  });
  const linked = folderWith(flare, 'linked', { 'index.html': 'hello' });
  symlinkSync('/etc/passwd', join(linked, 'passwords'));
  const { code, stderr } = await flare.run(['up', linked]);
  expect(code).toBe(2);
  expect(stderr).toContain('passwords → /etc/passwd');
  expect((await flare.run(['template', 'get', 'linked'])).code).toBe(4);
});

test('Ctrl-C while it builds leaves the build running and says how to go on', async () => {
  const folder = folderWith(flare, 'slow', { 'burstflare.yaml': 'setup: sleep 30\n' });
  const screen = flare.onTerminal(['up', folder]);
  const [, buildId = ''] = await screen.sees(/Building version 1: (bld-\S+)/);
  await screen.sees(/\$ sleep 30/);
  screen.write('\u0003');
  await screen.sees(/The build continues\. Follow it: flare build log bld-\S+ --follow\. Then: flare up/);
  expect(await screen.exited).toBe(130);
  expect(await flare.json(['build', 'get', buildId])).toMatchObject({ state: 'building', phase: 'setup' });
});

test('template init writes down what up goes by, and does not replace a manifest unasked', async () => {
  const folder = folderWith(flare, 'init', { 'index.html': 'hello' });
  const made = await flare.run(['template', 'init', folder]);
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('Found index.html') });
  const file = join(folder, 'burstflare.yaml');
  expect(readFileSync(file, 'utf8')).toMatch(
    new RegExp(`^# yaml-language-server: \\$schema=${url}/manifest.schema.json\nimage: burstflare/base\n`),
  );
  const schema = await fetch(`${url}/manifest.schema.json`);
  expect(await schema.json()).toMatchObject({ title: 'burstflare.yaml', properties: { setup: { type: 'string' } } });
  appendFileSync(file, '# mine\n');
  expect((await flare.run(['template', 'init', folder])).code).toBe(5);
  expect(readFileSync(file, 'utf8')).toContain('# mine');
  expect((await flare.run(['template', 'init', folder, '--force'])).code).toBe(0);
  expect(readFileSync(file, 'utf8')).not.toContain('# mine');
});
