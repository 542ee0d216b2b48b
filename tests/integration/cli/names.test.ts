// What people type and read: names for ids, several at once, short ways, and each form of a result.
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { parse } from 'yaml';
import { newEmail } from '../../support/people.ts';
import { Flare } from './flare.ts';
import { deleteSessions, signedUp } from './projects.ts';

const { apiUrl } = inject('platform');
const manifest = 'image: burstflare/base\nstart: for i in 1 2 3; do echo "line-$i"; done; exec sleep 1000\n';
const longName = 'a-name-that-is-as-long-as-people-make-them-when-they-name-branches';

interface Session {
  id: string;
  name: string;
  state: string;
}
let flare: Flare;
const create = (name: string, ...more: string[]) =>
  flare.json<Session>(['session', 'create', '--template', 'site', '--name', name, ...more]);
const states = async (...names: string[]) => {
  const all = await flare.json<Session[]>(['ls']);
  return names.map((name) => all.find((session) => session.name === name)?.state ?? 'deleted');
};

beforeAll(async () => {
  flare = await signedUp(apiUrl);
  await flare.json(['template', 'create', 'site']);
  await flare.json(['template', 'upload', 'site', '--manifest', '-', '--promote'], { input: manifest });
  await create('main', '--start');
}, 60_000);
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

test('several sessions are started, stopped and deleted by one command, and one that fails keeps no other', async () => {
  await Promise.all([create('one'), create('two')]);
  const started = await flare.run(['session', 'start', 'one', 'two']);
  expect(started, started.stderr).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/one runs\.\n[^]*two runs\./),
  });
  expect(await flare.json<Session[]>(['session', 'stop', 'one', 'two'])).toMatchObject([
    { name: 'one', state: 'sleeping' },
    { name: 'two', state: 'sleeping' },
  ]);
  const missing = await flare.run(['session', 'delete', 'one', 'nobody', '--yes']);
  expect(missing).toMatchObject({ code: 4, stderr: expect.stringContaining('There is no session named nobody') });
  expect(await states('one', 'two')).toEqual(['sleeping', 'sleeping']);
  expect(await flare.run(['session', 'delete', 'one', 'two'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the sessions one and two and their files for good? Nobody can be asked'),
  });
  expect((await flare.run(['session', 'delete', 'one', 'two', 'one', '--yes'])).stderr).toBe(
    'Deleted one.\nDeleted two.\n',
  );
  expect(await states('one', 'two')).toEqual(['deleted', 'deleted']);
}, 120_000);

test('all sessions are stopped and started only by somebody who says so twice', async () => {
  const other = await signedUp(apiUrl);
  await other.json(['template', 'create', 'site']);
  await other.json(['template', 'upload', 'site', '--manifest', '-', '--promote'], { input: manifest });
  for (const name of ['one', 'two']) await other.json(['session', 'create', '--template', 'site', '--name', name]);
  expect(await other.run(['session', 'start', '--all'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--yes'),
  });
  expect(await other.json<Session[]>(['session', 'start', '--all', '--yes'])).toHaveLength(2);
  expect(await other.run(['session', 'stop'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--all') });
  expect(await other.run(['session', 'stop', 'one', '--all'])).toMatchObject({ code: 2 });
  const stopped = await other.json<Session[]>(['session', 'stop', '--all', '--yes']);
  expect(stopped.map(({ state }) => state)).toEqual(['sleeping', 'sleeping']);
  expect((await other.run(['session', 'stop', '--all', '--yes'])).stderr).toBe('No session runs.\n');
  expect(await other.json<Session[]>(['session', 'delete', '--all', '--yes'])).toHaveLength(2);
  other.remove();
}, 120_000);

test('what an app prints is shown, and followed until a reader or Ctrl-C ends it', async () => {
  await vi.waitFor(async () => expect((await flare.run(['logs', 'main'])).stdout).toContain('line-3\n'), {
    timeout: 15_000,
  });
  const followed = flare.start(['session', 'logs', 'main', '--follow'], '');
  await followed.prints('line-1\nline-2\nline-3\n');
  followed.child.kill('SIGINT');
  expect(await followed.done).toMatchObject({ code: 130, stderr: '' });
  const parts = (await flare.run(['logs', 'main', '--json'])).stdout.trimEnd().split('\n');
  const texts = parts.map((line) => (JSON.parse(line) as { text: string }).text);
  expect(texts.join('')).toContain('line-2\n');
}, 60_000);

test('a followed log ends with the run of its session', async () => {
  await create('short', '--start');
  const followed = flare.start(['logs', 'short', '-f'], '');
  await followed.prints('line-3\n');
  await flare.json(['session', 'stop', 'short']);
  expect(await followed.done).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/The session no longer runs\.\n$/),
  });
}, 60_000);

test('a session without ports has no preview, which is said before it is started for nothing', async () => {
  await create('portless');
  expect(await flare.run(['session', 'preview', 'portless'])).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('--port: The manifest names no port, so say which one to open'),
  });
  expect(await states('portless')).toEqual(['created']);
});

