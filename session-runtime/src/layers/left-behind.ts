// Owns the places where a runtime keeps what the next one has to put right, and the look whether
// there is any.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from './places.ts';

/** The runtime's own folder at the top of each tree. */
export const RESERVED = '.burstflare';

/** Each restore and import that is under way or was done. */
export const transfersIn = (workspace: string) => join(workspace, RESERVED, 'transfers');
/** Files whose rights a save has lent itself. */
export const unlockedIn = (workspace: string) => join(workspace, RESERVED, 'unlocked.json');

export function isLeftBehind({ workspace, spool }: Places): boolean {
  return existsSync(unlockedIn(workspace)) || existsSync(spool) || names(transfersIn(workspace)).length > 0;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // There was no restore on this disk.
  }
}
