// Which moves a build makes: every input from every state, held against the contract's table.
import { describe, expect, test } from 'vitest';
import { stateMachines } from '../../../generated/policy.ts';
import { artifact } from './coordinator/testing/artifact.ts';
import {
  type BuildRecord,
  type BuildStatus,
  type Ending,
  type Input,
  maxAttempts,
  maxCutOffs,
  stuckMs,
  transition,
} from './transitions.ts';

const now = 1_000_000_000;
const states = Object.keys(stateMachines.build.states) as BuildStatus[];

const record = (status: BuildStatus, change: Partial<BuildRecord> = {}): BuildRecord => ({
  ...{ status, attempts: status === 'queued' ? 0 : 1, cut_offs: 0, due_at: now, started_at: null },
  ...{ lease_id: status === 'building' ? 'opn-mine' : null, heartbeat_at: now },
  ...change,
});

const endings: Ending[] = ['failed', 'hopeless', 'cut_off'];
const end = (ending: Ending, leaseId = 'opn-mine'): Input => ({ type: 'end', leaseId, ending, why: 'It broke.', now });
const succeed = (leaseId = 'opn-mine'): Input => ({ type: 'succeed', leaseId, layerId: 'lyr-1', artifact, now });
const claim: Input = { type: 'claim', leaseId: 'opn-mine', source: 'direct', now };
const sweep: Input = { type: 'sweep', now };
const retry: Input = { type: 'retry', now };

const inputs: Input[] = [claim, succeed(), ...endings.map((ending) => end(ending)), sweep, retry];
const variants: Partial<BuildRecord>[] = [
  {},
  { attempts: maxAttempts },
  { cut_offs: maxCutOffs - 1 },
  { heartbeat_at: now - stuckMs - 1 },
];

test('builds and their versions make exactly the moves of the contract', () => {
  const builds = new Set<string>();
  const versions = new Set<string>();
  for (const status of states)
    for (const variant of variants)
      for (const input of inputs) {
        const move = transition(record(status, variant), input);
        if (!move) continue;
        builds.add(`${move.from} → ${move.to}`);
        expect(move.from).toBe(status);
        if (move.version) versions.add(`${move.version.from} → ${move.version.to}`);
      }
  // The two that leave `uploading` are the upload's: `bundleArrived` of templates asks for that
  // state.
  for (const to of ['building', 'ready']) versions.add(`uploading → ${to}`);
  const movesOf = (machine: 'build' | 'version') =>
    stateMachines[machine].moves.flatMap(({ from, to }) => from.map((one) => `${one} → ${to}`));
  expect([...builds].sort()).toEqual(movesOf('build').sort());
  expect([...versions].sort()).toEqual(movesOf('version').sort());
});

describe.each(states)('of a build that is %s', (status) => {
  const moved = inputs.map((input) => {
    const what = input.type === 'end' ? `end, ${input.ending}` : input.type;
    return `${what}: ${transition(record(status), input)?.to ?? '–'}`;
  });
  const expected: Record<BuildStatus, string[]> = {
    queued: ['building', '–', '–', '–', '–', '–', '–'],
    building: ['–', 'succeeded', 'retrying', 'dead_lettered', 'retrying', '–', '–'],
    retrying: ['building', '–', '–', '–', '–', '–', '–'],
    succeeded: ['–', '–', '–', '–', '–', '–', '–'],
    dead_lettered: ['–', '–', '–', '–', '–', '–', 'queued'],
  };
  test('each input makes its move, or none', () => {
    const names = ['claim', 'succeed', ...endings.map((ending) => `end, ${ending}`), 'sweep', 'retry'];
    expect(moved).toEqual(names.map((name, index) => `${name}: ${expected[status][index]}`));
  });
});

test('an attempt begins no earlier than it is due', () => {
  expect(transition(record('retrying', { due_at: now + 1 }), claim)).toBeNull();
  expect(transition(record('retrying', { due_at: now }), claim)?.changes).toMatchObject({
    attempts: 2,
    phase: 'machine',
  });
});

test('who lost the lease moves nothing', () => {
  for (const input of [succeed('opn-other'), ...endings.map((ending) => end(ending, 'opn-other'))])
    expect(transition(record('building'), input)).toBeNull();
});

test('the third attempt that fails is the last, and earlier ones wait longer each time', () => {
  const dueIn = (attempts: number) => transition(record('building', { attempts }), end('failed'))?.changes.due_at;
  expect([dueIn(1), dueIn(2)]).toEqual([now + 1000, now + 4000]);
  const last = transition(record('building', { attempts: 3 }), end('failed'));
  expect(last).toMatchObject({
    to: 'dead_lettered',
    changes: { dead_lettered_at: now, finished_at: now, last_error: 'It broke.', lease_id: null },
    version: { from: 'building', to: 'failed', reason: 'It broke.' },
    audit: { event: 'build.dead_lettered' },
  });
});

test('a cut-off gives the attempt back, and the fifth is the last', () => {
  const first = transition(record('building', { attempts: 3 }), end('cut_off'));
  expect(first).toMatchObject({ to: 'retrying', version: null, audit: { event: 'build.recovered' } });
  expect(first?.changes).toMatchObject({ attempts: 2, cut_offs: 1, due_at: now + 1000 });
  expect(first?.changes.last_error).toBe('The platform cut this attempt off, so it does not count: It broke.');
  const fifth = transition(record('building', { cut_offs: 4 }), end('cut_off'));
  expect(fifth?.to).toBe('dead_lettered');
  expect(fifth?.changes.last_error).toMatch(/\nThat was the last of 5 times: the build may be what ends the machine/);
});

test('the sweep takes a lease only from who has been silent, and holds that silence against the row', () => {
  const heartbeat_at = now - stuckMs - 1;
  expect(transition(record('building', { heartbeat_at: now - stuckMs }), sweep)).toBeNull();
  expect(transition(record('building', { heartbeat_at }), sweep)?.holds).toMatchObject({
    heartbeat_at,
    lease_id: 'opn-mine',
  });
});

test('each move holds what it was decided by', () => {
  for (const status of states)
    for (const input of inputs) {
      const move = transition(record(status), input);
      if (move) expect(move.holds).toMatchObject({ status, attempts: record(status).attempts, cut_offs: 0 });
    }
});

test('a build began with its first attempt, and begins anew when a person tries it again', () => {
  const second = transition(record('retrying', { started_at: now - 5000 }), claim);
  expect(second?.changes.started_at).toBe(now - 5000);
  const given = record('dead_lettered', { attempts: maxAttempts, cut_offs: maxCutOffs, started_at: now - 5000 });
  expect(transition(given, retry)?.changes).toMatchObject({ attempts: 0, cut_offs: 0, started_at: null });
});
