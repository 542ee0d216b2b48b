// Owns the chunks of one capture: each becomes a frame in the spool, once, however often it comes.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerChunk } from '../../generated/schemas.ts';
import { Chunker } from './chunker.ts';
import { digestAside, packFrame, type KnownFrames } from './frames.ts';

/**
 * Chunks in work at once: enough for two cores while the next one is being read, and at most some
 * 20 MB.
 */
const IN_FLIGHT = 4;

export interface Spooling {
  /** A folder of its own for this capture. */
  folder: string;
  frames: KnownFrames;
  /** Frames that need not be made again. */
  known: ReadonlySet<string>;
  frameReady: () => void;
}

export class ChunkSpool {
  /** Those that can be read, in the order in which they came to be. */
  readonly frames: LayerChunk[] = [];
  readonly #spooled = new Map<string, Promise<void>>();
  readonly #ready = new Set<string>();

  constructor(readonly spooling: Spooling) {}

  /** Where a frame lies, if it is there already. */
  frame(digest: string): string | null {
    return this.#ready.has(digest) ? this.#file(digest) : null;
  }

  /** The frame of this content, and whether the caller had it. */
  async keep(raw: Buffer<ArrayBuffer>): Promise<{ chunk: LayerChunk; wasKnown: boolean }> {
    const { frames, known } = this.spooling;
    const rawDigest = await digestAside(raw);
    const before = frames.get(rawDigest);
    if (before !== undefined && known.has(before.digest)) return { chunk: before, wasKnown: true };
    if (before !== undefined && this.#ready.has(before.digest)) return { chunk: before, wasKnown: false };
    const { chunk, frame } = await packFrame(raw);
    await this.#spool(chunk, frame);
    frames.remember(rawDigest, chunk);
    return { chunk, wasKnown: false };
  }

  async #spool(chunk: LayerChunk, frame: Buffer): Promise<void> {
    const { digest } = chunk;
    const written = this.#spooled.get(digest) ?? writeFile(this.#file(digest), frame, { mode: 0o600 });
    this.#spooled.set(digest, written);
    await written;
    if (this.#ready.has(digest)) return;
    this.#ready.add(digest);
    this.frames.push(chunk);
    this.spooling.frameReady();
  }

  #file(digest: string): string {
    return join(this.spooling.folder, digest.slice('sha256:'.length));
  }
}

/** Cuts one archive into chunks and hands them to the spool, a few at a time. */
export class Cutter {
  bytes = 0;
  unchangedBytes = 0;
  readonly chunks: LayerChunk[] = [];
  readonly #hash = createHash('sha256');
  readonly #chunker = new Chunker();
  readonly #work = new Pool(IN_FLIGHT);

  constructor(readonly spool: ChunkSpool) {}

  async write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    this.bytes += bytes.length;
    for (const raw of this.#chunker.push(bytes)) await this.#work.add(this.#keep(raw));
  }

  /** Returns the archive's digest. */
  async end(): Promise<string> {
    const rest = this.#chunker.rest();
    if (rest !== null) await this.#work.add(this.#keep(rest));
    await this.#work.done();
    return `sha256:${this.#hash.digest('hex')}`;
  }

  /** Resolves when no chunk is in work. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  async #keep(raw: Buffer<ArrayBuffer>): Promise<void> {
    const index = this.chunks.length;
    this.chunks.push({ digest: '', bytes: 0, rawBytes: raw.length });
    const { chunk, wasKnown } = await this.spool.keep(raw);
    this.chunks[index] = chunk;
    if (wasKnown) this.unchangedBytes += raw.length;
  }
}

/** A few tasks at once; the first that fails fails all. */
class Pool {
  readonly #running = new Set<Promise<void>>();
  #failure: { error: unknown } | null = null;

  constructor(readonly size: number) {}

  async add(task: Promise<void>): Promise<void> {
    const watched: Promise<void> = task
      .catch((error: unknown) => void (this.#failure ??= { error }))
      .finally(() => this.#running.delete(watched));
    this.#running.add(watched);
    while (this.#running.size >= this.size && this.#failure === null) await Promise.race(this.#running);
    this.#check();
  }

  async done(): Promise<void> {
    await this.settled();
    this.#check();
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
