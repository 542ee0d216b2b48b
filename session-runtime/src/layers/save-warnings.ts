// Owns what a save does not hold as it stood: the first warnings with their paths, and how many
// there are of each kind.
import type { SaveWarning, WarningCounts } from '../../generated/schemas.ts';

const LISTED = 50;
const PATH_LENGTH = 1000;
const REASON_LENGTH = 500;

export class SaveWarnings {
  readonly items: SaveWarning[] = [];
  readonly counts: WarningCounts = { leftOut: 0, changed: 0, missing: 0 };

  /** `path` as the session names it. */
  add(kind: SaveWarning['kind'], path: string, reason: string): void {
    this.counts[COUNT_OF[kind]] += 1;
    if (this.items.length >= LISTED) return;
    this.items.push({ kind, path: path.slice(0, PATH_LENGTH), reason: reason.slice(0, REASON_LENGTH) });
  }
}

const COUNT_OF = { left_out: 'leftOut', changed: 'changed', missing: 'missing' } as const;
