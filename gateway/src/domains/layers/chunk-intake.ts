// Brings a layer's chunks to object storage, and holds on to them until a layer names them.
import pLimit from 'p-limit';
import { HostError } from '../../platform/runtime-host.ts';
import { findLostChunks, lostOfLayer } from './chunk-proof.ts';
import { type ChunkRef, type Holder, leaseChunks, leaseMs, markStored, releaseChunks } from './chunk-store.ts';
import { chunkKey } from './manifest.ts';
import { type LayerDeps, parallel } from './deps.ts';

/** Gives a chunk's frame, of just the announced length. */
export type FrameSource = (chunk: ChunkRef) => Promise<ArrayBuffer>;

/**
 * A save may last an hour: what the store has shown before this is asked for again before a machine
 * is wiped.
 */
const provenMs = 2 * 60_000;

type IntakeDeps = Pick<LayerDeps, 'db' | 'store' | 'now'>;

export class ChunkIntake {
  readonly #deps: IntakeDeps;
  readonly #save: Holder;
  readonly #frame: FrameSource;
  readonly #held = new Map<string, ChunkRef>();
  /**
   * When object storage showed or took a chunk during this save: it is not asked twice within
   * minutes.
   */
  readonly #proven = new Map<string, number>();
  #renewAt: number;
  takenChunks = 0;
  takenBytes = 0;

  constructor(deps: IntakeDeps, save: Holder, frame: FrameSource) {
    this.#deps = deps;
    this.#save = save;
    this.#frame = frame;
    this.#renewAt = deps.now() + leaseMs / 3;
  }

  /**
   * Keeps the sweep away from the chunks. Returns the digests that object storage lacks, as it says
   * itself.
   */
  async hold(chunks: readonly ChunkRef[]): Promise<Set<string>> {
    const refs = chunks.map(({ digest, bytes }) => ({ digest, bytes }));
    for (const ref of refs) this.#held.set(ref.digest, ref);
    const stored = await leaseChunks(this.#deps.db, this.#save, refs, this.#deps.now());
    const unproven = stored.filter(({ digest }) => !this.#proven.has(digest));
    // Leased first: from here on no sweep takes away what is found to be there.
    const lost = await findLostChunks(this.#deps, this.#save.workspaceId, unproven);
    const there = stored.filter(({ digest }) => !lost.has(digest));
    this.#prove(there);
    const missing = new Set(refs.map(({ digest }) => digest));
    for (const { digest } of there) missing.delete(digest);
    await this.#renew();
    return missing;
  }

  /**
   * Holds the chunks, and stores those that object storage lacks. The source need not have the
   * others.
   */
  async take(chunks: readonly ChunkRef[]): Promise<void> {
    const unique = uniqueChunks(chunks);
    const missing = await this.hold(unique);
    const lacking = unique.filter(({ digest }) => missing.has(digest));
    const store = async (chunk: ChunkRef) => {
      await this.#store(chunk);
      await this.#renew();
    };
    const fewAtOnce = pLimit({ concurrency: parallel, rejectOnClear: true });
    const stores = lacking.map((chunk) => fewAtOnce(store, chunk));
    try {
      await Promise.all(stores);
    } catch (error) {
      fewAtOnce.clearQueue();
      await Promise.allSettled(stores); // What is stored after the leases have ended, no sweep would find.
      throw error;
    }
    await this.#renew();
    await markStored(this.#deps.db, this.#save.workspaceId, lacking, this.#deps.now());
    this.#prove(lacking);
  }

  /** Gives up: the sweep need not wait for the leases to run out. */
  async release(): Promise<void> {
    await releaseChunks(this.#deps.db, this.#save.layerId);
  }

  /**
   * Returns the digests that object storage has lost by now, of chunks that were taken or found
   * before.
   */
  async lostSince(chunks: readonly ChunkRef[]): Promise<Set<string>> {
    const freshFrom = this.#deps.now() - provenMs;
    const old = chunks.filter(({ digest }) => (this.#proven.get(digest) ?? 0) < freshFrom);
    return lostOfLayer(this.#deps, this.#save.workspaceId, old);
  }

  #prove(chunks: readonly ChunkRef[]): void {
    for (const { digest } of chunks) this.#proven.set(digest, this.#deps.now());
  }

  async #store(chunk: ChunkRef): Promise<void> {
    const { digest, bytes } = chunk;
    const key = chunkKey(this.#save.workspaceId, digest);
    await this.#deps.store.putChecked(key, await this.#frame(chunk), digest.slice('sha256:'.length));
    this.takenChunks += 1;
    this.takenBytes += bytes;
  }

  /** A save may take longer than a lease. */
  async #renew(): Promise<void> {
    const now = this.#deps.now();
    if (now < this.#renewAt) return;
    this.#renewAt = now + leaseMs / 3;
    await leaseChunks(this.#deps.db, this.#save, [...this.#held.values()], now);
  }
}

function uniqueChunks(chunks: readonly ChunkRef[]): ChunkRef[] {
  const unique = new Map<string, ChunkRef>();
  for (const chunk of chunks) {
    const before = unique.get(chunk.digest) ?? chunk;
    if (before.bytes !== chunk.bytes)
      throw new HostError(`The runtime tells two lengths of the chunk ${chunk.digest}.`);
    unique.set(chunk.digest, before);
  }
  return [...unique.values()];
}
