// Waiting on a condition, with a limit and a sentence about what did not happen.
import { setTimeout as delay } from 'node:timers/promises';

const [shortestPauseMs, longestPauseMs] = [20, 250];

/**
 * A tenth of what was waited already, within bounds: what comes soon is seen soon, and what takes
 * long is not asked for all the time, which would slow down what is waited for.
 */
export const pauseAfter = (waitedMs: number): number =>
  Math.min(Math.max(waitedMs / 10, shortestPauseMs), longestPauseMs);

export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
  what: string,
): Promise<void> {
  const began = performance.now();
  while (!(await condition())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > limitMs) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await delay(pauseAfter(waitedMs));
  }
}
