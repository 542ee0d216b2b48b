import { expect, test } from 'vitest';
import { appPort, appWords, isAppDown, type SessionApp } from './app-health.ts';

const at = '2026-11-28T10:00:00.000Z';
const app = (more: Partial<SessionApp>): SessionApp => ({
  ...{ state: 'up', at, port: null, exitCode: null, signal: null, crashes: 0, nextStartAt: null, portHolder: null },
  ...more,
});
const port = (number: number, state: 'waiting' | 'open' | 'closed') => ({
  number,
  label: null,
  state,
  url: 'http://x/',
});
const held = { port: 3000, pid: 7, name: 'node' };

test.each<[SessionApp | null, 'waiting' | 'open' | 'closed', string]>([
  [null, 'open', 'Port 3000 is open'],
  [null, 'closed', 'The manifest has no start command'],
  [app({ port: 6060 }), 'waiting', 'The app is up on port 6060'],
  [app({ state: 'starting' }), 'waiting', 'The app has not opened port 3000 yet'],
  [app({ state: 'starting' }), 'closed', 'The app no longer listens on port 3000'],
  [
    app({ state: 'starting', crashes: 2, exitCode: 1 }),
    'closed',
    'The app crashed with code 1, 2 times in a row, and is started again',
  ],
  [
    app({ state: 'crashed', crashes: 1, signal: 'SIGKILL', nextStartAt: at }),
    'closed',
    'The app crashed by SIGKILL, and is started again',
  ],
  [
    app({ state: 'crashed', crashes: 6, exitCode: 1, portHolder: held }),
    'open',
    'The app crashed with code 1, 6 times in a row; port 3000 is held by node (process 7)',
  ],
  [app({ state: 'exited', exitCode: 0 }), 'closed', 'The app ended with code 0'],
  [app({ state: 'stopped' }), 'closed', 'The app is not running'],
])('%o with its port %s: %s', (one, state, words) => {
  expect(appWords({ app: one, ports: [port(3000, state)] })).toBe(words);
});

test('an app that is about to be started again is not down', () => {
  expect(isAppDown(app({ state: 'crashed', nextStartAt: at }))).toBe(false);
  expect(isAppDown(app({ state: 'crashed' }))).toBe(true);
  expect(isAppDown(app({ state: 'exited' }))).toBe(true);
  expect(isAppDown(app({ state: 'starting', crashes: 1 }))).toBe(false);
});

test('the port that is shown is the one that the app opened, else the first', () => {
  const ports = [port(3000, 'waiting'), port(6060, 'open')];
  expect(appPort({ app: app({ port: 6060 }), ports })?.number).toBe(6060);
  expect(appPort({ app: app({ state: 'starting' }), ports })?.number).toBe(3000);
  expect(appPort({ app: null, ports: [] })).toBeNull();
});
