// Snapshots in the contract's form.
import type { RuntimeCapture, Snapshot } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import { timestamp } from '../../platform/clock.ts';
import type { LayerWarnings } from '../layers/index.ts';
import { snapshotsAmong, type SnapshotRow } from './store.ts';

const none: LayerWarnings = { items: [], counts: { leftOut: 0, changed: 0, missing: 0 } };

/** Anything else that was uploaded is kept as a file. */
export const isRestorable = ({ state, format }: Pick<SnapshotRow, 'state' | 'format'>): boolean =>
  state === 'ready' && format !== null && format !== 'opaque';

/** Those of earlier versions say nothing of a pause. */
const captureOf = (text: string): RuntimeCapture => ({
  pauseMs: null,
  ...(JSON.parse(text) as Omit<RuntimeCapture, 'pauseMs'>), // written by us from this very type
});

export function snapshotAnswer(row: SnapshotRow): Snapshot {
  const warnings = row.warnings === null ? none : (JSON.parse(row.warnings) as LayerWarnings);
  return {
    id: row.id,
    sessionId: row.session_id,
    label: row.label,
    trigger: row.trigger,
    state: row.state,
    stateReason: row.state_reason,
    format: row.format,
    restorable: isRestorable(row),
    // All of these were written by us from these very types.
    paths: JSON.parse(row.paths) as string[],
    runtimeCapture: row.capture === null ? null : captureOf(row.capture),
    warnings: warnings.items,
    warningCounts: warnings.counts,
    bytes: row.bytes,
    digest: row.digest,
    contentType: row.content_type,
    createdBy: row.created_by,
    createdAt: timestamp(row.created_at),
  };
}

/** Those of these that there are, as their list shows them. */
export async function snapshotViews({ db }: Pick<Deps, 'db'>, workspaceId: string, ids: readonly string[]) {
  return (await snapshotsAmong(db, workspaceId, ids)).map(snapshotAnswer);
}
