// Holds an ending session to telling every process of it: each gets SIGTERM and its share of the
// grace before the files are saved.
import { chmod } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commandOf, isAlive, processesOf } from '../../support/processes.ts';
import { Host, until, type Tty } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;

beforeAll(async () => {
  host = await Host.start();
});

afterAll(() => host?.destroy());

/**
 * A service that needs a moment to write what it holds when it is told to end, and says what told
 * it.
 */
const SERVICE = `cat > service.sh <<'END'
for signal in TERM HUP; do trap "trap '' TERM HUP; sleep 0.3; echo $signal > flushed-$1; exit" $signal; done
echo $$ > "started-$1"; while :; do sleep 0.02; done
END
`;
const PLACES = ['app', 'beside-app', 'job', 'beside-job', 'setsid', 'nohup', 'background', 'stopped', 'foreground'];
const FLUSHED = PLACES.map((place) => `${place} TERM`).sort();

/** One service in every place that a session has for them. */
async function startServices(on: Host, session: string): Promise<Tty> {
  await on.run(session, SERVICE);
  await on.bootstrap(session, { start: 'setsid bash service.sh beside-app & exec bash service.sh app' });
  const command = 'setsid bash service.sh beside-job & exec bash service.sh job';
  await on.runtime(session, 'POST', '/jobs', { jobId: 'service', command, timeoutSeconds: 60 });
  const tty = await on.terminal(session, 'terminalId=services').ready();
  for (const line of [
    'setsid bash service.sh setsid & nohup bash service.sh nohup & bash service.sh background &',
    'bash service.sh stopped & until [ -s started-stopped ]; do :; done; kill -STOP $(cat started-stopped)',
    'bash service.sh foreground',
  ]) {
    tty.type(`${line}\n`);
  }
  const started = async () => (await on.job(session, 'cat started-* 2>/dev/null | wc -l')).trim();
  await until(async () => (await started()) === String(PLACES.length), 'all services run');
  return tty;
}

const LOOK = 'for f in flushed-*; do echo "${f#flushed-} $(cat "$f")"; done';
const flushed = async (on: Host, session: string) => (await on.run(session, LOOK)).split('\n').filter(Boolean).sort();

/** What runs of a session beside the sandbox and the runtime. */
const others = (session: string) =>
  processesOf(session).filter((pid) => !/bwrap|main\.cjs/.test(commandOf(pid)) && isAlive(pid));

const endOf = (on: Host, session: string, graceSeconds = 5) =>
  on.runtime(session, 'POST', '/lifecycle', {
    ...{ phase: 'sleep', at: '2026-11-28T09:30:00.000Z', reason: 'session_stop', graceSeconds },
  });

test('before a stop’s save every process gets SIGTERM and the time to write, wherever it runs', async () => {
  const session = await host.session();
  const tty = await startServices(host, session);
  const began = performance.now();
  expect((await endOf(host, session)).json).toMatchObject({ phase: 'sleep', app: { state: 'stopped' } });
  expect(performance.now() - began).toBeLessThan(4000); // Shells that wait for nobody do not use up the grace.
  expect(others(session)).toEqual([]);
  await tty.shows(/This session is going to sleep: what runs in it gets SIGTERM, and 5 s to end/);
  await until(() => tty.closed !== null, 'the terminal ends');
  expect(await flushed(host, session)).toEqual(FLUSHED);
});

test('a session that stops starts no app again until it is set up anew', async () => {
  const session = await host.session();
  await host.bootstrap(session, { start: 'exec sleep 1000' });
  await endOf(host, session);
  const restart = async () => (await host.runtime(session, 'POST', '/app/restart')).status;
  expect(await restart()).toBe(409);
  expect((await host.runtime(session, 'GET', '/app')).json.state).toBe('stopped');
  await host.bootstrap(session, { start: 'exec sleep 1000' });
  expect(await restart()).toBe(200);
});

test('what ignores SIGTERM is killed when the grace has passed, with what it forks, and shells write their history', async () => {
  const session = await host.session();
  const stubborn = `trap '' TERM HUP INT; echo up > up-$1; while :; do sleep 0.01; done`;
  await host.run(session, `echo "${stubborn.replaceAll('$', '\\$')}" > stubborn.sh`);
  const tty = await host.terminal(session, 'terminalId=main').ready();
  tty.type('setsid bash stubborn.sh a & HISTFILE=/workspace/history; bash stubborn.sh b\n');
  await until(async () => (await host.job(session, 'cat up-* | wc -l')).trim() === '2', 'both run');
  const began = performance.now();
  await endOf(host, session, 1);
  expect(performance.now() - began).toBeGreaterThan(900);
  expect(others(session)).toEqual([]);
  expect(await host.run(session, 'cat history')).toContain('HISTFILE=');
});

test('when the host ends a runtime, or itself, every process of the session is told too', async () => {
  for (const end of ['SIGTERM', 'stdin'] as const) {
    const own = await Host.start();
    try {
      const session = await own.session();
      await startServices(own, session);
      await own.end(end);
      await own.boot();
      await own.put(session, 'next');
      expect(await flushed(own, session), end).toEqual(FLUSHED);
    } finally {
      await own.destroy();
    }
  }
});

test('without a sandbox the session’s own processes are told, and nobody else’s', async () => {
  const bare = await Host.start({ HOST_ISOLATION: 'none' });
  try {
    await chmod(bare.dataDir, 0o711);
    const [session, neighbour] = [await bare.session(), await bare.session()];
    await bare.bootstrap(neighbour, { start: 'exec sleep 1000' });
    await startServices(bare, session);
    await endOf(bare, session);
    expect(await flushed(bare, session)).toEqual(FLUSHED);
    expect(['starting', 'up']).toContain((await bare.runtime(neighbour, 'GET', '/app')).json.state);
  } finally {
    await bare.destroy();
  }
});
