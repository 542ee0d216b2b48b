// Owns the sparse files of GNU tar, in its pax format 1.0: what tells of one in the extended
// header, and the map at the front of its content.
import { EntryRefused } from '../refusal.ts';
import { BLOCK } from './header.ts';

/**
 * Threat: an archive of a few bytes that makes files of any length. Property: holes take no room,
 * and all sparse files of an archive together are at most so long, which every file system takes
 * and every reader can add up.
 */
export const MAX_SPARSE_BYTES = 1024 ** 4;

const DIGITS = /^(0|[1-9]\d{0,14})$/;
const NEWLINE = 0x0a;
const KEYS = ['GNU.sparse.major', 'GNU.sparse.minor', 'GNU.sparse.name', 'GNU.sparse.realsize'];

export interface Sparse {
  name: string;
  /** How long the file is, holes included. */
  realSize: number;
}

/**
 * Null if the entry is not sparse. Other formats than 1.0 are refused, and so are headers that two
 * readers could read differently.
 */
export function sparseIn(pax: ReadonlyMap<string, string>, entry: string): Sparse | null {
  const keys = [...pax.keys()].filter((key) => key.startsWith('GNU.'));
  if (keys.length === 0) return null;
  const [major, minor, name = '', realSize = ''] = KEYS.map((key) => pax.get(key));
  const isKnown = major === '1' && minor === '0' && keys.every((key) => KEYS.includes(key));
  if (!isKnown || name === '' || !DIGITS.test(realSize) || pax.has('path')) {
    throw new EntryRefused(entry, 'it is a sparse file of a kind that is not taken');
  }
  return { name, realSize: Number(realSize) };
}

/** Reads the map as the content passes, and holds it to what the headers say. */
export class SparseMap {
  #digits = '';
  #count: number | null = null;
  /** Numbers read after the count: offset and length in turn. */
  #read = 0;
  #mapBytes = 0;
  #offset = 0;
  #end = 0;
  #dataBytes = 0;
  #unaligned = false;
  #done = false;

  constructor(
    readonly entry: string,
    readonly storedSize: number,
    readonly realSize: number,
  ) {}

  write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && !this.#done; at++) {
      const byte = bytes[at] ?? 0; // The index is below the length.
      this.#mapBytes += 1;
      if (this.#complete) {
        if (byte !== 0) throw this.#damaged();
      } else if (byte === NEWLINE) this.#number();
      else if (byte >= 0x30 && byte <= 0x39 && this.#digits.length < 15) this.#digits += String.fromCharCode(byte);
      else throw this.#damaged();
      if (this.#complete && this.#mapBytes % BLOCK === 0) this.#check();
    }
  }

  /** The content is over: throws if the map was not. */
  end(): void {
    if (!this.#done) throw this.#damaged();
  }

  get #complete(): boolean {
    return this.#count !== null && this.#read === 2 * this.#count;
  }

  #number(): void {
    if (!DIGITS.test(this.#digits)) throw this.#damaged();
    const value = Number(this.#digits);
    this.#digits = '';
    if (this.#count === null) {
      this.#count = value;
      return;
    }
    this.#read += 1;
    if (this.#read % 2 === 1) {
      // In order, so that no byte is written twice.
      if (value < this.#end) throw this.#damaged();
      this.#offset = value;
      return;
    }
    // Each part begins in a block of its own, so only the last one with content may fill its block
    // in part.
    if (this.#unaligned && value > 0) throw this.#damaged();
    this.#unaligned ||= value % BLOCK !== 0;
    this.#end = this.#offset + value;
    this.#dataBytes += value;
    if (this.#end > this.realSize) throw this.#damaged();
  }

  #check(): void {
    if (this.#mapBytes + this.#dataBytes !== this.storedSize) throw this.#damaged();
    this.#done = true;
  }

  #damaged(): EntryRefused {
    return new EntryRefused(this.entry, 'the map of its holes is damaged');
  }
}
