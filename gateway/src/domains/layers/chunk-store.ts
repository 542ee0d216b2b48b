// Which chunks a workspace has, and who holds on to them: leases of saves under way, and the layers
// that name them.
import { type Compilable, type Database, query, sql, statement } from '../../platform/d1.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { HostError } from '../../platform/runtime-host.ts';
import { chunkKey, type LayerManifest, manifestKey } from './manifest.ts';

/**
 * A save that takes longer renews its leases meanwhile; one that died leaves its chunks to the
 * sweep after this. Each save has its own.
 */
export const leaseMs = 10 * 60_000;
/**
 * How long a sweep has the chunks that it removes to itself; what one that died left is removed
 * after this.
 */
const claimMs = 2 * 60_000;
/** Digests in one statement, as one JSON parameter: far below D1's 2 MB. */
const batchSize = 2000;

export interface ChunkRef {
  digest: string;
  bytes: number;
}

const json = (digests: readonly string[]) => JSON.stringify(digests);
const among = (digests: readonly string[]) => sql`(select value from json_each(${json(digests)}))`;

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += batchSize) yield items.slice(at, at + batchSize);
}

/** The save that holds a lease, named by the layer that it makes. */
export interface Holder {
  workspaceId: string;
  layerId: string;
}

/** A chunk that its row says is in object storage; `storedAt` tells one storing from the next. */
export interface StoredChunk extends ChunkRef {
  storedAt: number;
}

/**
 * Leases the chunks, or makes their leases longer. Returns those that are stored, by their rows;
 * the others are not. Throws while the sweep is removing one of them, and when one is stored with
 * another length than the announced one.
 */
export async function leaseChunks(
  db: Database,
  { workspaceId, layerId }: Holder,
  chunks: readonly ChunkRef[],
  now: number,
): Promise<StoredChunk[]> {
  const stored: StoredChunk[] = [];
  for (const batch of batches(chunks)) {
    const told = sql`json_each(${JSON.stringify(batch)})`;
    await db.changesOf(
      statement(sql`insert into chunks (workspace_id, digest, bytes, state, claimed_until)
        select ${workspaceId}, value ->> 'digest', value ->> 'bytes', 'live', 0 from ${told} where true on conflict do nothing`),
      statement(sql`insert into chunk_leases (workspace_id, digest, layer_id, lease_until)
        select ${workspaceId}, value ->> 'digest', ${layerId}, ${now + leaseMs} from ${told} where true
        on conflict do update set lease_until = max(lease_until, excluded.lease_until)`),
    );
    const lengths = new Map(batch.map(({ digest, bytes }) => [digest, bytes]));
    const rows = await chunkRows(db, workspaceId, [...lengths.keys()]);
    if (rows.some((row) => row.state === 'deleting')) throw new ChunkBusy();
    for (const { digest, bytes, storedAt } of rows) {
      if (storedAt === null) continue;
      if (bytes !== lengths.get(digest))
        throw new HostError(`The runtime tells a wrong length of the chunk ${digest}.`);
      stored.push({ digest, bytes, storedAt });
    }
  }
  return stored;
}

interface ChunkRow extends ChunkRef {
  state: 'live' | 'deleting';
  storedAt: number | null;
}

export async function chunkRows(db: Database, workspaceId: string, digests: readonly string[]): Promise<ChunkRow[]> {
  const found: ChunkRow[] = [];
  for (const batch of batches([...new Set(digests)])) {
    const rows = await db.all<ChunkRow>({
      compile: () =>
        sql<ChunkRow>`select digest, bytes, state, stored_at as "storedAt" from chunks
          where workspace_id = ${workspaceId} and digest in ${among(batch)}`.compile(query),
    });
    for (const row of rows) found.push(row);
  }
  return found;
}

/** A chunk is being removed at this very moment; the same save works a moment later. */
export class ChunkBusy extends Error {
  override readonly message = 'A part of the content is being removed at this moment; try again.';
}

/** Tells that the chunks are in object storage, with these lengths, as the store has seen them. */
export async function markStored(
  db: Database,
  workspaceId: string,
  chunks: readonly ChunkRef[],
  now: number,
): Promise<void> {
  for (const batch of batches(chunks)) {
    await db.run(
      statement(sql`update chunks set stored_at = ${now}, bytes = told.value ->> 'bytes' from json_each(${JSON.stringify(batch)}) as told
        where workspace_id = ${workspaceId} and state = 'live' and digest = told.value ->> 'digest'`),
    );
  }
}

/** Ends the leases of a save that came to nothing, so that the sweep need not wait for them. */
export async function releaseChunks(db: Database, layerId: string): Promise<void> {
  await db.run(statement(sql`update chunk_leases set lease_until = 0 where layer_id = ${layerId}`));
}

/**
 * Notes a layer's manifest for removal before it is stored, so that a save that dies before its
 * layer is committed leaves none behind. The layer's own statements take the note away, and do
 * nothing once it is due.
 */
export function manifestReserve(workspaceId: string, layerId: string, now: number): Compilable<unknown> {
  return statement(sql`insert into objects_to_delete (bucket, key, due_at)
    values ('snapshots', ${manifestKey(workspaceId, layerId)}, ${now + leaseMs})
    on conflict do update set due_at = excluded.due_at`);
}

export interface LayerRow {
  id: string;
  workspaceId: string;
  tarDigest: string;
  bytes: number;
  rawBytes: number;
}

