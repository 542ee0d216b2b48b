// Waiting on a condition, with a limit and a sentence about what did not happen.
import { setTimeout as delay } from 'node:timers/promises';

export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
  what: string,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await delay(50);
  }
}
