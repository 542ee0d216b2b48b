// Owns signalling a process group, and waiting until nobody of it runs.
import { readdir, readFile } from 'node:fs/promises';

const LOOK_MS = 20;

/** False if nobody is left in the group. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether everybody in the group ended within the time. The kernel tells a parent of its children
 * alone, so the group is looked at.
 */
export async function groupGone(group: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (await anyRuns(group)) {
    if (performance.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return true;
}

// Not by signal 0: that also finds those that have ended and wait to be noticed, for ever where
// process 1 notices nobody.
async function anyRuns(group: number): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')));
  return stats.some((stat) => {
    // pid (name) state ppid pgrp …, and the name may hold anything.
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(pgrp) === group && state !== 'Z' && state !== 'X';
  });
}
