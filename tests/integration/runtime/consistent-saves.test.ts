// Holds a save of a session that goes on working to one moment: what is written meanwhile is whole,
// or is named.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Host, until } from './host.ts';
import { type Layer, restore, save, saveLayer } from './layer-client.ts';
import { faultOf, WRITING_APP } from './writing-app.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

/**
 * Beside the time that the session stands still: noticing that the time is up, on a machine that is
 * busy.
 */
const SLACK_MS = 1000;

let host: Host;

beforeAll(async () => {
  host = await Host.start();
});

afterAll(() => host?.destroy());

/** What `look` says of a layer's files. */
function within<T>({ frames }: Layer, look: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bf-look-'));
  try {
    execFileSync('tar', ['--zstd', '-x', '-C', folder], { input: Buffer.concat(frames) });
    return look(join(folder, 'workspace'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writingSession(): Promise<string> {
  const session = await host.session();
  await host.bootstrap(session, { start: `cat > app.cjs <<'END'\n${WRITING_APP}\nEND\nexec node app.cjs` });
  await until(async () => (await host.job(session, 'ls')).includes('up'), 'the app writes');
  return session;
}

/** Asks the app over one connection, over and over, until a file says that it is enough. */
const PING = `cat > ping.cjs <<'END'
const socket = require('node:net').connect(6060, '127.0.0.1');
let [last, asked] = [-1, 0];
socket.on('data', (line) => {
  if (Number(line) < last) process.exit(3);
  last = Number(line);
  asked += 1;
  if (!require('node:fs').existsSync('/tmp/enough')) return setTimeout(() => socket.write('x'), 5);
  console.log('asked ' + asked);
  process.exit(0);
});
socket.on('close', () => process.exit(4)).write('x');
END
exec node ping.cjs`;

const states = (session: string) =>
  host.job(session, `for p in /proc/[0-9]*/stat; do cut -d' ' -f2,3 $p 2>/dev/null; done | grep ' [Tt]$'; true`);

test('a database that is written all the time is whole in each of many saves, and its app and its clients go on', async () => {
  const session = await writingSession();
  await host.runtime(session, 'POST', '/jobs', { jobId: 'ping', command: PING, timeoutSeconds: 80 });
  for (let i = 0; i < 6; i++) {
    const layer = await saveLayer(host, session);
    expect(layer.saved).toMatchObject({ state: 'ready', warnings: [] });
    expect(layer.saved.pauseMs).toBeGreaterThan(0);
    expect(layer.saved.pauseMs).toBeLessThan(3 * (2000 + SLACK_MS));
    expect(within(layer, (folder) => faultOf(join(folder, 'data.db')))).toBeNull();
  }
  expect(await states(session)).toBe('');
  await host.job(session, 'touch /tmp/enough');
  const job = async () => (await host.runtime(session, 'GET', '/jobs/ping')).json;
  await until(async () => (await job()).state === 'exited', 'the client has had enough');
  expect(await job()).toMatchObject({ exitCode: 0 });
  expect((await host.runtime(session, 'GET', '/app')).json).toMatchObject({ state: 'up', crashes: 0 });
});

test('where the session may not be paused for long enough, what changed is named, and everybody goes on', async () => {
  const session = await host.session();
  const write = 'head -c 60000000 /dev/urandom > f; touch up; while true; do head -c 3000 /dev/urandom >> f; done';
  await host.bootstrap(session, { start: write });
  await until(async () => (await host.job(session, 'ls')).includes('up'), 'the app writes');
  for (const maxPauseMs of [0, 1]) {
    const saved = await save(host, session, { maxPauseMs });
    expect(saved.state).toBe('ready');
    expect(saved.warnings).toContainEqual({
      ...{ kind: 'changed', path: '/workspace/f' },
      reason: 'It was written to while it was read, and the session could not be paused for long enough',
    });
    expect(saved.pauseMs).toBeLessThan(maxPauseMs + SLACK_MS);
    expect(await states(session)).toBe('');
  }
  expect((await save(host, session)).warnings).toEqual([]);
});

test('files that shrink, are replaced, or go away while they are read leave an archive that is whole', async () => {
  const session = await host.session();
  await host.run(session, 'for i in $(seq 60); do head -c 1000000 /dev/urandom > f$i; done');
  const restless = `while true; do for i in $(seq 60); do
    case $((i % 3)) in 0) head -c 500 /dev/urandom > f$i;; 1) head -c 900000 /dev/urandom > n && mv n f$i;; 2) rm -f f$i;; esac
    done; for i in $(seq 60); do head -c 1000000 /dev/urandom > f$i; done; touch up; done`;
  await host.bootstrap(session, { start: restless });
  await until(async () => (await host.job(session, 'ls')).includes('up'), 'the app writes');
  const to = await host.session();
  for (const maxPauseMs of [0, 2000]) {
    const layer = await saveLayer(host, session, { maxPauseMs });
    if (maxPauseMs === 0) expect(layer.saved.warnings.length).toBeGreaterThan(0);
    expect((await restore(host, to, layer)).json.state).toBe('done');
  }
});

test('a job that somebody stopped stays stopped, and a shell does not take the pause of its job for Ctrl-Z', async () => {
  const session = await host.session();
  const tty = await host.terminal(session, 'terminalId=main').ready();
  tty.type('PS1="ready> "; sleep 1000 & kill -STOP %1; (sleep 2000 | sleep 2000)\n');
  const isOne = /^\((bash|sleep)\) T$/; // The shell's copy may be stopped before it becomes the command.
  await until(async () => isOne.test((await states(session)).trim()), 'one job is stopped, the other runs');
  const shown = tty.output.length;
  for (let i = 0; i < 5; i++) expect((await save(host, session)).pauseMs).toBeGreaterThan(0);
  expect((await states(session)).trim()).toMatch(isOne);
  expect(tty.output.subarray(shown).toString()).not.toContain('Stopped');
  tty.type('\u0003');
  tty.type('echo still $((40 + 2))\n');
  await tty.shows('still 42');
});

test('a save that is given up while the session stands still lets it go on', async () => {
  const session = await host.session();
  await host.run(session, 'for i in $(seq 3000); do echo $i > f$i; done');
  await host.bootstrap(session, { start: 'exec sleep 1000' });
  for (let i = 0; i < 8; i++) {
    const saveId = `given-up-${i}`;
    await host.runtime(session, 'POST', '/saves', { saveId, paths: ['/workspace'] });
    const moment = performance.now() + 10 * i; // Another one of the save each time.
    await until(() => performance.now() >= moment, 'the moment of the save');
    await host.runtime(session, 'DELETE', `/saves/${saveId}`);
    expect(await states(session)).toBe('');
  }
});

test('with nobody running nothing is paused', async () => {
  const session = await host.session();
  await host.run(session, 'echo a > a');
  expect((await save(host, session)).pauseMs).toBe(0);
});
