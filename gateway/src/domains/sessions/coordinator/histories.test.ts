// Random histories of a session: commands, work, saves, restores, machines that end, a host and a
// D1 that fail, answers that come late or never, a coordinator that dies anywhere. Whatever
// happened, once the faults are over no session is stuck, no version went backwards, and nothing
// that was acknowledged is lost.
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stateMachines } from '../../../../generated/policy.ts';
import { log } from '../../../platform/log.ts';
import type { Command, SessionView } from '../record.ts';
import { type Call, cause, type Fate, World } from './testing/world.ts';

const histories = 2000;

type Deed =
  | { deed: 'command'; command: Command; discard: boolean }
  | { deed: 'write' | 'save' | 'restore' | 'describe' | 'attach' | 'check' | 'alarm' | 'release' | 'die' }
  | { deed: 'machine_ends'; noticed: boolean }
  | { deed: 'machine_leaks' }
  | { deed: 'fate'; call: Call; fate: Fate };

const calls: readonly Call[] = [
  'inspect',
  'start',
  'stop',
  'kill',
  'hook',
  'bootstrap',
  'presence',
  'files',
  'save',
  'restore',
];
const hostFaults = fc.constantFrom('host', 'full', 'absent', 'silent', 'runtime');
const fates = fc.oneof(
  fc.constantFrom<Fate>('held', 'dies_before', 'dies_after'),
  hostFaults.map((fault): Fate => ({ fault })),
  hostFaults.map((lost): Fate => ({ lost })),
) as fc.Arbitrary<Fate>; // the constants are literals of Fate

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ deed: fc.constant('command' as const), command: fc.constantFrom<Command>('start', 'start', 'stop', 'restart', 'delete'), discard: fc.constant(false) }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.constant<Deed>({ deed: 'command', command: 'stop', discard: true }) },
  { weight: 8, arbitrary: fc.constantFrom<Deed>({ deed: 'write' }, { deed: 'write' }, { deed: 'save' }, { deed: 'restore' }, { deed: 'describe' }, { deed: 'attach' }, { deed: 'check' }, { deed: 'alarm' }, { deed: 'release' }, { deed: 'die' }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.boolean().map((noticed): Deed => ({ deed: 'machine_ends', noticed })) },
  { weight: 1, arbitrary: fc.constant<Deed>({ deed: 'machine_leaks' }) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...calls), fates).map(([call, fate]): Deed => ({ deed: 'fate', call, fate })) }, // prettier-ignore
  { weight: 1, arbitrary: fc.constantFrom<Fate>({ fault: 'host' }, 'dies_before', 'dies_after').map((fate): Deed => ({ deed: 'fate', call: 'deliver', fate })) }, // prettier-ignore
);

/**
 * What must still be there: contents are counted up, so that a later one holds every earlier write.
 */
class Acknowledged {
  floor = 0;

  /** What the session's files are from now on, as somebody was answered. */
  is(content: number): void {
    this.floor = content;
  }
}

async function live(history: readonly Deed[]): Promise<{ world: World; acknowledged: Acknowledged }> {
  const world = new World();
  const acknowledged = new Acknowledged();
  await world.life.describe();
  for (const one of history) {
    await act(world, acknowledged, one);
    await world.quiet();
    if (world.dead) world.revive();
    world.now += 1000;
  }
  return { world, acknowledged };
}

