// A build's life on a fake host and a fake clock: it ends in a named state, whatever dies in
// between.
import { describe, expect, test } from 'vitest';
import { id, type StepPlan, World } from './testing/world.ts';

const ok = { status: 'succeeded', attempts: 1, cut_offs: 0, lease_id: null, phase: null };

/** All that has to hold of a build that has ended, however it came there. */
function expectWhole(world: World): void {
  const { row, version } = world;
  expect(world.machine).toBeNull();
  expect(world.disk.keys()).toEqual({});
  expect(world.log).toBe(world.archived.get(`wsp-1/builds/${id}/log.txt`));
  const layers = world.sqlite.prepare('select id from layers').all();
  if (row.status === 'succeeded') {
    expect(version).toEqual({ state: 'ready', state_reason: null });
    expect(layers).toEqual([{ id: row.layer_id }]);
    expect(world.log).toMatch(/\[burstflare\] succeeded\n$/);
  } else {
    expect(row).toMatchObject({ status: 'dead_lettered', lease_id: null, phase: null });
    expect(version).toEqual({ state: 'failed', state_reason: row.last_error });
    expect(world.log).toMatch(/\[burstflare\] dead_lettered after /);
  }
}

async function ended(plans: StepPlan[], change: (world: World) => void = () => undefined): Promise<World> {
  const world = new World();
  world.plans = plans;
  change(world);
  await world.nudge();
  await world.settle();
  expectWhole(world);
  return world;
}

test('a build goes through its phases, and its version becomes ready', async () => {
  const { row, steps, log, events, hints } = await ended([]);
  expect(row).toMatchObject(ok);
  // Who follows the workspace hears of the claim, of each phase and of the end.
  expect(hints).toBe(7);
  expect(steps).toEqual(['machine: ok', 'unpack: ok', 'setup: ok', 'save: ok', 'store: ok']);
  expect(log).toMatch(/^\[burstflare\] attempt 1 of 3, begun by direct, from the manifest alone\nmachine of opn-1\n/);
  expect(events).toEqual(['build.succeeded']);
});

test('an attempt that fails is followed by another when it is due, and the log tells of both', async () => {
  const { row, log, events } = await ended(['ok', 'ok', 'fails']);
  expect(row).toMatchObject({ ...ok, attempts: 2, last_error: null });
  expect(log).toMatch(
    /failed: setup failed: exit code 1\.\n\[burstflare\] the next attempt is due in 1 s\n\[burstflare\] attempt 2 of 3/,
  );
  expect(events).toEqual(['build.failed', 'build.succeeded']);
});

test('after three attempts that failed the build is given up, and can be tried again', async () => {
  const world = await ended(['fails', 'fails', 'fails']);
  expect(world.row).toMatchObject({ status: 'dead_lettered', attempts: 3, last_error: 'setup failed: exit code 1.' });
  expect(world.events).toEqual(['build.failed', 'build.failed', 'build.dead_lettered']);
  expect(world.log.match(/failed: setup failed/g)).toHaveLength(3);
  expect(await world.retry()).toBe(true);
  expect(await world.retry()).toBe(false);
  await world.settle();
  expectWhole(world);
  expect(world.row).toMatchObject(ok);
});

test('what no attempt could do better is given up at once', async () => {
  const { row } = await ended(['ok', 'hopeless']);
  expect(row).toMatchObject({ status: 'dead_lettered', attempts: 1 });
});

test('an attempt that its host cut off does not count, and the next one waits for the host', async () => {
  const world = new World();
  world.plans = ['ok', 'ok', 'host dies'];
  await world.nudge();
  for (let look = 0; look < 5; look++) {
    world.now = Math.max(world.now, world.alarmAt ?? world.now);
    await world.alarm();
  }
  expect(world.row).toMatchObject({ status: 'retrying', attempts: 0, cut_offs: 1 });
  world.hostUp = true;
  await world.settle();
  expectWhole(world);
  expect(world.row).toMatchObject({ ...ok, cut_offs: 1 });
});

test('a step that takes long and lives keeps its lease', async () => {
  const { row, events } = await ended(['ok', 'ok', 'ok', 'long']);
  expect(row).toMatchObject(ok);
  expect(events).toEqual(['build.succeeded']);
});

