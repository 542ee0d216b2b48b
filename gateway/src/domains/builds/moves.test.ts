// A build's move is one batch: where the build is no longer what it was decided by, nothing of it
// is there.
import { expect, test } from 'vitest';
import { World } from './coordinator/testing/world.ts';
import { makeMove } from './moves.ts';
import { buildFind, type BuildRow } from './store.ts';
import { transition } from './transitions.ts';

const cause = { ip: '', requestId: 'req-1', now: 1 };

async function rowOf(world: World): Promise<BuildRow> {
  const row = await buildFind(world.db, 'wsp-1', 'bld-1');
  if (!row) throw new Error('The build is gone.');
  return row;
}

test('of two that move the same build one loses, and leaves neither entry nor version', async () => {
  const world = new World({ status: 'building', attempts: 3, lease_id: 'opn-1', heartbeat_at: 0 });
  const row = await rowOf(world);
  const input = { type: 'end', leaseId: 'opn-1', why: 'It broke.', now: 1 } as const;
  const failed = transition(row, { ...input, ending: 'failed' });
  const cutOff = transition(row, { ...input, ending: 'cut_off' });
  if (!failed || !cutOff) throw new Error('The lease is held.');
  expect(await makeMove(world.db, row, failed, cause)).toBe(true);
  expect(await makeMove(world.db, row, cutOff, cause)).toBe(false);
  expect(world.row).toMatchObject({ status: 'dead_lettered', attempts: 3, cut_offs: 0 });
  expect(world.version).toEqual({ state: 'failed', state_reason: 'It broke.' });
  expect(world.events).toEqual(['build.dead_lettered']);
});

test('a version that is ready is never taken back', async () => {
  const world = new World({ status: 'building', attempts: 3, lease_id: 'opn-1', heartbeat_at: 0 });
  world.sqlite.exec("update template_versions set state = 'ready'");
  const row = await rowOf(world);
  const move = transition(row, { type: 'end', leaseId: 'opn-1', ending: 'failed', why: 'It broke.', now: 1 });
  if (!move) throw new Error('The lease is held.');
  await makeMove(world.db, row, move, cause);
  expect(world.version).toEqual({ state: 'ready', state_reason: null });
});
