// What a test run amounts to, and the one line that says it.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildDir } from '../start/settings.ts';

export interface Summary {
  passed: number;
  failed: number;
  /** The name of each skipped test, with its reason. */
  skipped: string[];
  /** Each failure by file and name, with the first line of what was thrown. */
  failures: string[];
  /** How long each file took, in milliseconds: its hooks and tests. */
  files: { path: string; ms: number }[];
}

const slowestShown = 10;

export const summaryFile = join(buildDir, 'test-summary.json');

export function forgetSummary(): void {
  rmSync(summaryFile, { force: true });
}

/** A run that broke off before it could count is one failure. */
export function readSummary(): Summary {
  if (!existsSync(summaryFile)) return { passed: 0, failed: 1, skipped: [], failures: [], files: [] };
  // the reporter's own output
  return JSON.parse(readFileSync(summaryFile, 'utf8')) as Summary;
}

export function lastLine({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

/**
 * What is printed before the last line: where the time went, what was left out and why, and at the
 * end what failed.
 */
export function closingLines({ skipped, failures, files }: Summary): string[] {
  const slowest = files.toSorted((a, b) => b.ms - a.ms).slice(0, slowestShown);
  return [
    ...slowest.map(({ path, ms }) => `slowest: ${(ms / 1000).toFixed(1).padStart(6)} s  ${path}`),
    ...skipped.map((name) => `skipped: ${name}`),
    ...failures.map((failure) => `failed: ${failure}`),
  ];
}