async function act(world: World, acknowledged: Acknowledged, one: Deed): Promise<void> {
  const { life } = world;
  switch (one.deed) {
    case 'command': {
      const before = world.machine?.content ?? null;
      const wasRunning = world.record.view.state === 'running' && !world.record.operation;
      void life.command(one.command, cause, one.discard).then((result) => {
        if (!result.ok) return;
        if (one.discard || one.command === 'delete') acknowledged.is(0);
        else if (wasRunning && before !== null && result.value.state === 'sleeping')
          acknowledged.is(Math.max(acknowledged.floor, before));
      }, ignored); // prettier-ignore
      // What is dropped is lost from the moment on when it is asked for.
      if (one.discard || one.command === 'delete') acknowledged.is(0);
      return;
    }
    case 'write':
      if (world.record.view.state === 'running' && !world.record.operation) world.write();
      return;
    case 'save': {
      const { content } = world.machine ?? { content: 0 };
      const request = { snapshotId: `snp-${world.now}`, label: null, trigger: 'manual' as const };
      void life.save(request, cause).then((result) => {
        if (result.ok && world.saves.has(request.snapshotId)) acknowledged.is(Math.max(acknowledged.floor, content));
      }, ignored); // prettier-ignore
      return;
    }
    case 'restore': {
      const [snapshotId] = [...world.saves.keys()].slice(-1);
      if (snapshotId === undefined) return;
      // It may replace the files from the moment on when it is asked for.
      acknowledged.is(Math.min(acknowledged.floor, world.saves.get(snapshotId) ?? 0));
      void life.restore(snapshotId, cause).catch(ignored);
      return;
    }
    case 'machine_ends': {
      const { machine } = world;
      if (machine?.state !== 'running') return;
      machine.state = 'exited';
      const exit = { code: null, signal: 'SIGKILL', reason: 'killed' };
      if (one.noticed) void life.exited(machine.instanceId, exit).catch(ignored);
      return;
    }
    case 'machine_leaks':
      // A start that its host carries out though nobody waits for it any more.
      if (!world.record.operation && world.record.view.state !== 'running') world.leak();
      return;
    case 'fate':
      return world.next(one.call, one.fate);
    case 'release':
      return world.release();
    case 'die':
      return world.revive();
    default:
      void life[one.deed]().catch(ignored);
  }
}

const ignored = () => undefined;

/** The faults are over: alarms and sweeps come, and the coordinator lives. */
async function settle(world: World): Promise<void> {
  world.fates.clear();
  for (let turn = 0; turn < 4; turn += 1) {
    if (world.dead) world.revive();
    world.release();
    await world.quiet();
    world.now += 60_000;
    void world.life.alarm().catch(ignored);
    await world.quiet();
    void world.life.check().catch(ignored);
    await world.quiet();
  }
}

const settled: readonly SessionView['state'][] = ['created', 'running', 'sleeping', 'failed', 'deleted'];
const allowed = new Set(stateMachines.session.moves.flatMap(({ from, to }) => from.map((one) => `${one} → ${to}`)));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // D1 and host fail on purpose.
  vi.spyOn(log, 'error').mockReturnValue();
  vi.spyOn(log, 'info').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test(`${histories} random histories`, { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 25 }), async (history) => {
      const { world, acknowledged } = await live(history);
      await settle(world);
      const { view, operation } = world.record;

      expect(operation, 'no command is under way for good').toBeNull();
      expect(settled, 'no session stays between two states').toContain(view.state);
      if (view.state === 'running') expect(world.machine?.state, 'what runs has a machine').toBe('running');
      if (view.state === 'failed') expect(world.machine?.state, 'what failed has none').not.toBe('running');
      if (view.state === 'sleeping' || view.state === 'deleted')
        expect(world.machine, 'what sleeps has none').toBeNull();

      const moves = world.moves.map(([from, to]) => `${from} → ${to}`);
      expect(moves.filter((move) => !allowed.has(move)), 'moves that the contract does not name').toEqual([]); // prettier-ignore
      const versions = world.delivered.map(({ version }) => version);
      expect([...new Set(versions)], 'versions reach D1 in order').toEqual([...new Set(versions)].sort((a, b) => a - b)); // prettier-ignore
      expect(versions.at(-1) ?? 0, 'D1 has the newest').toBe(view.runtime.version);

      if (view.state === 'deleted') return;
      const started = await world.life.command('start', cause, false);
      expect(started, 'it can be started').toMatchObject({ ok: true });
      expect(world.machine?.content, 'what was acknowledged is there').toBeGreaterThanOrEqual(acknowledged.floor);
    }),
    { numRuns: histories },
  );
});
