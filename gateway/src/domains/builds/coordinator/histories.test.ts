// Two thousand random histories of a build. However the platform misbehaves, once it stops doing so
// the build ends in a named state, and what anybody was told before still holds.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { id, type StepPlan, World } from './testing/world.ts';

const plan = fc.constantFrom<StepPlan>('ok', 'ok', 'ok', 'fails', 'hopeless', 'host dies', 'long', 'late');

const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('alarm' as const), plans: fc.array(plan, { maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 400_000 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('crash' as const), at: fc.integer({ min: 1, max: 60 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('database' as const),
      faults: fc.array(fc.constantFrom(null, null, 'refused' as const, 'answer lost' as const), { maxLength: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('sweep' as const, 'host up' as const, 'host down' as const, 'isolate dies' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('nudge' as const),
      source: fc.constantFrom('workflow' as const, 'queue' as const, 'direct' as const, 'reconcile' as const),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('retry' as const, 'log read' as const) }) },
);

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

async function happen(world: World, one: Event): Promise<void> {
  switch (one.what) {
    case 'alarm':
      world.plans = [...one.plans];
      if (world.alarmAt !== null && world.alarmAt <= world.now) await world.alarm();
      return;
    case 'time':
      world.now += one.ms;
      return;
    case 'crash':
      world.points = 0;
      world.crashAt = one.at;
      return;
    case 'database':
      world.databaseFaults = [...one.faults];
      return;
    case 'sweep':
      return world.sweep();
    case 'host up':
      world.hostUp = true;
      return;
    case 'host down':
      // A host that dies takes its machines with it.
      world.hostUp = false;
      world.machine = null;
      return;
    case 'isolate dies':
      world.crash();
      return;
    case 'nudge':
      for (let time = 0; time < one.times; time++) await world.nudge(one.source);
      return;
    case 'retry':
      await world.retry();
      return;
    case 'log read':
      world.readOn();
  }
}

/** Nothing that was once told is taken back. */
function watch(world: World): () => void {
  let succeeded: { layer: unknown } | null = null;
  return () => {
    const { row, version } = world;
    expect(Number(row.attempts)).toBeLessThanOrEqual(3);
    expect(Number(row.cut_offs)).toBeLessThanOrEqual(5);
    if (succeeded)
      expect({ status: row.status, layer: row.layer_id, version: version.state }).toEqual({
        status: 'succeeded',
        layer: succeeded.layer,
        version: 'ready',
      });
    if (row.status === 'succeeded') succeeded = { layer: row.layer_id };
    expect(version.state).toBe(
      row.status === 'succeeded' ? 'ready' : row.status === 'dead_lettered' ? 'failed' : 'building',
    );
    expect(row.lease_id === null).toBe(row.status !== 'building');
    if (row.status === 'succeeded')
      expect(world.sqlite.prepare('select id from layers where id = ?').all(String(row.layer_id))).toHaveLength(1);
  };
}

test('two thousand random histories: no build ends stuck, and nothing that was told is taken back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 24 }), async (events) => {
      const world = new World();
      const check = watch(world);
      await world.nudge();
      for (const one of events) {
        await happen(world, one);
        check();
      }
      // The faults stop, and the platform does what it always does.
      world.plans = [];
      world.databaseFaults = [];
      world.crashAt = Number.POSITIVE_INFINITY;
      world.hostUp = true;
      await world.settle();
      check();
      const { row } = world;
      expect(['succeeded', 'dead_lettered']).toContain(row.status);
      expect(world.machine).toBeNull();
      expect(world.disk.keys()).toEqual({});
      const end =
        row.status === 'succeeded' ? /\[burstflare\] succeeded\n$/ : /\[burstflare\] dead_lettered after [^\n]*\n$/;
      expect(world.archived.get(`wsp-1/builds/${id}/log.txt`)).toMatch(end);
      expect(world.log.startsWith(world.read)).toBe(true);
    }),
    { numRuns: 2000 },
  );
}, 180_000);
