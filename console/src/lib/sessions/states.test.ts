import { describe, expect, test } from 'vitest';
import { lostItsMachine, startedFrom, type Session } from './states.ts';

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
