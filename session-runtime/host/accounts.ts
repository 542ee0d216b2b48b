// Owns which kernel user a session runs as. One per session, so that the kernel keeps sessions
// apart even where a namespace would not.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Account {
  uid: number;
  /** The daemon may not switch users: sessions run as its own. */
  shared: boolean;
}

const FIRST = 200_000;
const COUNT = 1_000_000;
// Inside a user namespace (rootless Docker) there are usually 65,536 ids.
const SMALL_FIRST = 20_000;
const SMALL_COUNT = 40_000;

export const isRoot = process.getuid?.() === 0;

/**
 * An account that none of `taken` has. Drawn at random: daemons with other data folders on this
 * machine do not know each other's.
 */
export function newAccount(taken: ReadonlySet<number>): Account {
  if (!isRoot) return { uid: process.getuid?.() ?? 0, shared: true };
  const [first, count] = mapped(FIRST + COUNT) ? [FIRST, COUNT] : [SMALL_FIRST, SMALL_COUNT];
  if (taken.size >= count / 2) throw new Error(`${taken.size} sessions have an account already; there are ${count}.`);
  for (;;) {
    const uid = first + randomInt(count);
    if (!taken.has(uid)) return { uid, shared: false };
  }
}

function mapped(uid: number): boolean {
  const ranges = readFileSync('/proc/self/uid_map', 'latin1').trim().split('\n');
  return ranges.some((line) => {
    const [inside = 0, , length = 0] = line.trim().split(/\s+/).map(Number);
    return uid >= inside && uid < inside + length;
  });
}
