import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { AppProcess } from './app-process.ts';
import { groupGone } from './process-group.ts';

const apps: AppProcess[] = [];
/** How often an app was said to have started or ended. */
let turns = 0;
const env = { PATH: process.env.PATH ?? '' };

function make(backoffMs: number[]): AppProcess {
  const app = new AppProcess(tmpdir(), () => turns++, { backoffMs, stableMs: 60_000 });
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
  expect(app.report()).toMatchObject({ state: 'exited', restarts: 2, exit: { code: 4, signal: null } });
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
  await reaches(app, () => app.report().state === 'exited');
  expect(app.report()).toMatchObject({ restarts: 0, exit: { code: 0 } });
});

test('a stop while it waits to be started again keeps it down', async () => {
  const app = make([60_000]);
  await app.ensure('exit 1', env);
  await reaches(app, () => app.report().state === 'restarting');
  await app.stop(1);
  expect(app.report()).toMatchObject({ state: 'exited', restarts: 0 });
});

test('one that ignores SIGTERM is killed when its grace is over, with all that it started', async () => {
  const app = make([]);
  await app.ensure(`trap '' TERM; sleep 500 & echo up; while :; do sleep 1; done`, env);
  await reaches(app, () => log(app).includes('up\n'));
  expect(await groupGone(app.report().pid ?? 0, 0)).toBe(false);
  const group = app.report().pid ?? 0;
  await app.stop(0.1);
  expect(app.report()).toMatchObject({ state: 'exited', exit: { signal: 'SIGKILL' } });
  expect(await groupGone(group, 0)).toBe(true);
});

test('a changed environment is a reason to start again, the same one is not', async () => {
  const app = make([]);
  await app.ensure('sleep 500', env);
  const { pid } = app.report();
  await app.ensure('sleep 500', { ...env });
  expect(app.report().pid).toBe(pid);
  await app.ensure('sleep 500', { ...env, A: '1' });
  expect(app.report().pid).not.toBe(pid);
});
