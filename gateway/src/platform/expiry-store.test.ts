import { expect, test } from 'vitest';
import { sql, statement } from './d1.ts';
import { objectReserve, objectsToDelete } from './expiry-store.ts';
import { emptyDatabase } from './testing/sqlite-d1.ts';

test('an object that a row names is not noted for removal by a request that comes later', async () => {
  const { db } = emptyDatabase();
  const named = sql<boolean>`exists (select 1 from layers where id = 'lyr-1')`;
  const reserve = () => db.run(objectReserve('bundles', 'wsp-1/bundles/one.tar.gz', 0, named));
  const due = () => objectsToDelete(db, 7 * 3600_000, 10);
  await reserve();
  expect(await due()).toHaveLength(1);
  await db.changesOf(
    statement(sql`insert into layers values ('lyr-1', 'wsp-1', 'key', 'sha256:x', 1, 1, 0)`),
    statement(sql`delete from objects_to_delete`),
  );
  await reserve();
  expect(await due()).toEqual([]);
});
