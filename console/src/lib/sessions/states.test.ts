import { describe, expect, test } from 'vitest';
import { lostItsMachine, startedFrom } from './past.ts';
import { sessionBadge, type Session } from './states.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const snapshot = 'snp-aaaaaaaaaaaaaaaaaaaa';

describe('startedFrom', () => {
  // All of a session that the question is about.
  const started = (lastRestoredAt: string | null): Session =>
    ({
      steps: [{ name: 'restore', state: 'done', startedAt: at(10), finishedAt: at(12) }],
      lastRestoredAt,
      lastRestoredSnapshotId: lastRestoredAt && snapshot,
    }) as unknown as Session;

  test.each([
    ['nothing was ever restored: the layer', null, null],
    ['restored before this start only: the layer', at(5), null],
    ['restored by the start', at(11), snapshot],
    ['noted a moment after the step ended', new Date(Date.parse(at(12)) + 5).toISOString(), snapshot],
    ['another one restored while it ran: not known any more', at(40), undefined],
  ])('%s', (_, restoredAt, from) => expect(startedFrom(started(restoredAt))).toBe(from));
});

describe('lostItsMachine', () => {
  const reason = (code: string) => ({ code, message: '', at: at(0) });

  test.each(['runtime_exited', 'runtime_lost'])('a session that failed with %s did', (code) =>
    expect(lostItsMachine({ state: 'failed', stateReason: reason(code) })).toBe(true),
  );
  test('one whose start failed did not, nor one that runs again', () => {
    expect(lostItsMachine({ state: 'failed', stateReason: reason('session_start') })).toBe(false);
    expect(lostItsMachine({ state: 'starting', stateReason: reason('runtime_lost') })).toBe(false);
  });
});

describe('sessionBadge', () => {
  const app = (more: Partial<NonNullable<Session['app']>>): Session['app'] => ({
    ...{ state: 'up', at: at(0), port: null, exitCode: null, signal: null, crashes: 0, nextStartAt: null },
    ...{ portHolder: null, ...more },
  });
  const now = Date.parse(at(0)) + 10_000;

  test.each<[Session['app'], string, string]>([
    [null, 'ok', 'Running'],
    [app({}), 'ok', 'Running'],
    [app({ state: 'starting' }), 'busy', 'App starting'],
    [app({ state: 'starting', crashes: 1 }), 'bad', 'App crashed'],
    [app({ state: 'crashed', crashes: 6 }), 'bad', 'App crashed'],
    [app({ state: 'exited' }), 'bad', 'App ended'],
  ])('a session that runs is as well as its app (%o)', (one, tone, label) =>
    expect(sessionBadge({ state: 'running', app: one }, now)).toEqual({ tone, label }),
  );
  test('an app that does not open its port is worth a look after a minute', () =>
    expect(sessionBadge({ state: 'running', app: app({ state: 'starting' }) }, now + 60_000).label).toBe('App not up'));
  test('a session that does not run speaks for itself', () =>
    expect(sessionBadge({ state: 'sleeping', app: app({ state: 'stopped' }) }, now).label).toBe('Sleeping'));
});
