// What a save does not hold as it stood, as the runtime says it. It is tenant code: what it says is
// bounded here and believed no further.
import type { Save, SaveWarning, WarningCounts } from '../../../generated/runtime.ts';
import { clip } from '../../platform/text.ts';

/** Lists of a hundred snapshots carry them. */
const kept = 20;
const pathLength = 300;
const reasonLength = 200;

export interface LayerWarnings {
  items: SaveWarning[];
  counts: WarningCounts;
}

export function layerWarnings({ warnings, warningCounts }: Pick<Save, 'warnings' | 'warningCounts'>): LayerWarnings {
  const items = warnings.slice(0, kept).map(({ kind, path, reason }) => ({
    kind,
    path: clip(path, pathLength),
    reason: clip(reason, reasonLength),
  }));
  return { items, counts: warningCounts };
}

/** In words, or null where there is nothing to tell. */
export function warningWords({ leftOut, changed, missing }: LayerWarnings['counts']): string | null {
  const words = [
    leftOut > 0 ? `${leftOut} left out` : null,
    changed > 0 ? `${changed} changed while being read` : null,
    missing > 0 ? `${missing} not there` : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? words.join(', ') : null;
}
