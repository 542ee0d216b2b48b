// Owns the frames of a layer: one zstd frame per chunk, named by its SHA-256, so that whoever keeps
// it can check it without zstd.
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { LayerChunk } from '../../generated/schemas.ts';
import { ContentRefused } from './refusal.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
// Level 3 is zstd's own default. Other settings give other frames, and with them names: all would
// be uploaded once more.
const PARAMS = { [constants.ZSTD_c_compressionLevel]: 3 };
/**
 * Node hands out what it compresses in such pieces, each by way of the main thread; its own are of
 * 16 KiB.
 */
const PIECE_BYTES = 1024 * 1024;

export const digestOf = (bytes: Uint8Array) => `sha256:${hash('sha256', bytes, 'hex')}`;

/** In a thread of the pool: a save hashes each byte twice already where it reads it. */
export async function digestAside(bytes: Buffer<ArrayBuffer>): Promise<string> {
  return `sha256:${Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')}`;
}

export async function packFrame(raw: Buffer): Promise<{ chunk: LayerChunk; frame: Buffer }> {
  const frame = await compress(raw, { params: PARAMS, pledgedSrcSize: raw.length, chunkSize: PIECE_BYTES });
  return { chunk: { digest: digestOf(frame), bytes: frame.length, rawBytes: raw.length }, frame };
}

/**
 * Threat: altered bytes reach the decompressor, or a small frame unpacks to fill the memory.
 * Property: the digest is checked first, and no more is unpacked than the manifest says. What
 * follows the first zstd frame in these bytes is not unpacked: the length then differs.
 */
export async function openFrame(frame: Buffer, chunk: LayerChunk): Promise<Buffer<ArrayBuffer>> {
  if (digestOf(frame) !== chunk.digest)
    throw new ContentRefused(`Chunk ${chunk.digest} has other bytes than its digest says`);
  const raw = await decompress(frame, {
    maxOutputLength: chunk.rawBytes,
    chunkSize: Math.max(chunk.rawBytes, 1024),
  }).catch(() => null);
  if (raw?.length !== chunk.rawBytes) {
    throw new ContentRefused(`Chunk ${chunk.digest} does not unpack to the ${chunk.rawBytes} bytes of the manifest`);
  }
  return raw;
}

/**
 * Which frame a chunk's content became: what was saved or restored before need not be compressed
 * again to know its name.
 */
export class KnownFrames {
  readonly #byRaw = new Map<string, LayerChunk>();

  get(rawDigest: string): LayerChunk | undefined {
    return this.#byRaw.get(rawDigest);
  }

  remember(rawDigest: string, chunk: LayerChunk): void {
    this.#byRaw.delete(rawDigest);
    this.#byRaw.set(rawDigest, chunk);
    const oldest = this.#byRaw.keys().next();
    if (this.#byRaw.size > KEPT_FRAMES && !oldest.done) this.#byRaw.delete(oldest.value);
  }
}

const KEPT_FRAMES = 100_000; // About 100 GB of tree, in some 30 MB of memory.
