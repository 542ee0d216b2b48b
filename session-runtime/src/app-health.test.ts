// What an app's processes and ports come to, case by case.
import { describe, expect, test } from 'vitest';
import { type AppFacts, holderOf, stateOf } from './app-health.ts';
import type { OpenPort } from './ports/watch.ts';

const startedAt = 10_000;
const now = startedAt + 1000;
const running: AppFacts = { command: 'npm start', isRunning: true, startedAt, end: null };
const ended = (code: number | null, signal: string | null = null, isWanted = false): AppFacts => ({
  ...{ ...running, isRunning: false },
  end: { code, signal, isWanted },
});
const port = (number: number, more: Partial<OpenPort> = {}): OpenPort => ({
  ...{ number, declared: true, openedAt: startedAt + 500, isApps: true, pid: 57, name: 'node' },
  ...more,
});
const foreign = (number: number, openedAt: number) => port(number, { isApps: false, openedAt });
const other = (number: number, openedAt = startedAt) => port(number, { declared: false, openedAt });

describe('the state of an app', () => {
  test.each<[string, AppFacts, OpenPort[], string, number | null]>([
    ['without a command', { ...running, command: null }, [], 'none', null],
    ['that runs without its port', running, [], 'starting', null],
    ['that opened its port', running, [port(3000)], 'up', 3000],
    ['whose port something left its group to open', running, [foreign(3000, startedAt + 1)], 'up', 3000],
    ['whose port was held before it began', running, [foreign(3000, startedAt - 1)], 'starting', null],
    ['that just opened another port', running, [other(6060)], 'starting', null],
    ['that crashed', ended(1), [], 'crashed', null],
    ['that a signal ended', ended(null, 'SIGSEGV'), [], 'crashed', null],
    ['that crashed as its port is held', ended(1), [foreign(3000, startedAt - 1)], 'crashed', null],
    ['that ended well', ended(0), [], 'exited', null],
    ['that ended well and left a server', ended(0), [foreign(3000, startedAt + 1)], 'up', 3000],
    ['that was ended', ended(null, 'SIGTERM', true), [], 'stopped', null],
    ['that was never started', { ...running, isRunning: false }, [], 'stopped', null],
  ])('%s', (_, facts, open, state, at) => expect(stateOf(facts, true, open, now)).toEqual({ state, port: at }));

  test.each<[string, OpenPort[], number]>([
    ['another port counts once it has stayed open', [other(6060)], 6060],
    ['a named one comes before it', [other(6060), port(3000)], 3000],
    ['its own comes before a named one that is held', [foreign(3000, 1), other(3001)], 3001],
    ['a debugger’s and a random one come last', [other(9229), other(45_123), other(8080)], 8080],
  ])('%s', (_, open, at) => expect(stateOf(running, true, open, startedAt + 2500)).toEqual({ state: 'up', port: at }));

  test('an app for which no port is named is up once it has run for two seconds', () => {
    expect(stateOf(running, false, [], startedAt + 1999).state).toBe('starting');
    expect(stateOf(running, false, [], startedAt + 2000)).toEqual({ state: 'up', port: null });
  });
});

test('who holds a named port is whoever had it before the app was started', () => {
  expect(holderOf([foreign(3000, startedAt - 1)], startedAt)).toEqual({ port: 3000, pid: 57, name: 'node' });
  for (const open of [[], [port(3000)], [foreign(3000, startedAt + 1)], [other(6060, 1)]])
    expect(holderOf(open, startedAt)).toBeNull();
});