test('a step that comes back after the sweep took its lease changes nothing any more', async () => {
  const { row, steps, log } = await ended(['ok', 'ok', 'ok', 'ok', 'late']);
  expect(row).toMatchObject({ ...ok, cut_offs: 1 });
  expect(steps.filter((step) => step.startsWith('machine'))).toHaveLength(2);
  expect(log).toContain('failed: The platform cut this attempt off, so it does not count: The build showed no life');
});

test('a step that never comes back is recovered by the sweep, its machine ended, and the build begun anew', async () => {
  const world = new World();
  await world.nudge();
  // Two steps in, the isolate hangs: no alarm, no sign of life.
  world.crashAt = 30;
  await world.alarm();
  expect(world.machine).not.toBeNull();
  world.alarmAt = null;
  world.sqlite.exec(`update builds set heartbeat_at = ${world.now}`);
  world.now += 6 * 60_000;
  await world.settle();
  expectWhole(world);
  expect(world.row).toMatchObject({ ...ok, cut_offs: 1 });
});

test('a nudge that comes while the coordinator works is not lost', async () => {
  const world = new World();
  world.plans = ['hopeless'];
  await world.nudge();
  // The person is as fast as can be: the build is queued again while its log is being moved.
  const put = world.archived.set.bind(world.archived);
  let retried = false;
  world.archived.set = (key, text) => {
    if (!retried) void world.retry();
    retried = true;
    return put(key, text);
  };
  await world.alarm();
  expect(retried).toBe(true);
  expect(world.alarmAt).not.toBeNull();
  await world.settle();
  expect(world.row).toMatchObject(ok);
});

test('a build whose template was deleted takes its machine and its log with it', async () => {
  const world = new World();
  await world.nudge();
  world.crashAt = 30;
  await world.alarm();
  expect(world.machine).not.toBeNull();
  world.sqlite.exec('delete from builds');
  await world.settle();
  expect(world.machine).toBeNull();
  expect(world.disk.keys()).toEqual({});
  expect(world.alarmAt).toBeNull();
});

test('a layer that lost a part while it was stored fails the attempt, and nothing is half there', async () => {
  const world = new World();
  world.plans = ['ok', 'ok', 'ok', 'ok'];
  const step = world.steps.push.bind(world.steps);
  world.steps.push = (...steps) => {
    // The note by which the layer's manifest is kept is gone before the layer is.
    if (steps[0] === 'store: ok' && !world.steps.includes('store: ok'))
      world.sqlite.exec("delete from objects_to_delete where bucket = 'snapshots'");
    return step(...steps);
  };
  await world.nudge();
  await world.settle();
  expectWhole(world);
  expect(world.row).toMatchObject({ ...ok, attempts: 2 });
  expect(world.log).toContain('failed: A part of the layer was lost while it was stored.');
});

describe('a crash between any two effects', () => {
  const cases: [string, StepPlan[], string][] = [
    ['of a build that succeeds', [], 'succeeded'],
    ['of one that fails and succeeds', ['ok', 'ok', 'fails'], 'succeeded'],
    ['of one that is hopeless', ['ok', 'hopeless', 'hopeless'], 'dead_lettered'],
    ['of one that is given up', Array.from({ length: 9 }, () => 'fails' as const), 'dead_lettered'],
  ];
  test.each(cases)('%s leaves it to go on', async (_, plans, status) => {
    const whole = await ended([...plans]);
    for (let crashAt = 1; crashAt <= whole.points; crashAt++) {
      const world = await ended([...plans], (it) => (it.crashAt = crashAt));
      // A crash costs no attempt, and a failure that nobody came to note is one less.
      expect(world.row, `crash at ${crashAt}`).toMatchObject({ status, cut_offs: 0 });
      expect(world.row.attempts).toBeLessThanOrEqual(Number(whole.row.attempts));
    }
  });
});

describe('a fault of the database at any statement', () => {
  test.each(['refused', 'answer lost'] as const)('%s leaves the build to go on', async (fault) => {
    for (let at = 0; at < 40; at++) {
      const { row } = await ended([], (it) => {
        it.databaseFaults = [...Array.from({ length: at }, () => null), fault];
      });
      expect(row, `at ${at}`).toMatchObject(ok);
    }
  });
});
