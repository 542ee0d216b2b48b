// What a test run amounts to, and the one line that says it.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildDir } from '../start/settings.ts';

export interface Summary {
  passed: number;
  failed: number;
  /** The name of each skipped test, with its reason. */
  skipped: string[];
}

export const summaryFile = join(buildDir, 'test-summary.json');

export function forgetSummary(): void {
  rmSync(summaryFile, { force: true });
}

/** A run that broke off before it could count is one failure. */
export function readSummary(): Summary {
  if (!existsSync(summaryFile)) return { passed: 0, failed: 1, skipped: [] };
  // the reporter's own output
  return JSON.parse(readFileSync(summaryFile, 'utf8')) as Summary;
}

export function lastLine({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
