// What a build's Workflow does when it looks: it nudges one that waits, and never says of one that
// has ended that it runs.
import { expect, test } from 'vitest';
import { id, World } from './coordinator/testing/world.ts';
import { lookAfter } from './look-after.ts';
import type { Database } from '../../platform/d1.ts';

async function looked(world: World, db: Database = world.db) {
  const nudged: string[] = [];
  const look = await lookAfter({ db, nudge: async (_, source) => void nudged.push(source) }, id, 'one');
  return { ...look, nudged, workflow: world.row.workflow_status, instance: world.row.workflow_instance_id };
}

test.each([
  ['queued', false, ['workflow'], 'running'],
  ['retrying', false, ['workflow'], 'running'],
  ['building', false, [], 'running'],
  ['succeeded', true, [], 'succeeded'],
  ['dead_lettered', true, [], 'dead_lettered'],
])('of a build that is %s', async (status, over, nudged, workflow) => {
  const world = new World({ status });
  expect(await looked(world)).toEqual({ status, over, nudged, workflow, instance: 'one' });
});

test('a build whose template was deleted needs no Workflow any more', async () => {
  const world = new World();
  world.sqlite.exec('delete from builds');
  expect(await looked(world)).toMatchObject({ status: 'gone', over: true, nudged: [] });
});

test('a build that ends while its Workflow looks is not said to have a Workflow that runs', async () => {
  const world = new World({ status: 'building', workflow_instance_id: 'one', workflow_status: 'running' });
  const endsMeanwhile = {
    first: async (q: never) => {
      const row = await world.db.first(q);
      world.sqlite.exec("update builds set status = 'succeeded', workflow_status = 'succeeded'");
      return row;
    },
    run: (q: never) => world.db.run(q),
  } as unknown as Database; // what a look asks of it
  expect(await looked(world, endsMeanwhile)).toMatchObject({ status: 'building', over: false, workflow: 'succeeded' });
});
