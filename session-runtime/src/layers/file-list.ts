// Owns the list of what a save holds, with the digest of each file, taken from the tar stream as it
// passes.
import { createHash, hash, type Hash } from 'node:crypto';
import type { SavedFile } from '../../generated/schemas.ts';
import { EntryRules } from './tar/entry-rules.ts';
import { EntryRefused } from './refusal.ts';
import type { TarEntry, TarSink } from './tar/scanner.ts';

const MAX_FILES = 50_000;
const MAX_TEXT = 8 * 1024 * 1024;

/** Holds a save to the rules of a restore: what could not come back must not look saved. */
export class FileList implements TarSink {
  readonly files: SavedFile[] = [];
  count = 0;
  #text = 0;
  #file: SavedFile | null = null;
  #left = 0;
  /** The digest of a file with holes would cost as much as the holes are long. */
  #hashed = true;
  #hash: Hash | null = null;

  constructor(readonly rules: EntryRules) {}

  get truncated(): boolean {
    return this.count > this.files.length;
  }

  entry(entry: TarEntry): void {
    const path = this.rules.check(entry);
    const { type, size, mode, sparse } = entry;
    if (type === 'device') throw new EntryRefused(entry.name, 'it is a device');
    this.#hashed = sparse === null;
    this.count += 1;
    this.#file = null;
    this.#text += entry.name.length + (entry.target?.length ?? 0) + 160;
    if (this.truncated && this.files.length < this.count - 1) return;
    if (this.files.length >= MAX_FILES || this.#text > MAX_TEXT) return;
    const target = entry.target === null ? null : readable(type === 'hardlink' ? `/${entry.target}` : entry.target);
    const digest = type === 'file' && size === 0 ? EMPTY : null;
    this.#file = { path: readable(`/${path}`), type, size: sparse?.realSize ?? size, mode, digest, target };
    this.#left = size;
    this.files.push(this.#file);
  }

  data(bytes: Buffer): void {
    const file = this.#file;
    if (file === null || !this.#hashed) return;
    this.#left -= bytes.length;
    // Most files come in one piece, and hashing that at once is several times faster than by way of
    // an object.
    if (this.#hash === null && this.#left === 0) file.digest = `sha256:${hash('sha256', bytes, 'hex')}`;
    else {
      this.#hash ??= createHash('sha256');
      this.#hash.update(bytes);
    }
  }

  dataEnd(): void {
    if (this.#hash !== null && this.#file !== null) this.#file.digest = `sha256:${this.#hash.digest('hex')}`;
    this.#hash = null;
  }
}

const EMPTY = `sha256:${hash('sha256', '', 'hex')}`;

const readable = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');
