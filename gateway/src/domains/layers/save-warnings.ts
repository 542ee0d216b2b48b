// What a save does not hold as it stood, as the runtime says it. It is tenant code: what it says is bounded here and believed no further.
import * as z from 'zod';
import { clip } from '../../platform/text.ts';

/** Lists of a hundred snapshots carry them. */
const kept = 20;
const pathLength = 300;
const reasonLength = 200;

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const RuntimeWarning = z.object({
  kind: z.enum(['left_out', 'changed', 'missing']),
  path: z.string().max(1000),
  reason: z.string().max(500),
});

/** The parts of a runtime's answer that tell of warnings; one that runs since before an update may not have them. */
export const SaveWarnings = z.object({
  warnings: z.array(RuntimeWarning).max(50).catch([]),
  warningCounts: z
    .object({ leftOut: count, changed: count, missing: count })
    .default({ leftOut: 0, changed: 0, missing: 0 }),
});

export interface LayerWarnings {
  items: z.infer<typeof RuntimeWarning>[];
  counts: z.infer<typeof SaveWarnings>['warningCounts'];
}

export function layerWarnings({ warnings, warningCounts }: z.infer<typeof SaveWarnings>): LayerWarnings {
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
