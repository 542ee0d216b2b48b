// What becomes of a session's files and machines where something failed before: nothing that is
// saved nowhere else is lost, nothing stays that nobody names, and somebody looks again.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { log } from '../../../platform/log.ts';
import type { Command } from '../record.ts';
import { ask, settle, type State, worldIn } from './testing/lives.ts';
import { type Call, cause, type Fate } from './testing/world.ts';

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

describe('files that are saved nowhere else', () => {
  test('stay when a start on them fails', async () => {
    const world = await worldIn('running');
    world.write();
    if (world.machine) world.machine.state = 'exited';
    await world.life.check();
    world.next('bootstrap', { fault: 'runtime' });
    expect(await ask(world, 'start')).toMatchObject({ ok: false, code: 'session_start_failed' });
    expect(world.machine).toMatchObject({ content: 1 });
  });

  test('are saved by the stop after one that could not save, also where a restore ended in between', async () => {
    const world = await worldIn('running');
    await world.life.save({ snapshotId: 'snp-one', label: null, trigger: 'manual' }, cause);
    world.next('restore', 'held');
    const restore = world.life.restore('snp-one', cause);
    await world.quiet();
    world.next('hook', 'held');
    world.next('save', { fault: 'host' });
    const stop = ask(world, 'stop');
    await world.quiet();
    world.release();
    expect(await restore).toMatchObject({ ok: true });
    expect(await stop).toMatchObject({ ok: false, code: 'session_not_saved' });
    world.write();
    expect(await ask(world, 'stop')).toMatchObject({ ok: true, value: { state: 'sleeping' } });
    expect(Math.max(...world.saves.values())).toBe(1);
  });

  test('are let go of by a stop that discards, also in the middle of one that saves', async () => {
    const world = await worldIn('stopping');
    const saves = world.saves.size;
    const discarded = ask(world, 'stop', true);
    await world.quiet();
    expect(await discarded).toMatchObject({ ok: true, value: { state: 'sleeping' } });
    world.release();
    await world.quiet();
    expect(world.record.view.stateReason?.message).toMatch(/without a save/);
    expect(world.saves.size).toBe(saves);
    const other = await worldIn('running');
    await ask(other, 'stop', true);
    expect([other.saves.size, other.calls.filter((call) => call === 'save').length]).toEqual([0, 0]);
  });

  test('keep their machine where the host cannot end it without them', async () => {
    const world = await worldIn('running');
    world.write();
    world.keepsDisks = false;
    world.next('hook', { fault: 'silent' });
    expect(await ask(world, 'stop')).toMatchObject({ ok: false, code: 'session_not_saved' });
    expect(world.machine).toMatchObject({ state: 'running', content: 1 });
  });
});

describe('a coordinator that dies where something failed before', () => {
  /** What fails first, in which call the coordinator dies then, and where the session ends. */
  const ways: [State, Command, [Call, Fate], Call, State][] = [
    ['created', 'start', ['files', { fault: 'runtime' }], 'stop', 'failed'],
    ['running', 'stop', ['save', { fault: 'runtime' }], 'kill', 'sleeping'],
    ['running', 'stop', ['save', { fault: 'host' }], 'bootstrap', 'running'],
    ['running', 'stop', ['hook', { fault: 'silent' }], 'kill', 'sleeping'],
    ['running', 'stop', ['hook', { fault: 'silent' }], 'start', 'sleeping'],
  ];
  for (const [state, command, [failing, fault], call, end] of ways)
    for (const fate of ['dies_before', 'dies_after'] as const)
      test(`${command}, ${failing} fails, ${fate.replace('_', ' ')} ${call}: ${end}`, async () => {
        const world = await worldIn(state);
        world.write();
        const content = world.machine?.content ?? 0;
        world.next(failing, fault);
        world.next(call, fate);
        void ask(world, command);
        await world.quiet();
        expect(world.dead).toBe(true);
        await settle(world);
        expect(world.record).toMatchObject({ view: { state: end }, operation: null });
        if (end === 'sleeping') expect([...world.saves.values()].at(-1)).toBe(content);
        if (end === 'running') expect(world.machine?.content).toBe(content);
      });
});

