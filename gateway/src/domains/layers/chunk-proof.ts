// Asks object storage itself whether it has what the index says that it has. Threat: an object is
// lost, or cut short, behind the platform's back (a bucket's lifecycle rule, a disk, somebody with
// access to it), while its row stays: a save would count on it and be acknowledged, and the machine
// with the only copy would be wiped. Property: nothing is counted as saved, and nothing is wiped,
// before the store has shown its last byte; what it does not show loses its stored mark, so that
// the next save sends it again.
import pLimit from 'p-limit';
import type { Database } from '../../platform/d1.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { type ChunkRef, chunkRows, chunksLost, type StoredChunk } from './chunk-store.ts';
import { chunkKey } from './manifest.ts';

/** Workers may hold six connections open at once. */
const asksAtOnce = 4;

interface ProofDeps {
  db: Database;
  store: ObjectStore;
}

/**
 * Returns the digests of those that the store does not have as their rows say; they count as not
 * stored from then on.
 */
export async function findLostChunks(
  { db, store }: ProofDeps,
  workspaceId: string,
  chunks: readonly StoredChunk[],
): Promise<Set<string>> {
  const lost: StoredChunk[] = [];
  const ask = async (chunk: StoredChunk) => {
    if ((await store.provenLength(chunkKey(workspaceId, chunk.digest))) !== chunk.bytes) lost.push(chunk);
  };
  const fewAtOnce = pLimit({ concurrency: asksAtOnce, rejectOnClear: true });
  try {
    await fewAtOnce.map(chunks, ask);
  } finally {
    fewAtOnce.clearQueue();
  }
  if (lost.length > 0) await chunksLost(db, workspaceId, lost);
  return new Set(lost.map(({ digest }) => digest));
}

/**
 * Takes the stored mark away from chunks that were read and were not what their digests say: the
 * next save sends them again.
 */
export async function distrust(db: Database, workspaceId: string, chunks: readonly ChunkRef[]): Promise<void> {
  const digests = chunks.map(({ digest }) => digest);
  const rows = await chunkRows(db, workspaceId, digests);
  const stored = rows.flatMap((row) => (row.storedAt === null ? [] : [{ ...row, storedAt: row.storedAt }]));
  await chunksLost(db, workspaceId, stored);
}

/** Returns the digests of a layer's chunks that the store does not have. */
export async function lostOfLayer(
  deps: ProofDeps,
  workspaceId: string,
  chunks: readonly ChunkRef[],
): Promise<Set<string>> {
  const rows = await chunkRows(
    deps.db,
    workspaceId,
    chunks.map(({ digest }) => digest),
  );
  const stored = rows.flatMap(({ digest, bytes, storedAt }) =>
    storedAt === null ? [] : [{ digest, bytes, storedAt }],
  );
  const lost = await findLostChunks(deps, workspaceId, stored);
  const there = new Set(stored.map(({ digest }) => digest));
  for (const { digest } of chunks) if (!there.has(digest)) lost.add(digest);
  return lost;
}
