// Owns packing: a `.tar.gz` whose bytes follow from the files alone, so that an unchanged folder
// has an unchanged digest. It goes to a temporary file, since its digest is announced before it is
// sent. Another version of zlib may compress to other bytes: that costs a new version, no more.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { sizeText } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { type Entry, type Listing, unreadable } from './list-files.ts';

export interface Bundle {
  path: string;
  digest: string;
  bytes: number;
}

/** What each path of a folder holds, as FileState in the contract; folders are not among them. */
export type FileStates = Record<string, string>;

export interface FolderBundle extends Bundle {
  files: FileStates;
}

/** What the contract takes (BundleAnnouncement), and what a runtime unpacks. */
const MAX_BYTES = 95 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;
/** The same for all, and what zip can write: it begins with 1980, in any time zone. */
const NORMAL_TIME = new Date('1980-01-02T00:00:00Z');
const LARGEST = 10;

/** Hands the bundle to `use`, and removes it after. */
export const withBundle = <R>(listing: Listing, use: (bundle: FolderBundle) => Promise<R>): Promise<R> =>
  withPacked(listing, NORMAL_TIME, use);

/**
 * The same with some files alone. They keep their dates: what is put into a session has to look
 * newer than what it replaces, to caches as to compilers.
 */
export function withChangedFiles<R>(
  { folder, entries, remarks }: Listing,
  changes: readonly { path: string; after: string | null }[],
  use: (bundle: Bundle) => Promise<R>,
): Promise<R> {
  const written = new Set(changes.filter(({ after }) => after !== null).map(({ path }) => path));
  const chosen = entries.filter(({ path, type }) => type !== 'directory' && written.has(path));
  const bytes = chosen.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.bytes : 0), 0);
  return withPacked({ folder, entries: chosen, bytes, remarks }, null, use);
}

async function withPacked<R>(
  listing: Listing,
  time: Date | null,
  use: (bundle: FolderBundle) => Promise<R>,
): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'flare-bundle-'));
  const interrupted = () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130); // as a shell counts Ctrl-C
  };
  process.once('SIGINT', interrupted);
  try {
    return await use(await packTo(join(folder, 'bundle.tar.gz'), listing, time));
  } finally {
    process.off('SIGINT', interrupted);
    await rm(folder, { recursive: true, force: true });
  }
}

async function packTo(path: string, listing: Listing, time: Date | null): Promise<FolderBundle> {
  if (listing.bytes > MAX_UNPACKED_BYTES) throw tooLarge(listing, `${sizeText(listing.bytes)} of files`);
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(bytes > MAX_BYTES ? tooLarge(listing, `more than ${sizeText(MAX_BYTES)}, compressed`) : null, chunk);
    },
  });
  const tar = pack();
  const written = pipeline(tar, createGzip(), measure, createWriteStream(path, { mode: 0o600 }));
  // No prototype: a file may be called `__proto__`.
  const files: FileStates = Object.create(null);
  const filled = fill(tar, listing, time, files);
  // The error that interrupted the archive is the one to report; the other side merely finds it
  // interrupted.
  const failures: unknown[] = [];
  await Promise.all([written, filled].map((work) => work.catch((error: unknown) => failures.push(error))));
  if (failures.length > 0) throw failures.find((error) => error instanceof Failure) ?? failures[0];
  return { path, bytes, digest: `sha256:${hash.digest('hex')}`, files };
}

async function fill(tar: Pack, { folder, entries }: Listing, time: Date | null, files: FileStates): Promise<void> {
  try {
    for (const entry of entries) {
      const state = await add(tar, folder, entry, time);
      if (state !== null) files[entry.path] = state;
    }
    tar.finalize();
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** Returns what the path holds. */
async function add(tar: Pack, folder: string, entry: Entry, time: Date | null): Promise<string | null> {
  const { path: name, type } = entry;
  const header = { name, type, mtime: time ?? new Date(), uid: 0, gid: 0 };
  if (type === 'directory') tar.entry({ ...header, mode: 0o755 });
  else if (type === 'symlink') {
    tar.entry({ ...header, mode: 0o777, linkname: entry.target });
    return `link:${entry.target}`;
  } else {
    const file = await open(join(folder, name)).catch((error: unknown) => {
      throw unreadable(name, error);
    });
    // Closes the file as well. A file that changed its length since it was listed does not fit its
    // header.
    const content = file.createReadStream();
    const { size, mtime } = await file.stat();
    if (size !== entry.bytes) {
      content.destroy();
      throw changedMeanwhile(name);
    }
    const dated = { ...header, mtime: time ?? mtime };
    const target = tar.entry({ ...dated, mode: entry.executable ? 0o755 : 0o644, size });
    const hash = createHash('sha256');
    content.on('data', (chunk: string | Buffer) => hash.update(chunk));
    await pipeline(content, target).catch((error: unknown) => {
      throw error instanceof Error && error.message === 'Size mismatch' ? changedMeanwhile(name) : error;
    });
    return `${entry.executable ? 'program' : 'file'}:${hash.digest('hex')}`;
  }
  return null;
}

/**
 * An archive that somebody else packed. One that was cut or changed since ends in no check sum of
 * its own, and is not sent to a build.
 */
export async function readArchive(path: string): Promise<Bundle> {
  const file = await open(path).catch(() => undefined);
  const head = await file?.read(Buffer.alloc(2), 0, 2, 0).catch(() => undefined);
  await file?.close();
  if (head !== undefined && head.buffer.toString('hex') !== '1f8b') throw unusable(path, 'It is not a gzip file.');
  const bundle = await digestOf(path);
  try {
    await pipeline(createReadStream(path), createGunzip(), new Writable({ write: (_, __, done) => done() }));
  } catch (error) {
    throw damaged(path, error);
  }
  return bundle;
}

/** Any file that is to be uploaded. */
export async function digestOf(path: string): Promise<Bundle> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw unusable(path, 'There is no such file.');
  if (found.size > MAX_BYTES)
    throw unusable(path, `It has ${sizeText(found.size)}; at most ${sizeText(MAX_BYTES)} are accepted.`);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { path, bytes, digest: `sha256:${hash.digest('hex')}` };
}

function unusable(path: string, detail: string): Failure {
  return new Failure({
    code: 'file_unusable',
    title: `${path} cannot be uploaded`,
    detail,
    next: 'Name another file.',
    exitCode: EXIT.usage,
  });
}

function damaged(path: string, error: unknown): Failure {
  return new Failure({
    code: 'file_damaged',
    title: `${path} is damaged: it was truncated or changed since it was packed`,
    detail: `gzip says: ${error instanceof Error ? error.message : String(error)}.`,
    next: 'Download or pack it again.',
    exitCode: EXIT.usage,
  });
}

function changedMeanwhile(path: string): Failure {
  return new Failure({
    code: 'changed_meanwhile',
    title: `${path} changed while it was packed`,
    next: 'Try again once nothing writes to it, or exclude it in .flareignore.',
    exitCode: EXIT.failure,
  });
}

function tooLarge({ entries }: Listing, size: string): Failure {
  const largest = entries
    .filter((entry) => entry.type === 'file')
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, LARGEST);
  return new Failure({
    code: 'bundle_too_large',
    title: `The folder is too large to be sent: ${size}`,
    detail: [
      'The largest files:',
      ...largest.map(({ path, bytes }) => `${sizeText(bytes).padStart(10)}  ${path}`),
    ].join('\n'),
    next: 'Exclude what a session does not need in .flareignore, or let the build clone a repository: `git` in the manifest.',
    exitCode: EXIT.usage,
  });
}
