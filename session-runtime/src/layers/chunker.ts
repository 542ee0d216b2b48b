// Owns cutting a byte stream where its content says so (FastCDC: a gear hash with normalised
// chunking): an insertion moves the cuts near it and no others, so most chunks of a changed tree
// are those of the last save. Where it cuts must never change, or all is uploaded anew.
import { createHash } from 'node:crypto';

export const MIN_BYTES = 256 * 1024;
export const MAX_BYTES = 4 * 1024 * 1024;
const NORMAL_BYTES = 1024 * 1024;
/** The hash is 32 bits and moves up one bit a byte: what is further back has no say in it. */
const WINDOW = 32;
// Of the upper bits, which the most bytes have a say in: 22 below the normal length, where a cut
// should be rare, 18 above it.
const RARE = ~0 << 10;
const OFTEN = ~0 << 14;

const GEAR = gearTable();

export class Chunker {
  #parts: Buffer[] = [];
  #length = 0;
  #hash = 0;

  /** The chunks that these bytes complete. */
  *push(bytes: Buffer): Generator<Buffer<ArrayBuffer>> {
    for (let from = 0; from < bytes.length;) {
      const end = this.#cut(bytes, from);
      this.#parts.push(bytes.subarray(from, end.at));
      from = end.at;
      if (end.isCut) yield this.#take();
    }
  }

  /** What is left when the stream is over; null if nothing is. */
  rest(): Buffer<ArrayBuffer> | null {
    return this.#length === 0 ? null : this.#take();
  }

  #take(): Buffer<ArrayBuffer> {
    const chunk = Buffer.concat(this.#parts, this.#length);
    this.#parts = [];
    this.#length = 0;
    this.#hash = 0;
    return chunk;
  }

  /** Reads on from `from` to the next cut, or to the end of these bytes. */
  #cut(bytes: Buffer, from: number): { at: number; isCut: boolean } {
    const begin = from - this.#length; // Where the chunk would begin in `bytes`.
    const within = (offset: number) => Math.min(bytes.length, begin + offset);
    let hash = this.#hash;
    let at = Math.max(from, within(MIN_BYTES - WINDOW));
    for (const end = within(MIN_BYTES); at < end; at++) hash = ((hash << 1) + (GEAR[bytes[at] ?? 0] ?? 0)) | 0;
    let isCut = false;
    for (const [length, mask] of PHASES) {
      for (const end = within(length); at < end && !isCut; at++) {
        hash = ((hash << 1) + (GEAR[bytes[at] ?? 0] ?? 0)) | 0;
        isCut = (hash & mask) === 0;
      }
    }
    this.#hash = hash;
    this.#length += at - from;
    return { at, isCut: isCut || this.#length === MAX_BYTES };
  }
}

const PHASES = [
  [NORMAL_BYTES, RARE],
  [MAX_BYTES, OFTEN],
] as const;

/** 256 numbers that look random and are the same everywhere. */
function gearTable(): Int32Array {
  const bytes = Array.from({ length: 32 }, (_, i) => createHash('sha256').update(`burstflare gear ${i}`).digest());
  const all = Buffer.concat(bytes);
  return Int32Array.from({ length: 256 }, (_, i) => all.readInt32LE(i * 4));
}
