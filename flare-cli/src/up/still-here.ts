// Owns which files are sent no longer though they are still on the disk: they are ignored since,
// and that is no reason to delete them in a session.
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileStates } from '../bundle/pack.ts';

const SHOWN = 10;

export function stillHere(folder: string, before: FileStates, now: FileStates): string[] {
  return Object.keys(before).filter((path) => !Object.hasOwn(now, path) && isHere(folder, path));
}

/** By this very name: where case does not count, and behind links, another file would be found. */
function isHere(folder: string, path: string): boolean {
  try {
    if (lstatSync(join(folder, path)).isDirectory()) return false;
    const parent = join(folder, dirname(path));
    const own = join(realpathSync.native(folder), dirname(path));
    return realpathSync.native(parent) === own && readdirSync(parent).includes(basename(path));
  } catch {
    return false;
  }
}

export const without = (files: FileStates, paths: readonly string[]): FileStates => {
  const left = new Set(paths);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !left.has(path)));
};

export function stillHereWords(paths: readonly string[]): string {
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
  return `Left in the session, since they are ignored now but still here: ${paths.slice(0, SHOWN).join(', ')}${more}.`;
}