/**
 * The statements that make a layer of stored chunks, each depending on the one before: the first
 * does nothing unless every chunk and the manifest are there. What belongs to the layer (a
 * snapshot, a build) goes into the same batch behind them.
 */
export function layerStatements(
  layer: LayerRow,
  manifest: LayerManifest,
  now: number,
): [Compilable<unknown>, ...Compilable<unknown>[]] {
  const digests = [...new Set(manifest.chunks.map((chunk) => chunk.digest))];
  const stored = sql`(select count(*) from chunks where workspace_id = ${layer.workspaceId} and state = 'live'
    and stored_at is not null and digest in ${among(digests)})`;
  const key = manifestKey(layer.workspaceId, layer.id);
  return [
    statement(sql`insert into layers (id, workspace_id, manifest_key, tar_digest, bytes, raw_bytes, created_at)
      select ${layer.id}, ${layer.workspaceId}, ${key}, ${layer.tarDigest}, ${layer.bytes}, ${layer.rawBytes}, ${now}
        where ${stored} = ${digests.length}
          and exists (select 1 from objects_to_delete where bucket = 'snapshots' and key = ${key} and due_at > ${now})`),
    statement(sql`delete from objects_to_delete where bucket = 'snapshots' and key = ${key}
      and exists (select 1 from layers where id = ${layer.id})`),
    statement(sql`insert into layer_chunks (layer_id, workspace_id, digest)
      select ${layer.id}, ${layer.workspaceId}, value from json_each(${json(digests)}) where exists (select 1 from layers where id = ${layer.id})`),
    // What the save held and the layer does not name in the end is the sweep's from now on.
    statement(sql`delete from chunk_leases where layer_id = ${layer.id} and exists (select 1 from layer_chunks
      where layer_chunks.layer_id = ${layer.id} and layer_chunks.digest = chunk_leases.digest)`),
    statement(sql`update chunk_leases set lease_until = 0 where layer_id = ${layer.id}
      and exists (select 1 from layers where id = ${layer.id})`),
  ];
}

/**
 * Removes layers that nothing names, then chunks that no layer names and no save leases. Returns
 * how many chunks went. The layers' manifests are noted for the sweep of objects in the batch that
 * drops the rows, so a crash in between leaves none behind.
 *
 * Only chunks whose lease ran out are looked at: whoever lets go of a chunk leaves such a lease, a
 * layer that goes included.
 *
 * Two sweeps may run at once. One that had read what another marked could come to its removal only
 * after the row was gone, and a save had stored and counted on the chunk anew. So a chunk is marked
 * and claimed in one statement, and only its claimant removes it.
 */
export async function sweepLayers(db: Database, store: ObjectStore, now: number, limit: number): Promise<number> {
  const doomedLayers = sql`(select key from objects_to_delete where bucket = 'snapshots')`;
  const named = sql`exists (select 1 from layer_chunks
    where layer_chunks.workspace_id = lease.workspace_id and layer_chunks.digest = lease.digest)`;
  const heldByOthers = sql`exists (select 1 from chunk_leases as other
    where other.workspace_id = lease.workspace_id and other.digest = lease.digest and other.lease_until > ${now})`;
  await db.changesOf(
    statement(sql`insert or ignore into objects_to_delete (bucket, key) select 'snapshots', manifest_key from layers
      where not exists (select 1 from builds where builds.layer_id = layers.id)
        and not exists (select 1 from snapshots where snapshots.layer_id = layers.id)
        and not exists (select 1 from sessions where sessions.base_layer_id = layers.id) limit ${limit}`),
    statement(sql`insert into chunk_leases (workspace_id, digest, layer_id, lease_until)
      select layer_chunks.workspace_id, digest, layer_id, 0 from layer_chunks join layers on layers.id = layer_id
        where manifest_key in ${doomedLayers} on conflict do update set lease_until = 0`),
    statement(sql`delete from layers where manifest_key in ${doomedLayers}`),
    statement(sql`delete from chunk_leases as lease where lease_until <= ${now} and (${named} or ${heldByOthers})`),
  );

  // Marked first, so that a save that comes now does not count on them; then the objects; then the
  // rows.
  const claim = now + claimMs;
  const doomed = await db.all<{ workspace_id: string; digest: string }>({
    compile: () =>
      sql<{ workspace_id: string; digest: string }>`update chunks set state = 'deleting', claimed_until = ${claim}
        where rowid in (select rowid from chunks where state = 'deleting' and claimed_until <= ${now}
          union select chunks.rowid from chunk_leases as lease join chunks using (workspace_id, digest)
            where lease_until <= ${now} and state = 'live' and not ${named} and not ${heldByOthers} limit ${limit})
        returning workspace_id, digest`.compile(query),
  });
  await store.delete(doomed.map((chunk) => chunkKey(chunk.workspace_id, chunk.digest)));
  await db.run(
    statement(sql`delete from chunks where state = 'deleting' and claimed_until = ${claim} and (workspace_id, digest) in
      (select value ->> 'workspace_id', value ->> 'digest' from json_each(${JSON.stringify(doomed)}))`),
  );
  return doomed.length;
}

/**
 * Takes the stored mark away, unless somebody has stored the chunk again since its row was read.
 */
export async function chunksLost(db: Database, workspaceId: string, chunks: readonly StoredChunk[]): Promise<void> {
  await db.run(
    statement(sql`update chunks set stored_at = null from json_each(${JSON.stringify(chunks)}) as told
      where workspace_id = ${workspaceId} and state = 'live' and digest = told.value ->> 'digest'
        and stored_at = told.value ->> 'storedAt'`),
  );
}
