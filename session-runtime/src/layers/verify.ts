// Owns the proof that what was unpacked is what the archive holds: each entry is looked at on the
// disk, and each file's content read back.
//
// It happens beside the session's files, before any of them is replaced: what is found wrong there
// changes nothing. The swap then renames what was verified and copies nothing.
import { createHash, hash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, readlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { ContentRefused } from './refusal.ts';
import type { TarEntry } from './tar/scanner.ts';

const WHOLE_BYTES = 4 * 1024 * 1024;
/** Reads in work at once: as many as Node has threads for. */
const AT_ONCE = 4;

interface Expected extends Pick<TarEntry, 'type' | 'size' | 'mode' | 'target'> {
  /** Of a file's content. */
  digest: string | null;
}

/** Notes what an archive holds, as it passes. The last entry of a name is what stays. */
export class Contents {
  readonly #entries = new Map<string, Expected>();
  #entry: Expected | null = null;
  #hash: Hash | null = null;
  #hasHoles = false;

  /** `path` as it stands in the archive, without a slash at either end. */
  add(path: string, { type, size, mode, target, sparse }: TarEntry): void {
    this.#entry = { type, size: sparse?.realSize ?? size, mode, target, digest: null };
    this.#hasHoles = sparse !== null;
    this.#hash = null;
    this.#entries.delete(path);
    this.#entries.set(path, this.#entry);
  }

  data(bytes: Buffer): void {
    const entry = this.#entry;
    // What stands in the archive of a file with holes is its parts behind each other: of such a
    // file the length is compared.
    if (entry?.type !== 'file' || this.#hasHoles) return;
    // Most files come in one piece, and hashing that at once is several times faster than by way of
    // an object.
    if (this.#hash === null && bytes.length === entry.size) entry.digest = hash('sha256', bytes, 'base64url');
    else (this.#hash ??= createHash('sha256')).update(bytes);
  }

  dataEnd(): void {
    if (this.#hash !== null && this.#entry !== null) this.#entry.digest = this.#hash.digest('base64url');
    this.#hash = null;
  }

  /**
   * Compares the disk with it. Returns how many entries are as they should be: all but those that
   * the session may not read, or not by so long a path, which tar alone answers for. `real` tells
   * where an entry is; null for one that is not compared.
   */
  async verify(real: (path: string) => Buffer | null): Promise<number> {
    const entries = this.#entries.entries();
    let verified = 0;
    const worker = async () => {
      for (const [path, expected] of entries) {
        const place = real(path);
        if (place === null || (await this.#check(path, place, expected, real))) verified += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return verified;
  }

  async #check(
    path: string,
    place: Buffer,
    expected: Expected,
    real: (path: string) => Buffer | null,
  ): Promise<boolean> {
    try {
      const stat = await lstat(place);
      const wrong = (await differs(stat, place, expected)) ?? (await this.#differsFromTarget(stat, expected, real));
      if (wrong === null) return true;
      throw new ContentRefused(`${readable(path)} was not unpacked as the archive has it: ${wrong}`);
    } catch (error) {
      if (isClosed(error)) return false;
      throw isGone(error) ? new ContentRefused(`${readable(path)} was not unpacked: it is not there`) : error;
    }
  }

  async #differsFromTarget(stat: Stats, { type, target }: Expected, real: (path: string) => Buffer | null) {
    const place = type === 'hardlink' && target !== null ? real(target.replace(/\/+$/, '')) : null;
    if (place === null) return null;
    const { ino, dev } = await lstat(place);
    return ino === stat.ino && dev === stat.dev ? null : 'it is another file than the one that it is linked to';
  }
}

const IS: Record<TarEntry['type'], (stat: Stats) => boolean> = {
  file: (stat) => stat.isFile(),
  directory: (stat) => stat.isDirectory(),
  symlink: (stat) => stat.isSymbolicLink(),
  hardlink: () => true,
  fifo: (stat) => stat.isFIFO(),
  device: () => true,
};

async function differs(stat: Stats, place: Buffer, expected: Expected): Promise<string | null> {
  const { type, size, mode, target, digest } = expected;
  if (!IS[type](stat)) return `it is no ${type}`;
  if (type === 'symlink')
    return (await readlink(place, { encoding: 'latin1' })) === target ? null : 'it leads elsewhere';
  if (type !== 'hardlink' && (stat.mode & 0o7777) !== mode) return `its mode is ${(stat.mode & 0o7777).toString(8)}`;
  if (type !== 'file') return null;
  if (stat.size !== size) return `it has ${stat.size} bytes`;
  return digest === null || (await digestOfFile(place, size)) === digest ? null : 'its content differs';
}

async function digestOfFile(place: Buffer, size: number): Promise<string> {
  if (size <= WHOLE_BYTES) return hash('sha256', await readFile(place), 'base64url');
  const digest = createHash('sha256');
  for await (const part of createReadStream(place, { highWaterMark: WHOLE_BYTES }) as AsyncIterable<Buffer>)
    digest.update(part);
  return digest.digest('base64url');
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null);
// Beside the session's files a path is longer than in its place, and one that just fits there may
// be too long here.
const CLOSED = ['EACCES', 'EPERM', 'ENAMETOOLONG'];
const isClosed = (error: unknown) => CLOSED.includes(String(codeOf(error)));
const isGone = (error: unknown) => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

const readable = (latin1: string) => `/${Buffer.from(latin1, 'latin1').toString('utf8')}`;
