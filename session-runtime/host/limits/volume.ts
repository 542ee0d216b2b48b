// Owns one disk: a file system in a file, of which the session can write to no more than the
// machine has set aside for it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readlink, stat, statfs, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const MIB = 1024 * 1024;
/** What a disk has at first, and what growing keeps it at. */
export const FIRST_ROOM = 1024 * MIB;
/** A disk that is little larger has all of it from the start. */
const LEAST_REST = 64 * MIB;

const IMAGE = 'disk.img';
const VOLUME = 'volume';
const REST = 'rest';
const MOUNT_TRIES = 5;
const env = { PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/**
 * Tables at the beginning and no copies of them further back, so that what has to be set aside is
 * in one or two pieces. Nothing of them is written before it is used.
 */
const FORMAT = [
  ...['-q', '-F', '-m', '0', '-O', '^resize_inode,sparse_super2', '-J', 'size=4', '-E'],
  'lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0,packed_meta_blocks=1,num_backup_sb=0',
];

/**
 * A file system that gave back what it does not use, or wrote zeros by the loop device, would give
 * away what is set aside for it.
 */
const OPTIONS = 'loop,nodiscard,noinit_itable,nosuid,nodev,noatime';

/** A piece of the image, in bytes. */
export interface Piece {
  start: number;
  length: number;
}

export const volumeIn = (folder: string) => join(folder, VOLUME);
export const hasVolume = (folder: string) => existsSync(join(folder, IMAGE));

/**
 * Makes an empty disk in `folder/` and mounts it; returns what has to be set aside before it is
 * used.
 */
export async function make(folder: string, bytes: number): Promise<Piece[]> {
  const image = join(folder, IMAGE);
  await writeFile(image, '', { mode: 0o600 });
  await truncate(image, bytes);
  await run('mkfs.ext4', [...FORMAT, image], { env });
  await mount(folder);
  const rest = (await freeIn(volumeIn(folder))) - FIRST_ROOM;
  if (rest >= LEAST_REST) {
    const path = join(volumeIn(folder), REST);
    await writeFile(path, '', { mode: 0o600 });
    await run('fallocate', ['-l', String(rest), path]);
  }
  return notInRest(folder);
}

/**
 * Where sessions of a killed daemon are just ending, the kernel still has the file system: `mount`
 * finds the same device then and joins it, and fails only if that goes away in between.
 */
export async function mount(folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run('mount', ['-o', OPTIONS, join(folder, IMAGE), volumeIn(folder)]);
      break;
    } catch (error) {
      if (tries === MOUNT_TRIES) throw error;
      // After a crash of the machine its own check repairs what the journal does not; it finds
      // nothing to do otherwise.
      await run('e2fsck', ['-p', join(folder, IMAGE)], { env }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await writeFile(`/sys/fs/ext4/${await deviceOf(volumeIn(folder))}/extent_max_zeroout_kb`, '0');
}

/** Returns though a connection that is just ending still holds a file. */
export async function unmount(folder: string): Promise<void> {
  await run('umount', ['-l', volumeIn(folder)]).catch((error: unknown) => {
    if (!/not mounted|not found/.test(reasonOf(error))) throw error;
  });
}

/**
 * Throws where the machine's disk has no room for it. What is set aside already stays as it is,
 * with its content.
 */
export async function setAside(folder: string, pieces: readonly Piece[]): Promise<void> {
  for (const { start, length } of pieces)
    await run('fallocate', ['-o', String(start), '-l', String(length), join(folder, IMAGE)]);
}

/** What is in the piece is lost; the image keeps its size. */
async function giveBack(folder: string, { start, length }: Piece): Promise<void> {
  await run('fallocate', ['-p', '-o', String(start), '-l', String(length), join(folder, IMAGE)]);
}

/** How many of these bytes are not set aside, if nothing else of the image is. */
export async function missing(folder: string, pieces: readonly Piece[]): Promise<number> {
  const { blocks } = await stat(join(folder, IMAGE));
  return Math.max(0, total(pieces) - blocks * 512);
}

export const total = (pieces: readonly Piece[]) => pieces.reduce((sum, { length }) => sum + length, 0);

/** All that the file system may write to: the image without the blocks that `rest` holds. */
export async function notInRest(folder: string): Promise<Piece[]> {
  const { size } = await stat(join(folder, IMAGE));
  const pieces: Piece[] = [];
  let start = 0;
  for (const held of (await rest(folder)).toSorted((a, b) => a.start - b.start)) {
    if (held.start > start) pieces.push({ start, length: held.start - start });
    start = held.start + held.length;
  }
  return size > start ? [...pieces, { start, length: size - start }] : pieces;
}

/**
 * Lets the session have so many bytes more, or what is left of its limit; returns how many. They
 * are set aside before the file system may write to them: a daemon that dies in between has set
 * aside too much, never too little.
 */
export async function grow(folder: string, by: number): Promise<number> {
  const held = await rest(folder);
  const pieces: Piece[] = [];
  let grown = 0;
  for (let last; grown < by && (last = held.pop()) !== undefined;) {
    const length = Math.min(last.length, by - grown);
    pieces.push({ start: last.start + last.length - length, length });
    grown += length;
  }
  if (grown === 0) return 0;
  try {
    await setAside(folder, pieces);
  } catch (error) {
    // Some of it may have been set aside, which others need more. `rest` still holds these pieces,
    // so that nothing is written in them.
    for (const piece of pieces) await giveBack(folder, piece).catch(() => undefined);
    throw error;
  }
  const file = await open(join(volumeIn(folder), REST), 'r+');
  try {
    await file.truncate((await file.stat()).size - grown);
  } finally {
    await file.close();
  }
  return grown;
}

/** The blocks of `rest`, in the order of that file. */
async function rest(folder: string): Promise<Piece[]> {
  const path = join(volumeIn(folder), REST);
  if (!existsSync(path)) return [];
  const { stdout } = await run('filefrag', ['-v', path], { env });
  const block = Number(/blocks? of (\d+) bytes/.exec(stdout)?.[1]);
  const rows = [...stdout.matchAll(/^ *\d+: +\d+\.\. *\d+: +(\d+)\.\. *\d+: +(\d+):/gm)];
  const pieces = rows.map(([, start, length]) => ({ start: Number(start) * block, length: Number(length) * block }));
  const { size } = await stat(path);
  const told = total(pieces);
  // What is not known to be held would be set aside; what is wrongly taken for held would not be.
  if (told !== size) throw new Error(`The blocks of ${path} are not known: ${told} bytes of ${size}.`);
  return pieces;
}

/** The bytes that may still be written there. */
export async function freeIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The kernel's name of the device that is mounted there. */
async function deviceOf(folder: string): Promise<string> {
  const { dev } = await stat(folder);
  const major = (dev >> 8) & 0xfff;
  const minor = (dev & 0xff) | ((dev >> 12) & 0xfff00);
  return basename(await readlink(`/sys/dev/block/${major}:${minor}`));
}

export function reasonOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || (error instanceof Error ? error.message : String(error));
}
