import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { AppProcess } from './app-process.ts';
import { groupGone } from './process-group.ts';

const apps: AppProcess[] = [];
/** How often an app was said to have started or ended. */
let turns = 0;
const env = { PATH: process.env.PATH ?? '' };

function make(backoffMs: number[]): AppProcess {
  const around = { onTurn: () => void turns++, beforeStart: async () => undefined };
  const app = new AppProcess(tmpdir(), around, { backoffMs, stableMs: 60_000 });
  apps.push(app);
  return app;
}

afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop(0);
});

const log = (app: AppProcess) => app.log.read(0, app.log.end).toString();

async function reaches(app: AppProcess, holds: () => boolean): Promise<void> {
  while (!holds()) await app.logged.wait(1000);
}

test('an app that keeps crashing is left down after the last try, and its log says why', async () => {
  const app = make([1, 1]);
  await app.ensure('echo try; exit 4', env);
  await reaches(app, () => log(app).includes('left down'));
  expect(app).toMatchObject({ isRunning: false, crashes: 3, nextStartAt: null, end: { code: 4, signal: null } });
  expect(log(app).match(/^try$/gm)).toHaveLength(3);
});

test('each start and each end of the app is told, also those after a crash', async () => {
  const app = make([1, 1]);
  turns = 0;
  await app.ensure('exit 4', env);
  await reaches(app, () => log(app).includes('left down'));
  expect(turns).toBe(6);
});

test('an app that ends well is not started again', async () => {
  const app = make([1]);
  await app.ensure('true', env);
  await reaches(app, () => !app.isRunning);
  expect(app).toMatchObject({ crashes: 0, nextStartAt: null, end: { code: 0, isWanted: false } });
});

test('a stop while it waits to be started again keeps it down', async () => {
  const app = make([60_000]);
  await app.ensure('exit 1', env);
  await reaches(app, () => app.nextStartAt !== null);
  await app.stop(1);
  expect(app).toMatchObject({ isRunning: false, nextStartAt: null, end: { code: 1, isWanted: true } });
});

test('one that ignores SIGTERM is killed when its grace is over, with all that it started', async () => {
  const app = make([]);
  await app.ensure(`trap '' TERM; sleep 500 & echo up; while :; do sleep 1; done`, env);
  await reaches(app, () => log(app).includes('up\n'));
  expect(await groupGone(app.pid ?? 0, 0)).toBe(false);
  const group = app.pid ?? 0;
  await app.stop(0.1);
  expect(app).toMatchObject({ isRunning: false, end: { signal: 'SIGKILL', isWanted: true } });
  expect(await groupGone(group, 0)).toBe(true);
});

test('a changed environment is a reason to start again, the same one is not', async () => {
  const app = make([]);
  await app.ensure('sleep 500', env);
  const { pid } = app;
  await app.ensure('sleep 500', { ...env });
  expect(app.pid).toBe(pid);
  await app.ensure('sleep 500', { ...env, A: '1' });
  expect(app.pid).not.toBe(pid);
});

test('an app that is started anew by somebody begins as if it had never crashed', async () => {
  const app = make([1]);
  await app.ensure('[ -n "$HELD" ] && sleep 500; exit 4', env);
  await reaches(app, () => log(app).includes('left down'));
  await app.restart();
  expect(app).toMatchObject({ isRunning: true, crashes: 0, end: null });
});

test('what the start command leaves in the background is the app, until it ends', async () => {
  const app = make([60_000]);
  await app.ensure('nohup sleep 500 & echo left', env);
  await reaches(app, () => log(app).includes('runs on'));
  expect(app).toMatchObject({ isRunning: true, pid: null, end: null });
  process.kill(-(app.group ?? 0), 'SIGKILL');
  expect(await groupGone(app.group ?? 0, 5000)).toBe(true);
  await app.look(true);
  expect(app).toMatchObject({ isRunning: false, crashes: 1, end: { code: null, signal: null, isWanted: false } });
});

test('what it leaves in the background and that never opened a port ended well when it ends', async () => {
  const app = make([60_000]);
  await app.ensure('sleep 0.2 & true', env);
  await reaches(app, () => log(app).includes('runs on'));
  expect(await groupGone(app.group ?? 0, 5000)).toBe(true);
  await app.look(false);
  expect(app).toMatchObject({ isRunning: false, crashes: 0, nextStartAt: null, end: { code: 0, isWanted: false } });
});

test('a crash ends what else the start command had started, so that the next run finds its ports free', async () => {
  const app = make([1]);
  await app.ensure(`(trap '' TERM; sleep 500) & echo "group $$"; exit 3`, env);
  await reaches(app, () => log(app).includes('left down'));
  const [first] = [...log(app).matchAll(/group (\d+)/g)].map(([, group]) => Number(group));
  expect(await groupGone(first ?? 0, 1000)).toBe(true);
});
