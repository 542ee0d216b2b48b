// Owns reading what will not stay as it is into an archive of its own, while the session stands
// still.
import { createReadStream, existsSync } from 'node:fs';
import { packAside, type Aside } from '../pack.ts';
import { BLOCK } from '../tar/header.ts';
import { TarScanner, type TarEntry } from '../tar/scanner.ts';
import { nameOf, type Listed, type Tree } from './find.ts';

/** A file that was written so lately is likely to be written again. */
const RECENT_SECONDS = 2;

export interface Signs {
  /** An earlier list: what has changed since is being written. */
  before: readonly Listed[];
  /** Inodes that somebody can write to. */
  written: ReadonlySet<string>;
  /** Names of files that changed while an earlier look was read. */
  restless: ReadonlySet<string>;
}

/** What is being written, or soon will be. */
export function unsteady(packed: readonly Listed[], { before, written, restless }: Signs): Set<Listed> {
  const signatures = new Map(before.map((entry) => [nameOf(entry), entry.signature]));
  const recent = Date.now() / 1000 - RECENT_SECONDS;
  return new Set(
    packed.filter((entry) => {
      if (entry.type !== 'f') return false;
      const name = nameOf(entry);
      const isNew = signatures.get(name) !== entry.signature;
      return isNew || entry.changedAt > recent || written.has(entry.inode) || restless.has(name);
    }),
  );
}

/** Closed folders with all that is in them, and closed files. `closed` holds their names. */
export function behindLocks(packed: readonly Listed[], closed: ReadonlySet<string>): Set<Listed> {
  const behind = new Set<Listed>();
  let within: string | null = null;
  for (const entry of packed) {
    const name = nameOf(entry);
    const isInside = within !== null && name.startsWith(within);
    if (!isInside && closed.has(name) && entry.type === 'd') within = `${name}/`;
    if (isInside || closed.has(name)) behind.add(entry);
  }
  return behind;
}

/** With all names of the same files, in order: tar finds hard links within one archive only. */
export function withOtherNames(packed: readonly Listed[], chosen: ReadonlySet<Listed>): Listed[] {
  const shared = new Set([...chosen].filter(({ type, links }) => type !== 'd' && links > 1).map(({ inode }) => inode));
  return packed.filter((entry) => chosen.has(entry) || (entry.type !== 'd' && shared.has(entry.inode)));
}

export interface Reading {
  file: string;
  trees: readonly Tree[];
  normalise: boolean;
  entries: readonly Listed[];
}

/** Reads them, or as many as the time allows. */
export async function readAside({ file, trees, normalise, entries }: Reading, signal: AbortSignal): Promise<void> {
  const packer = packAside(file, trees, normalise, entries);
  const kill = () => packer.kill();
  signal.addEventListener('abort', kill);
  try {
    if (signal.aborted) kill();
    await packer.finish().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

/** Where each entry is that was read whole. */
export async function findParts({ file, entries }: Reading): Promise<Aside> {
  const byName = new Map(entries.map((entry) => [nameOf(entry), entry]));
  const parts = new Map<Listed, { at: number; length: number }>();
  let end = 0;
  const entry = ({ name, size }: TarEntry, head: Buffer) => {
    const listed = byName.get(name.endsWith('/') ? name.slice(0, -1) : name);
    const length = head.length + Math.ceil(size / BLOCK) * BLOCK;
    if (listed !== undefined) parts.set(listed, { at: end, length });
    end += length;
  };
  const scanner = new TarScanner({ entry, wantsHeads: true });
  // There is none where the time was up before tar began.
  if (existsSync(file)) {
    const content: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1024 * 1024 });
    for await (const bytes of content) scanner.write(bytes);
  }
  for (const [listed, { at, length }] of parts) if (at + length > scanner.bytes) parts.delete(listed);
  return { file, parts };
}
