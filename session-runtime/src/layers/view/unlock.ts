// Owns reading what its owner may not read: the session's user lends itself the right while nobody
// runs, and gives it back.
import { accessSync, chmodSync, constants, readFileSync, rmSync } from 'node:fs';
import * as z from 'zod/mini';
import { writeJsonFile } from '../../json-file.ts';
import { unlockedIn } from '../left-behind.ts';
import { placeOf, type Listed } from './find.ts';

const READ = { d: 0o500, f: 0o400 } as const;
const RecordFile = z.array(z.object({ place: z.string(), mode: z.int().check(z.gte(0), z.lte(0o7777)) }));

/** Whether the session's user owns it and may not read it, and could let itself. */
export function isLocked(entry: Listed): boolean {
  const { type, mode, uid } = entry;
  if ((type !== 'd' && type !== 'f') || uid !== process.getuid?.() || (mode & READ[type]) === READ[type]) return false;
  return !isReadable(Buffer.from(placeOf(entry), 'latin1'), type);
}

function isReadable(path: Buffer, type: 'd' | 'f'): boolean {
  try {
    accessSync(path, type === 'd' ? constants.R_OK | constants.X_OK : constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Threat: a runtime that is killed in between leaves files with rights that their owner took away.
 * Property: what was changed is on disk before, and given back by the next start.
 */
export class Unlocked {
  readonly #modes: { place: string; mode: number }[] = [];

  constructor(readonly workspace: string) {}

  async open(entries: readonly Listed[]): Promise<void> {
    this.#modes.push(...entries.map((entry) => ({ place: placeOf(entry), mode: entry.mode })));
    await writeJsonFile(unlockedIn(this.workspace), this.#modes);
    for (const entry of entries) setMode(placeOf(entry), entry.mode | (entry.type === 'd' ? READ.d : READ.f));
  }

  close(): void {
    giveBack(this.workspace, this.#modes.splice(0));
  }
}

/** What a runtime left that was killed. */
export function giveBackRights(workspace: string): void {
  try {
    giveBack(workspace, RecordFile.parse(JSON.parse(readFileSync(unlockedIn(workspace), 'utf8'))));
  } catch {
    // There is none, which is how it should be, or somebody in the session broke it.
  }
}

// A folder's right lets its entries be reached, so it goes last.
function giveBack(workspace: string, modes: readonly { place: string; mode: number }[]): void {
  for (const { place, mode } of [...modes].reverse()) setMode(place, mode);
  rmSync(unlockedIn(workspace), { force: true });
}

function setMode(place: string, mode: number): void {
  try {
    chmodSync(Buffer.from(place, 'latin1'), mode);
  } catch {
    // It is gone, or it is not the user's any more.
  }
}