test('the address of a preview can be used, whatever is in its path', async () => {
  const { stdout } = await flare.run(['open', 'main', '--port', '8080', '--path', '/a b/ü?q=x y#z']);
  expect(new URL(stdout.trim()).href).toBe(stdout.trim());
  expect(stdout.trim()).toMatch(/\/a%20b\/%C3%BC\?q=x%20y#z$/);
});

test('names are whole on every terminal, ids give way, and --columns and --full say otherwise', async () => {
  await create(longName);
  const screen = flare.onTerminal(['ls']);
  await screen.sees(new RegExp(`${longName} +created`));
  await screen.sees(/Not shown for want of room: .*ID.*--full/);
  expect(await screen.exited).toBe(0);
  const chosen = flare.onTerminal(['ls', '--columns', 'state,id']);
  await chosen.sees(/STATE +ID\r\n/);
  await chosen.sees(/created +ses-[a-z2-7]{20}\r\n/);
  const wrong = await flare.run(['ls', '--columns', 'state,size']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/There is no column size[^]*name, id, state/) });
});

test('a result is a table, JSON or YAML, as it is asked for, and so is a failure', async () => {
  const asJson = await flare.json<Session>(['session', 'get', 'main']);
  const { stdout } = await flare.run(['session', 'get', 'main', '--output', 'yaml']);
  expect(parse(stdout)).toMatchObject({ id: asJson.id, name: 'main', state: 'running' });
  expect(JSON.parse((await flare.run(['--output', 'json', 'session', 'get', 'main'])).stdout)).toMatchObject({
    id: asJson.id,
  });
  const failed = await flare.run(['session', 'get', 'nobody', '--output=yaml']);
  expect(parse(failed.stderr)).toMatchObject({ error: { code: 'not_found', exitCode: 4 } });
});

test('snapshots go by their labels and builds by their templates', async () => {
  const { id } = await flare.json<{ id: string }>(['snapshot', 'save', 'main', '--label', 'before it']);
  expect(await flare.json(['snapshot', 'get', 'main', 'before it'])).toMatchObject({ id });
  expect(await flare.run(['snapshot', 'get', 'main', 'other'])).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/no snapshot with the label other[^]*flare snapshot list main/),
  });
  await flare.json(['snapshot', 'save', 'main', '--label', 'before it']);
  expect(await flare.run(['snapshot', 'get', 'main', 'before it'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(id),
  });
  const first = await flare.json<{ versionNumber: number }>(['build', 'get', 'site']);
  expect(await flare.json(['build', 'get', `site@${first.versionNumber}`])).toEqual(first);
  expect(await flare.run(['build', 'log', 'site@99'])).toMatchObject({ code: 4 });
}, 60_000);

test('who typed a name reads the name', async () => {
  await create('sleeper');
  const { code, stderr } = await flare.run(['logs', 'sleeper']);
  expect(code).toBe(5);
  expect(stderr).toContain('flare session start sleeper');
  expect(stderr).not.toContain('ses-');
});

test('a token for other programs is one that works', async () => {
  flare.expireAccessToken();
  const { code, stdout } = await flare.run(['auth', 'token']);
  expect(code).toBe(0);
  const answer = await fetch(`${apiUrl}/api/auth/me`, { headers: { authorization: `Bearer ${stdout.trim()}` } });
  expect(answer.status).toBe(200);
});

test('nobody types a password for a deployment that is not there', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  await new Promise((resolve) => server.close(resolve));
  for (const command of ['register', 'login']) {
    const screen = flare.onTerminal(['auth', command, '--email', newEmail(), '--api-url', `http://127.0.0.1:${port}`]);
    await screen.sees(/Cannot reach/);
    expect(await screen.exited).toBe(6);
    expect(screen.text).not.toContain('Password');
  }
});