describe('alarms', () => {
  test('are set for a command as long as it is under way, and for what D1 did not take', async () => {
    const world = await worldIn('starting');
    expect(world.disk.alarm()).toBeGreaterThan(world.now);
    world.release();
    await world.quiet();
    await world.disk.storage.deleteAlarm();
    world.next('deliver', { fault: 'host' });
    world.machine = world.machine && { ...world.machine, state: 'exited' };
    await world.life.check();
    expect(world.disk.alarm()).toBeGreaterThan(world.now);
  });

  test('are not set for a session that nobody uses, and looking at it writes nothing', async () => {
    const world = await worldIn('running');
    await world.quiet();
    await world.disk.storage.deleteAlarm();
    const before = world.disk.sqlite.prepare('SELECT total_changes() AS changes').get();
    for (let turn = 0; turn < 10; turn += 1) await world.life.describe();
    expect(world.disk.sqlite.prepare('SELECT total_changes() AS changes').get()).toEqual(before);
    expect(world.disk.alarm()).toBeNull();
  });
});

test('of a start that a deletion replaced nothing stays, also where its answer was lost', async () => {
  const world = await worldIn('created');
  world.next('start', 'held');
  void ask(world, 'start');
  await world.quiet();
  expect(await ask(world, 'delete')).toMatchObject({ ok: true });
  world.machine = {
    instanceId: world.record.view.runtime.instanceId ?? 'opn-0000000000000001',
    state: 'running',
    content: 0,
  };
  world.journal().send({
    ...{ type: 'step_ended', operationId: 'opn-0000000000000001', seq: 1, instanceId: world.machine.instanceId },
    end: { step: 'machine', ok: false, fault: { reason: 'The answer was lost.', host: 'host', stuckOn: null } },
  });
  world.release();
  await world.quiet();
  expect(world.machine).toBeNull();
});

describe('a machine that runs for a session that does not', () => {
  test.each<State>(['created', 'sleeping', 'deleted'])('is wiped, where that is %s', async (state) => {
    const world = await worldIn(state);
    world.leak();
    await world.life.check();
    await world.quiet();
    expect(world.machine).toBeNull();
    expect(world.record.view.state).toBe(state);
  });

  test('and has ended itself leaves no disk', async () => {
    const world = await worldIn('sleeping');
    world.leak();
    if (world.machine) world.machine.state = 'exited';
    await world.life.check();
    await world.quiet();
    expect(world.machine).toBeNull();
  });

  test('is ended where that has failed, and its disk stays if it holds files that are saved nowhere else', async () => {
    const world = await worldIn('running');
    world.write();
    if (world.machine) world.machine.state = 'exited';
    await world.life.check();
    world.leak();
    await world.life.check();
    await world.quiet();
    expect(world.machine).toMatchObject({ state: 'exited', content: 1 });
    expect(await ask(world, 'start')).toMatchObject({ ok: true });
    expect(world.machine).toMatchObject({ state: 'running', content: 1 });

    const without = await worldIn('created');
    without.next('files', { fault: 'runtime' });
    await ask(without, 'start');
    without.leak();
    await without.life.check();
    await without.quiet();
    expect([without.record.view.state, without.machine]).toEqual(['failed', null]);
  });

  test.each<[string, Call]>([
    ['is looked at', 'inspect'],
    ['is ended', 'stop'],
  ])('is that one alone: a start that begins while it %s has its own', async (_, call) => {
    const world = await worldIn('sleeping');
    world.leak();
    world.next(call, 'held');
    const check = world.life.check();
    await world.quiet();
    const started = ask(world, 'start');
    await world.quiet();
    world.release();
    await Promise.all([check, started]);
    await world.quiet();
    expect(world.machine?.state).toBe('running');
    await world.life.describe();
    expect(world.record.view.state).toBe('running');
  });

  test('that cannot be ended now is ended by the next sweep', async () => {
    const world = await worldIn('sleeping');
    world.leak();
    world.next('stop', { fault: 'host' });
    await world.life.check();
    await world.quiet();
    expect(world.machine).not.toBeNull();
    await world.life.check();
    await world.quiet();
    expect(world.machine).toBeNull();
  });
});
