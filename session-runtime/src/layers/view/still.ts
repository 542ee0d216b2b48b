// Owns a look at the session's files at one moment: its processes stop, all is listed, what is
// being written is read, and they go on.
//
// What nobody writes is read afterwards, while the session runs; whether it stayed as it was listed
// is looked at when it was read. To read everything would stop the session for as long as a save
// takes, and a snapshot of the file system is not to be had everywhere.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Freeze } from '../../processes/freeze.ts';
import type { ProcessTable } from '../../processes/table.ts';
import type { Aside } from '../pack.ts';
import { behindLocks, findParts, readAside, unsteady, withOtherNames, type Reading } from './aside.ts';
import { list, nameOf, type Listed, type Tree } from './find.ts';
import { select, type Selection } from './select.ts';
import { isLocked, Unlocked } from './unlock.ts';
import { writtenInodes } from './written.ts';

/** More takes longer than a session may stand still, on most machines. */
const MAX_UNSTEADY_BYTES = 1024 ** 3;

export interface Asked {
  trees: readonly Tree[];
  workspace: string;
  /** What is no content: where captured chunks wait. */
  leaveOut: readonly string[];
  /** Where this capture's own chunks are. */
  spool: string;
  normalise: boolean;
  processes: ProcessTable;
  maxPauseMs: number;
  /** Names of files that changed while an earlier look was read. */
  restless: ReadonlySet<string>;
  signal: AbortSignal;
}

export interface Still extends Selection {
  aside: Aside | null;
  /** How long the session's processes stood still. */
  pauseMs: number;
  /** What was being written could not be read within the time. */
  ranOut: boolean;
  /** Whether somebody ran who could write afterwards. */
  shared: boolean;
}

const asideIn = ({ spool }: Asked) => join(spool, 'aside.tar');

export async function look(asked: Asked): Promise<Still> {
  const { trees, leaveOut, signal, processes, maxPauseMs } = asked;
  const shared = processes.list().length > 0;
  // Once before: it warms what the kernel keeps of the trees, and shows what is being written.
  const before = shared && maxPauseMs > 0 ? await list(trees, leaveOut, signal) : [];
  await rm(asideIn(asked), { force: true });
  const began = performance.now();
  const limit = shared ? AbortSignal.any([signal, AbortSignal.timeout(maxPauseMs)]) : signal;
  let freeze: Freeze | null = null;
  let found: Found | null = null;
  try {
    if (shared && maxPauseMs > 0) freeze = await Freeze.take(processes, limit);
    // Rights are lent only while nobody could make use of them, or put something else in a file's
    // place.
    if (!shared || freeze !== null) found = await findAndRead(asked, { before, shared, limit });
  } catch (error) {
    if (signal.aborted || !limit.aborted) throw error;
  } finally {
    freeze?.thaw();
  }
  const pauseMs = shared && maxPauseMs > 0 ? Math.ceil(performance.now() - began) : 0;
  const selection = found?.selection ?? select(await list(trees, leaveOut, signal));
  const reading = found?.reading ?? null;
  const aside = reading === null ? null : await findParts(reading);
  return { ...selection, aside, pauseMs, ranOut: shared && found?.ranOut !== false, shared };
}

interface Found {
  selection: Selection;
  reading: Reading | null;
  ranOut: boolean;
}

interface Conditions {
  before: readonly Listed[];
  shared: boolean;
  limit: AbortSignal;
}

async function findAndRead(asked: Asked, { before, shared, limit }: Conditions): Promise<Found> {
  const { trees, normalise, restless, processes } = asked;
  const unlocked = new Unlocked(asked.workspace);
  try {
    const { listed, closed } = await listAll(asked, unlocked, limit);
    const selection = select(listed);
    const { packed } = selection;
    const chosen = behindLocks(packed, closed);
    const signs = { before, written: writtenInodes(processes.list()), restless };
    const moving = shared ? unsteady(packed, signs) : new Set<Listed>();
    const tooMuch = [...moving].reduce((sum, { bytes }) => sum + bytes, 0) > MAX_UNSTEADY_BYTES;
    if (!tooMuch) for (const entry of moving) chosen.add(entry);
    if (chosen.size === 0) return { selection, reading: null, ranOut: tooMuch };
    const entries = withOtherNames(packed, chosen);
    const reading = { file: asideIn(asked), trees, normalise, entries };
    await readAside(reading, limit);
    return { selection, reading, ranOut: tooMuch || limit.aborted };
  } finally {
    unlocked.close();
  }
}

/**
 * Everything, with the modes that their owner gave them; `closed` names what takes a lent right to
 * be read.
 */
async function listAll({ trees, leaveOut }: Asked, unlocked: Unlocked, limit: AbortSignal) {
  const closed = new Map<string, number>();
  for (;;) {
    const listed = await list(trees, leaveOut, limit);
    const shut = listed.filter((entry) => isLocked(entry) && !closed.has(nameOf(entry)));
    if (shut.length === 0) {
      for (const entry of listed) entry.mode = closed.get(nameOf(entry)) ?? entry.mode;
      return { listed, closed: new Set(closed.keys()) };
    }
    // A folder that opens may show others that are closed.
    for (const entry of shut) closed.set(nameOf(entry), entry.mode);
    await unlocked.open(shut);
  }
}

/**
 * What is not as it was listed any more, of what was read afterwards. Other entries than files and
 * links have no content of their own.
 */
export async function changedSince(
  { packed, aside, shared }: Still,
  { trees, leaveOut, signal }: Asked,
): Promise<Listed[]> {
  if (!shared) return [];
  const now = new Map((await list(trees, leaveOut, signal)).map((entry) => [nameOf(entry), entry.signature]));
  return packed.filter((entry) => {
    if ((entry.type !== 'f' && entry.type !== 'l') || aside?.parts.has(entry) === true) return false;
    return now.get(nameOf(entry)) !== entry.signature;
  });
}
