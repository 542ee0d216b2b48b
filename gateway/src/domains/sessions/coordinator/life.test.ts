// A session's life on a host and a clock of the test's own: every command from every state, a crash
// between every two effects, results that come late, twice and never.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stateMachines } from '../../../../generated/policy.ts';
import type { Command } from '../record.ts';
import { ask, settle, type State, worldIn } from './testing/lives.ts';
import type { Call, Fate, World } from './testing/world.ts';

const settled: readonly State[] = ['created', 'running', 'sleeping', 'failed', 'deleted'];
const commands: readonly Command[] = ['start', 'stop', 'restart', 'delete'];

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const states: readonly State[] = ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'];

describe('every command from every state', () => {
  /** What a command comes to where nothing is in its way; a word is the code of its refusal. */
  const table: Record<State, Record<Command, string>> = {
    created: { start: '→ running', stop: 'session_state', restart: 'session_state', delete: '→ deleted' },
    starting: { start: '→ running', stop: 'session_state', restart: 'session_state', delete: '→ deleted' },
    running: { start: '→ running', stop: '→ sleeping', restart: '→ running', delete: '→ deleted' },
    stopping: { start: 'session_state', stop: '→ sleeping', restart: 'session_state', delete: '→ deleted' },
    sleeping: { start: '→ running', stop: '→ sleeping', restart: '→ running', delete: '→ deleted' },
    failed: { start: '→ running', stop: '→ sleeping', restart: '→ running', delete: '→ deleted' },
    deleted: { start: 'session_state', stop: 'session_state', restart: 'session_state', delete: '→ deleted' },
  };
  for (const state of states)
    for (const command of commands)
      test(`${command} of one that is ${state}: ${table[state][command]}`, async () => {
        const world = await worldIn(state);
        const asked = ask(world, command);
        await world.quiet();
        world.release();
        const result = await asked;
        expect(result.ok ? `→ ${result.value.state}` : result.code).toBe(table[state][command]);
        await settle(world);
        expect(settled).toContain(world.record.view.state);
      });
});

describe('a coordinator that dies', () => {
  /** The calls of each command, as they are made when nothing is in the way. */
  const ways: [State, Command, Call[]][] = [
    ['created', 'start', ['inspect', 'start', 'files', 'bootstrap']],
    ['running', 'stop', ['hook', 'inspect', 'save', 'stop']],
    ['running', 'restart', ['hook', 'inspect', 'save', 'stop', 'inspect', 'start', 'files', 'bootstrap']],
    ['running', 'delete', ['hook', 'stop']],
    ['failed', 'start', ['inspect', 'start', 'bootstrap']],
    ['failed', 'stop', ['hook', 'inspect', 'start', 'save', 'stop']],
  ];
  const ends: Record<Command, State> = { start: 'running', stop: 'sleeping', restart: 'running', delete: 'deleted' };

  test.each(ways)('calls of a session that is %s on %s', async (state, command, calls) => {
    const world = await worldIn(state);
    world.calls.length = 0;
    await ask(world, command);
    expect(
      world.calls.filter((call) => !['deliver', 'presence', 'settle'].includes(call)).slice(0, calls.length),
    ).toEqual(calls);
  });

  for (const [state, command, calls] of ways)
    for (const [place, call] of calls.entries())
      for (const fate of ['dies_before', 'dies_after'] as const)
        test(`${state}, ${command}: ${fate.replace('_', ' ')} call ${place + 1}, ${call}, is taken up and comes to its end`, async () => {
          const world = await worldIn(state);
          world.write();
          const content = world.machine?.content ?? 0;
          const earlier = calls.slice(0, place).filter((one) => one === call).length;
          world.next(call, ...Array<Fate>(earlier).fill('done'), fate);
          void ask(world, command);
          await world.quiet();
          expect(world.dead).toBe(true);
          await settle(world);
          expect(world.record.view.state).toBe(ends[command]);
          expect(world.record.operation).toBeNull();
          if (command === 'stop') await ask(world, 'start');
          if (command !== 'delete') expect(world.machine).toMatchObject({ state: 'running', content });
          else expect(world.machine).toBeNull();
        });
});

describe('results', () => {
  test('that come twice change nothing', async () => {
    const world = await worldIn('created');
    const ends: Parameters<ReturnType<World['journal']>['send']>[0][] = [];
    const { send } = world.journal();
    world.journal().send = (input) => {
      if (input.type === 'step_ended') ends.push(input);
      return send(input);
    };
    await ask(world, 'start');
    const { record } = world;
    expect(ends.map((end) => end.type === 'step_ended' && end.end.step)).toEqual(
      ['inspect', 'machine', 'files', 'bootstrap'], // prettier-ignore
    );
    for (const end of ends) expect(send(end)).toMatchObject({ moved: false, effects: [], outcome: null });
    expect(world.record).toEqual(record);
  });

  test('of a start that a deletion replaced end the machine that it started', async () => {
    const world = await worldIn('starting');
    const deleted = ask(world, 'delete');
    await world.quiet();
    expect(await deleted).toMatchObject({ ok: true, value: { state: 'deleted' } });
    // The start reached the host behind the deletion.
    world.machine = { instanceId: 'opn-0000000000000001', state: 'running', content: 0 };
    world.release();
    await world.quiet();
    expect(world.machine).toBeNull();
    expect(world.record.view.state).toBe('deleted');
  });

  test('that never come leave a state that says where the command is, and the next alarm leaves it alone', async () => {
    const world = await worldIn('created');
    world.next('start', 'held');
    const asked = ask(world, 'start');
    await world.quiet();
    vi.advanceTimersByTime(60_000);
    expect(await asked).toMatchObject({ ok: true, value: { state: 'starting' } });
    const alarm = world.life.alarm();
    await world.quiet();
    expect(world.calls.filter((call) => call === 'start')).toHaveLength(1);
    world.release();
    await alarm;
    await world.quiet();
    expect(world.record.view.state).toBe('running');
  });
});

