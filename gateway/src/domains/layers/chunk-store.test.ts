import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import type { Database } from '../../platform/d1.ts';
import { objectsToDelete } from '../../platform/expiry-store.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
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

const holder = { workspaceId: workspace, layerId: 'lyr-1' };
const other = { workspaceId: workspace, layerId: 'lyr-2' };

async function storeChunk(now: number): Promise<void> {
  expect(await leaseChunks(db, holder, [chunk], now)).toEqual([]);
  objects.add(key);
  await markStored(db, workspace, [chunk], now);
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
  await expect(leaseChunks(db, holder, [chunk], leaseMs + 1)).rejects.toBeInstanceOf(ChunkBusy);
  // a save that gives up must not end the claim
  await releaseChunks(db, holder.layerId);
  expect(await sweep(leaseMs + 2)).toBe(0);
  goOn();
  expect(await first).toBe(1);
  await storeChunk(leaseMs + 3);
  expect(await sweep(leaseMs + 4)).toBe(0);
  expect(objects.has(key)).toBe(true);
});

test('a save that gives up takes nothing from another one that counts on the same chunk', async () => {
  await storeChunk(0);
  expect(await leaseChunks(db, other, [chunk], 1)).toEqual([{ ...chunk, storedAt: 0 }]);
  await releaseChunks(db, holder.layerId);
  expect(await sweep(2)).toBe(0);
  expect(objects.has(key)).toBe(true);
  await releaseChunks(db, other.layerId);
  expect(await sweep(3)).toBe(1);
});

test('a lease that is renewed counts from then on', async () => {
  await storeChunk(0);
  await leaseChunks(db, holder, [chunk], leaseMs - 1);
  expect(await sweep(2 * leaseMs - 2)).toBe(0);
  expect(await sweep(2 * leaseMs - 1)).toBe(1);
});

test('a chunk has the length that was stored: another one is refused, and a wrong guess before is forgotten', async () => {
  await leaseChunks(db, other, [{ ...chunk, bytes: 1 }], 0);
  await storeChunk(0);
  await expect(leaseChunks(db, other, [{ ...chunk, bytes: 1 }], 0)).rejects.toThrow('wrong length');
  expect(await leaseChunks(db, other, [chunk], 0)).toEqual([{ ...chunk, storedAt: 0 }]);
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

test('a layer that a session begins with stays, also when its build is gone', async () => {
  sqlite.exec('pragma foreign_keys = off');
  sqlite.exec(`insert into layers (id, workspace_id, manifest_key, tar_digest, bytes, raw_bytes, created_at)
    values ('lyr-1', 'wsp-1', 'wsp-1/layers/lyr-1.json', 'sha256:0', 1, 1, 0)`);
  sqlite.exec(`insert into sessions (id, workspace_id, template_id, template_version_id, release_id, name, name_key, state, version, spec,
    view, base_layer_id, created_by, created_at, updated_at)
    values ('ses-1', 'wsp-1', 't', 'v', 'r', 'n', 'n', 'sleeping', 1, '{}', '{}', 'lyr-1', 'u', 0, 0)`);
  const layers = () => sqlite.prepare('select id from layers').all().length;
  await sweep(1);
  expect(layers()).toBe(1);
  sqlite.exec('delete from sessions');
  await sweep(2);
  expect(layers()).toBe(0);
});

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

test('chunks of a layer stay until it goes, also when the save held more than it names', async () => {
  await storeChunk(0);
  const unnamed = { digest: `sha256:${'b'.repeat(64)}`, bytes: 10 };
  await leaseChunks(db, holder, [unnamed], 0);
  await db.run(manifestReserve(workspace, layer.id, 0));
  await db.changesOf(...layerStatements(layer, manifest, 1));
  sqlite.exec(`pragma foreign_keys = off;
    insert into snapshots (id, workspace_id, session_id, trigger, state, paths, layer_id, created_at)
      values ('snp-1', '${workspace}', 'ses-1', 'manual', 'ready', '[]', '${layer.id}', 0);
    pragma foreign_keys = on`);
  expect(await sweep(1)).toBe(1);
  expect(sqlite.prepare('select digest from chunks').all()).toEqual([{ digest: chunk.digest }]);
  expect(sqlite.prepare('select * from chunk_leases').all()).toEqual([]);

  sqlite.exec('delete from snapshots');
  await leaseChunks(db, other, [chunk], 1);
  expect(await sweep(2)).toBe(0);
  await releaseChunks(db, other.layerId);
  expect(await sweep(3)).toBe(1);
  expect([objects.size, sqlite.prepare('select * from chunk_leases').all()]).toEqual([0, []]);
});

test('a layer whose manifest may be removed already is not committed', async () => {
  await storeChunk(0);
  await db.run(manifestReserve(workspace, layer.id, 0));
  await db.changesOf(...layerStatements(layer, manifest, leaseMs));
  expect(sqlite.prepare('select id from layers').all()).toEqual([]);
  expect(notes()).toHaveLength(1);
});
