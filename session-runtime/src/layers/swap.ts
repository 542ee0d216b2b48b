// Owns bringing unpacked files into place, entry by entry, so that it can be finished after a crash
// at any point.
//
// The top folder of a tree is a mount or somebody's working directory and cannot be renamed; its
// entries can. So content is unpacked inside the tree, which is on the same mount for sure, and
// each entry of the top is renamed into place. A plan is made and recorded before the first rename;
// from then on there is only forward: every step looks at what is there, so all of them can be done
// again.
import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RESERVED } from './left-behind.ts';
import { removeTrees } from './tar/process.ts';

const WRITABLE = 0o200;
const OWNER_ALL = 0o700;

/** A folder inside one tree: `new` takes what is unpacked, `old` what it replaces. */
export interface Staging {
  /** The tree's top, on this machine. */
  root: string;
  folder: string;
}

export interface SwapPlan {
  /** Whether entries that the new content does not have are removed. */
  prune: boolean;
  roots: RootPlan[];
}

interface RootPlan extends Staging {
  /** The top folder's own permissions; null leaves them. */
  mode: number | null;
  entries: EntryPlan[];
}

interface EntryPlan {
  /** latin1 of any bytes. */
  name: string;
  /** Of a folder that may not be written: renaming it takes that right for a moment. */
  mode: number | null;
}

export const stagingIn = (root: string, id: string): Staging => ({
  root,
  folder: join(root, RESERVED, `incoming-${id}`),
});

export const freshIn = ({ folder }: Staging) => join(folder, 'new');

/**
 * Throws if something of the session's own stands in the way, as a link under the reserved name.
 */
export async function makeStaging(staging: Staging): Promise<void> {
  const reserved = join(staging.root, RESERVED);
  await mkdir(reserved, { recursive: true });
  // Behind a link it could be on another mount, where renaming ends halfway.
  if (!(await lstat(reserved)).isDirectory()) throw new Error(`${reserved} is no folder`);
  await removeTrees(staging.folder);
  await mkdir(freshIn(staging), { recursive: true, mode: OWNER_ALL });
}

export async function removeStaging(stagings: readonly Staging[]): Promise<void> {
  await removeTrees(...stagings.map(({ folder }) => folder));
  // Only if it is empty: in the workspace it holds the runtime's own files.
  for (const { folder } of stagings) await rmdir(join(folder, '..')).catch(() => undefined);
}

/** `topModes`: the permissions of each tree's top; null leaves them as they are. */
export async function planSwap(
  stagings: readonly Staging[],
  topModes: readonly (number | null)[],
  prune: boolean,
): Promise<SwapPlan> {
  return { prune, roots: await Promise.all(stagings.map((staging, i) => planRoot(staging, topModes[i] ?? null))) };
}

async function planRoot(staging: Staging, mode: number | null): Promise<RootPlan> {
  const fresh = freshIn(staging);
  await chmod(fresh, OWNER_ALL);
  const entries: EntryPlan[] = [];
  for (const name of await readdir(fresh, { encoding: 'latin1' })) {
    const stat = await lstat(at(fresh, name));
    const closed = stat.isDirectory() && (stat.mode & WRITABLE) === 0;
    if (closed) await chmod(at(fresh, name), (stat.mode & 0o7777) | OWNER_ALL);
    entries.push({ name, mode: closed ? stat.mode & 0o7777 : null });
  }
  // The runtime and the session keep their right to the top, whatever the archive says.
  return { ...staging, mode: mode === null ? null : mode | OWNER_ALL, entries };
}

/** Brings a recorded plan to its end, wherever it stopped before. */
export async function applySwap({ roots, prune }: SwapPlan): Promise<void> {
  for (const root of roots) {
    for (let tries = 1; ; tries++) {
      try {
        await applyRoot(root, prune);
        break;
      } catch (error) {
        // A program of the session made an entry under one of the names just now: it is looked at
        // anew.
        if (tries === TRIES || !isInTheWay(error)) throw error;
      }
    }
  }
}

const TRIES = 10;

function isInTheWay(error: unknown): boolean {
  const codes = ['ENOTEMPTY', 'EEXIST', 'EISDIR', 'ENOTDIR'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

async function applyRoot(plan: RootPlan, prune: boolean): Promise<void> {
  const { root, folder } = plan;
  const fresh = freshIn(plan);
  const old = join(folder, 'old');
  await mkdir(old, { recursive: true });
  const waiting = new Set(await readdir(fresh, { encoding: 'latin1' }));
  const present = new Set(await readdir(root, { encoding: 'latin1' }));
  const wanted = new Set(plan.entries.map(({ name }) => name));
  const moveAway = (name: string) => move(at(root, name), join(old, randomUUID()));
  if (prune) {
    for (const name of present) if (name !== RESERVED && !wanted.has(name)) await moveAway(name);
  }
  for (const { name, mode } of plan.entries) {
    if (waiting.has(name)) {
      if (present.has(name)) await moveAway(name);
      await rename(at(fresh, name), at(root, name));
    }
    if (mode !== null) await chmod(at(root, name), mode);
  }
  if (plan.mode !== null) await chmod(root, plan.mode);
}

/**
 * Moving a folder writes its `..`, which takes the right to write it. What is moved away is
 * removed, so it need not be given back.
 */
async function move(from: Buffer, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return; // The session removed it in the meantime.
    if (error.code !== 'EACCES') throw error;
    await chmod(from, OWNER_ALL);
    await rename(from, to);
  }
}

const at = (folder: string, name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
