// What a session's life answers where nothing goes wrong, and what it leaves behind for whoever
// comes after.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, type State, worldIn } from './testing/lives.ts';
import { cause, type World } from './testing/world.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

test('the same command asked for twice is carried out once, and both are answered', async () => {
  const world = await worldIn('starting');
  const again = ask(world, 'start');
  await world.quiet();
  world.release();
  expect(await again).toMatchObject({ ok: true, value: { state: 'running' } });
  expect(world.calls.filter((call) => call === 'inspect' || call === 'start')).toEqual(['inspect', 'start']);
});

test('a save is in D1 when it is answered', async () => {
  const world = await worldIn('running');
  await world.quiet();
  expect(await world.life.save({ snapshotId: 'snp-one', label: null, trigger: 'manual' }, cause)).toMatchObject({
    ok: true,
  });
  await world.quiet();
  expect(world.delivered.at(-1)?.version).toBe(world.record.view.runtime.version);
});

test('somebody who comes in is noted, with the moment, and D1 learns of it', async () => {
  const world = await worldIn('running');
  await world.quiet();
  world.now += 5000;
  expect(await world.life.attach()).toMatchObject({ ok: true });
  await world.quiet();
  expect(world.record.view.runtime.lastBootstrapAt).toBe(new Date(world.now).toISOString());
  expect(world.delivered.at(-1)?.version).toBe(world.record.view.runtime.version);
});

describe('a restore', () => {
  test('is looked after from its beginning on, should its coordinator die', async () => {
    const world = await worldIn('running');
    await world.life.save({ snapshotId: 'snp-one', label: null, trigger: 'manual' }, cause);
    await world.quiet();
    await world.disk.storage.deleteAlarm();
    world.next('restore', 'dies_before');
    void world.life.restore('snp-one', cause);
    await world.quiet();
    expect(world.disk.alarm()).toBeGreaterThan(world.now);
  });

  test.each<[State, string]>([
    ['starting', 'session_busy'],
    ['stopping', 'session_busy'],
    ['deleted', 'session_state'],
  ])('of a session that is %s is refused: %s', async (state, code) => {
    const world = await worldIn(state);
    world.saves.set('snp-one', 1);
    expect(await world.life.restore('snp-one', cause)).toMatchObject({ ok: false, code });
  });
});

describe('whether the next start needs a snapshot', () => {
  const needs = async (world: World, id: string) => (await world.life.startsFrom(id)) as { value: boolean };

  test('it does where the session sleeps on it, and not while it runs', async () => {
    const world = await worldIn('running');
    await world.life.save({ snapshotId: 'snp-one', label: null, trigger: 'manual' }, cause);
    expect(await needs(world, 'snp-one')).toMatchObject({ value: false });
    await ask(world, 'stop');
    const { startFrom } = world.record.internal;
    expect(startFrom).not.toBeNull();
    expect(await needs(world, startFrom ?? '')).toMatchObject({ value: true });
    expect(await needs(world, 'snp-one')).toMatchObject({ value: false });
  });

  test('it does not where the last start failed on it, but while another one is under way', async () => {
    const world = await worldIn('sleeping');
    const stuckOn = world.record.internal.startFrom ?? '';
    world.next('files', 'held');
    void ask(world, 'start');
    await world.quiet();
    const end = (step: 'files' | 'undo') => {
      const { id: operationId, seq } = world.record.operation ?? { id: '', seq: 0 };
      const fault = { reason: 'A part of it is lost.', host: null, stuckOn };
      const came = step === 'files' ? { step, ok: false as const, fault } : { step, ok: true as const, value: null };
      world.journal().send({ type: 'step_ended', operationId, seq, instanceId: null, end: came });
    };
    end('files');
    end('undo');
    expect(world.record).toMatchObject({ view: { state: 'failed' }, internal: { stuckOn } });
    expect(await needs(world, stuckOn)).toMatchObject({ value: false });
    world.release();
    await world.quiet();
    world.next('start', 'held');
    void ask(world, 'start');
    await world.quiet();
    expect(await needs(world, stuckOn)).toMatchObject({ value: true });
  });
});

describe('the host’s word', () => {
  const exit = { code: null, signal: 'SIGKILL', reason: 'killed' };

  test('that a runtime has ended is in D1 when it is taken, and saves that died with it have ended', async () => {
    const world = await worldIn('running');
    await world.quiet();
    const { cutOffsEnded } = world.upkeep;
    if (world.machine) world.machine.state = 'exited';
    await world.life.exited(world.record.view.runtime.instanceId ?? '', exit);
    expect(world.delivered.at(-1)).toMatchObject({ view: { state: 'failed' } });
    expect(world.upkeep.cutOffsEnded).toBe(cutOffsEnded + 1);
  });

  test('that a runtime has rung is heeded of the current one alone', async () => {
    const world = await worldIn('running');
    await world.quiet();
    world.calls.length = 0;
    await world.life.rang('opn-other');
    expect(world.calls).toEqual([]);
    await world.life.rang(world.record.view.runtime.instanceId ?? '');
    expect(world.calls).toContain('inspect');
  });
});

describe('an alarm', () => {
  test('saves a session by itself and ends what was cut off, and no save begins under a command', async () => {
    const world = await worldIn('running');
    await world.quiet();
    const { cutOffsEnded } = world.upkeep;
    world.calls.length = 0;
    await world.life.alarm();
    expect(world.upkeep).toMatchObject({ autosaves: 1, cutOffsEnded: cutOffsEnded + 1 });
    expect(world.calls).toContain('settle');
    world.next('hook', 'held');
    void ask(world, 'stop');
    await world.quiet();
    await world.life.alarm();
    expect(world.upkeep.autosaves).toBe(1);
    world.release();
    await world.quiet();
  });

  test('is set for the save that is due next', async () => {
    const world = await worldIn('running');
    await world.quiet();
    world.upkeep.dueAt = world.now + 600_000;
    await world.life.alarm();
    expect(world.disk.alarm()).toBe(world.upkeep.dueAt);
  });
});

test('a sweep ends what was cut off, and settles restores that nobody waits for', async () => {
  const world = await worldIn('running');
  await world.quiet();
  world.calls.length = 0;
  const { cutOffsEnded } = world.upkeep;
  await world.life.check();
  expect(world.upkeep.cutOffsEnded).toBe(cutOffsEnded + 1);
  expect(world.calls).toContain('settle');
});

test('a sweep takes up a command that nobody carries on, and waits for none', async () => {
  const world = await worldIn('created');
  world.next('start', 'dies_before');
  void ask(world, 'start');
  await world.quiet();
  world.revive();
  world.next('start', 'held');
  let isSwept = false;
  void world.life.check().then(() => (isSwept = true));
  await world.quiet();
  expect([isSwept, world.record.view.state]).toEqual([true, 'starting']);
  world.release();
  await world.quiet();
  expect(world.record.view.state).toBe('running');
});
