// Owns how a snapshot's warnings are put: what it does not hold as it stood.
import type { components } from '@burstflare/sdk';

type Snapshot = components['schemas']['Snapshot'];
type Warning = Snapshot['warnings'][number];

const WORDS: Record<Warning['kind'], string> = {
  left_out: 'left out',
  changed: 'changed while it was read',
  missing: 'not there',
};

/** "2 left out, 1 changed while being read"; undefined where all is as it stood. */
export function warningSummary({ warningCounts: counts }: Pick<Snapshot, 'warningCounts'>): string | undefined {
  const words = [
    counts.leftOut > 0 ? `${counts.leftOut} left out` : '',
    counts.changed > 0 ? `${counts.changed} changed while being read` : '',
    counts.missing > 0 ? `${counts.missing} not there` : '',
  ].filter((word) => word !== '');
  return words.length > 0 ? words.join(', ') : undefined;
}

/** One line for each that is listed, and one for those that are not. */
export function warningLines({ warnings, warningCounts }: Pick<Snapshot, 'warnings' | 'warningCounts'>): string[] {
  const lines = warnings.map(({ kind, path, reason }) => `${path}: ${WORDS[kind] ?? kind} (${reason})`);
  const more = warningCounts.leftOut + warningCounts.changed + warningCounts.missing - warnings.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
