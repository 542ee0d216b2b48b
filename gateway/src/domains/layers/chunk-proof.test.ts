// What object storage lost is found, and an answer that came late takes nothing from who stored it
// anew meanwhile.
import { expect, test } from 'vitest';
import type { ObjectStore } from '../../platform/object-store.ts';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import { findLostChunks, lostOfLayer } from './chunk-proof.ts';
import { chunkRows, leaseChunks, markStored } from './chunk-store.ts';

const workspace = 'wsp-1';
const chunk = { digest: `sha256:${'a'.repeat(64)}`, bytes: 10 };

test('a chunk that is stored again while it is found to be lost stays stored', async () => {
  const { db } = emptyDatabase();
  await leaseChunks(db, { workspaceId: workspace, layerId: 'lyr-1' }, [chunk], 0);
  await markStored(db, workspace, [chunk], 1);
  let meanwhile = () => markStored(db, workspace, [chunk], 2);
  const store = { provenLength: async () => (await meanwhile(), null) } as unknown as ObjectStore; // all that is asked for
  const stored = async () => (await chunkRows(db, workspace, [chunk.digest]))[0]?.storedAt;
  await findLostChunks({ db, store }, workspace, [{ ...chunk, storedAt: 1 }]);
  expect(await stored()).toBe(2);
  meanwhile = async () => undefined;
  expect([...(await lostOfLayer({ db, store }, workspace, [chunk]))]).toEqual([chunk.digest]);
  expect(await stored()).toBe(null);
});
