import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { emptyDatabase } from '../../testing/sqlite-d1.ts';
import type { Database } from '../d1.ts';
import { objectsToDelete } from '../expiry-store.ts';
import type { ObjectStore } from '../object-store.ts';
import {
  ChunkBusy,
  layerStatements,
  leaseChunks,
  leaseMs,
  manifestReserve,
  markStored,
  releaseChunks,
  sweepLayers,
} from './chunk-store.ts';
import { chunkKey, manifestKey } from './manifest.ts';

const workspace = 'wsp-1';
const chunk = { digest: `sha256:${'a'.repeat(64)}`, bytes: 10 };
const key = chunkKey(workspace, chunk.digest);
let sqlite: DatabaseSync;
let db: Database;
let objects: Set<string>;
/** Object storage, as far as the sweep knows it; a test may hold a removal up. */
let beforeDelete: () => Promise<void>;
const store = {
  delete: async (keys: string[]) => {
    if (keys.length > 0) await beforeDelete();
    for (const one of keys) objects.delete(one);
  },
} as unknown as ObjectStore; // as much of it as the sweep asks for

beforeEach(() => {
  ({ db, sqlite } = emptyDatabase());
  objects = new Set();
  beforeDelete = async () => undefined;
});

async function storeChunk(now: number): Promise<void> {
  expect([...(await leaseChunks(db, workspace, [chunk], now))]).toEqual([chunk.digest]);
  objects.add(key);
  await markStored(db, workspace, [chunk.digest], now);
}

const sweep = (now: number) => sweepLayers(db, store, now, 100);

test('a chunk is kept while it is leased, and removed with its row when the lease is over', async () => {
  await storeChunk(0);
  expect(await sweep(leaseMs - 1)).toBe(0);
  expect(objects.has(key)).toBe(true);
  expect(await sweep(leaseMs)).toBe(1);
  expect([objects.size, sqlite.prepare('select * from chunks').all()]).toEqual([0, []]);
});

test('a sweep that comes while another removes a chunk leaves it alone, so what is stored anew stays', async () => {
  await storeChunk(0);
  let goOn: () => void = () => undefined;
  const late = new Promise<void>((resolve) => (goOn = resolve));
  beforeDelete = () => late;
  const first = sweep(leaseMs);
  const deleting = () => sqlite.prepare("select 1 from chunks where state = 'deleting'").all().length;
  await expect.poll(deleting, { timeout: 10_000 }).toBe(1);
  beforeDelete = async () => undefined;
  expect(await sweep(leaseMs + 1)).toBe(0);
  await expect(leaseChunks(db, workspace, [chunk], leaseMs + 1)).rejects.toBeInstanceOf(ChunkBusy);
  // a save that gives up must not end the claim
  await releaseChunks(db, workspace, [chunk.digest]);
  expect(await sweep(leaseMs + 2)).toBe(0);
  goOn();
  expect(await first).toBe(1);
  await storeChunk(leaseMs + 3);
  expect(await sweep(leaseMs + 4)).toBe(0);
  expect(objects.has(key)).toBe(true);
});

test('what a sweep that died had claimed is removed by a later one', async () => {
  await storeChunk(0);
  beforeDelete = () => Promise.reject(new Error('The isolate ended.'));
  await expect(sweep(leaseMs)).rejects.toThrow('The isolate ended.');
  beforeDelete = async () => undefined;
  expect(await sweep(leaseMs + 1)).toBe(0);
  expect(await sweep(leaseMs + 10 * 60_000)).toBe(1);
  expect(objects.size).toBe(0);
});

test('a layer that nothing names goes, and its manifest is noted for removal in the same batch', async () => {
  sqlite.exec(
    `insert into layers values ('lyr-1', '${workspace}', '${workspace}/layers/lyr-1.json', 'sha256:x', 1, 1, 0)`,
  );
  await sweep(0);
  expect(sqlite.prepare('select * from layers').all()).toEqual([]);
  expect(sqlite.prepare('select key from objects_to_delete').all()).toEqual([
    { key: `${workspace}/layers/lyr-1.json` },
  ]);
});

const layer = { id: 'lyr-1', workspaceId: workspace, tarDigest: 'sha256:x', bytes: 10, rawBytes: 10 };
const manifest = {
  ...{
    format: 'burstflare.snapshot.v3' as const,
    paths: ['/workspace'],
    files: [],
    fileCount: 0,
    tarDigest: 'sha256:x',
  },
  ...{ chunks: [{ ...chunk, rawBytes: 10 }], totalBytes: 10, totalRawBytes: 10 },
};
const notes = () => sqlite.prepare('select key, due_at from objects_to_delete').all();

test('a manifest is noted for removal until its layer is committed, so a save that dies leaves none behind', async () => {
  const named = { key: manifestKey(workspace, layer.id), due_at: leaseMs };
  await storeChunk(0);
  await db.run(manifestReserve(workspace, layer.id, 0));
  expect(notes()).toEqual([named]);
  expect(await objectsToDelete(db, leaseMs - 1, 10)).toEqual([]);
  expect(await objectsToDelete(db, leaseMs, 10)).toEqual([{ bucket: 'snapshots', key: named.key }]);

  await db.changesOf(...layerStatements(layer, manifest, leaseMs - 1));
  expect(sqlite.prepare('select id from layers').all()).toEqual([{ id: layer.id }]);
  expect(notes()).toEqual([]);
});

test('a layer whose manifest may be removed already is not committed', async () => {
  await storeChunk(0);
  await db.run(manifestReserve(workspace, layer.id, 0));
  await db.changesOf(...layerStatements(layer, manifest, leaseMs));
  expect(sqlite.prepare('select id from layers').all()).toEqual([]);
  expect(notes()).toHaveLength(1);
});
