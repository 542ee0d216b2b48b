// Sessions that have come to a state, and what is asked of them, for unit tests.
import { expect } from 'vitest';
import type { Command, SessionView } from '../../record.ts';
import { cause, World } from './world.ts';

export type State = SessionView['state'];

export const ask = (world: World, command: Command, discard = false) => world.life.command(command, cause, discard);

/** A world whose session has come to this state. */
export async function worldIn(state: State): Promise<World> {
  const world = new World();
  await world.life.describe();
  if (state === 'created') return world;
  if (state === 'starting') world.next('start', 'held');
  const started = ask(world, 'start');
  if (state === 'starting') await world.quiet();
  else await started;
  if (state === 'stopping') {
    world.next('save', 'held');
    void ask(world, 'stop');
    await world.quiet();
  }
  if (state === 'sleeping') await ask(world, 'stop');
  if (state === 'deleted') await ask(world, 'delete');
  if (state === 'failed' && world.machine) {
    world.machine.state = 'exited';
    await world.life.exited(world.machine.instanceId, { code: null, signal: 'SIGKILL', reason: 'killed' });
  }
  expect(world.record.view.state).toBe(state);
  return world;
}

/**
 * The coordinator comes up again and again, with nothing in its way, until it has nothing under
 * way.
 */
export async function settle(world: World): Promise<void> {
  world.fates.clear();
  for (let turn = 0; turn < 8; turn += 1) {
    world.release();
    if (world.dead) world.revive();
    world.now += 60_000;
    const alarm = world.life.alarm();
    await world.quiet();
    world.release();
    await alarm;
  }
}