test('a restore whose runtime does not answer keeps no command waiting that is to be taken up', async () => {
  const world = await worldIn('running');
  world.next('hook', 'dies_before');
  void ask(world, 'stop');
  await world.quiet();
  world.revive();
  world.next('settle', 'held');
  const alarm = world.life.alarm();
  await world.quiet();
  expect(world.record.view.state).toBe('sleeping');
  world.release();
  await alarm;
});

describe('what a step fails with', () => {
  test.each<[string, Call, Fate, State, string]>([
    ['a host that is not there', 'start', { fault: 'host' }, 'failed', 'session_start_failed'],
    ['a machine without room', 'start', { fault: 'full' }, 'failed', 'host_disk_full'],
    ['files that cannot be put in place', 'files', { fault: 'runtime' }, 'failed', 'session_start_failed'],
    ['a runtime that refuses its bootstrap', 'bootstrap', { fault: 'runtime' }, 'failed', 'session_start_failed'],
  ])('%s fails the start and leaves no machine behind', async (_, call, fate, state, code) => {
    const world = await worldIn('created');
    world.next(call, fate);
    expect(await ask(world, 'start')).toMatchObject({ ok: false, code });
    expect(world.record.view).toMatchObject({ state, stateReason: { code } });
    if (call !== 'bootstrap') expect(world.machine).toBeNull();
    expect(await ask(world, 'start')).toMatchObject({ ok: true, value: { state: 'running' } });
  });

  test('a save that no runtime can make keeps the machine, and says why', async () => {
    const world = await worldIn('running');
    world.write();
    world.next('save', { fault: 'runtime' }, { fault: 'runtime' });
    expect(await ask(world, 'stop')).toMatchObject({ ok: false, code: 'session_not_saved' });
    expect(world.record.view).toMatchObject({ state: 'running', stateReason: { code: 'save_failed' } });
    expect(world.machine).toMatchObject({ state: 'running', content: 1 });
  });

  test('a runtime that is silent is ended, and another one saves', async () => {
    const world = await worldIn('running');
    world.write();
    world.next('hook', { fault: 'silent' });
    expect(await ask(world, 'stop')).toMatchObject({ ok: true, value: { state: 'sleeping' } });
    expect([...world.saves.values()]).toEqual([1]);
    expect(world.calls.filter((call) => call === 'kill' || call === 'save')).toEqual(['kill', 'save']);
  });

  test('a machine that cannot be ended fails the stop, and can be stopped again', async () => {
    const world = await worldIn('running');
    world.next('stop', { fault: 'host' });
    expect(await ask(world, 'stop')).toMatchObject({ ok: false, code: 'session_stop_failed' });
    expect(world.record.view).toMatchObject({ state: 'failed', runtime: { state: 'unhealthy' } });
    expect(await ask(world, 'stop')).toMatchObject({ ok: true, value: { state: 'sleeping' } });
  });

  test('a start meets the machine of a stop that failed: that one gives way, and its files stay', async () => {
    const world = await worldIn('running');
    world.write();
    world.next('stop', { fault: 'host' });
    await ask(world, 'stop');
    expect(await ask(world, 'start')).toMatchObject({ ok: true, value: { state: 'running' } });
    expect(world.machine).toMatchObject({ state: 'running', content: 1 });
  });

  test('a start that is taken up after its machine has ended gives the next one another name', async () => {
    const world = await worldIn('failed');
    world.next('start', 'dies_after');
    void ask(world, 'start');
    await world.quiet();
    if (world.machine) world.machine.state = 'exited';
    await settle(world);
    expect(world.record.view.state).toBe('running');
    expect(world.machine?.state).toBe('running');
  });
});

test('a start that is taken up after its machine has ended puts the files in place again', async () => {
  const world = await worldIn('running');
  world.write();
  await ask(world, 'stop');
  world.next('start', 'dies_after');
  void ask(world, 'start');
  await world.quiet();
  if (world.machine) world.machine.state = 'exited';
  await settle(world);
  expect(world.record.view.state).toBe('running');
  expect(world.machine).toMatchObject({ state: 'running', content: 1 });
});

test('a session makes the moves that the contract names, and each of them', async () => {
  const seen = new Set<string>();
  for (const state of states)
    for (const command of commands)
      for (const fate of ['done', { fault: 'host' }] as Fate[])
        for (const call of ['start', 'stop', 'save'] as Call[]) {
          const world = await worldIn(state);
          world.next(call, fate);
          void ask(world, command);
          await world.quiet();
          world.release();
          await settle(world);
          for (const [from, to] of world.moves) seen.add(`${from} → ${to}`);
        }
  const named = stateMachines.session.moves.flatMap(({ from, to }) => from.map((one) => `${one} → ${to}`));
  expect([...seen].sort()).toEqual([...new Set(named)].sort());
});
