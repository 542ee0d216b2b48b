// How a snapshot is shown: its name, its colour, and which of a session's snapshots its files come
// from.
import type { Schemas } from '#lib/data/api.ts';
import type { Session } from '#lib/sessions/states.ts';
import type { Tone } from '#lib/ui/state-badge.svelte';

export type Snapshot = Schemas['Snapshot'];

const shown: Record<Snapshot['state'], { tone: Tone; label: string }> = {
  empty: { tone: 'idle', label: 'Waits for its upload' },
  saving: { tone: 'busy', label: 'Saving' },
  ready: { tone: 'ok', label: 'Ready' },
  failed: { tone: 'bad', label: 'Failed' },
};
export const snapshotState = ({ state }: Pick<Snapshot, 'state'>): { tone: Tone; label: string } => shown[state];

const triggers: Record<Snapshot['trigger'], string> = {
  manual: 'Saved by hand',
  stop: 'Saved at stop',
  restart: 'Saved at restart',
  period: 'Saved by itself',
  upload: 'Uploaded',
};
export const triggerWords = ({ trigger }: Pick<Snapshot, 'trigger'>): string => triggers[trigger];

/** What people call it; what made it, where nobody called it anything. */
export const snapshotName = (snapshot: Pick<Snapshot, 'label' | 'trigger'>): string =>
  snapshot.label ?? triggers[snapshot.trigger];

const warningKinds: Record<Snapshot['warnings'][number]['kind'], string> = {
  left_out: 'left out',
  changed: 'changed while it was read',
  missing: 'not there',
};

export const warningTotal = ({
  warningCounts: { leftOut, changed, missing },
}: Pick<Snapshot, 'warningCounts'>): number => leftOut + changed + missing;

/** What it does not hold as it stood, a line for each that is listed. */
export function warningLines(snapshot: Pick<Snapshot, 'warnings' | 'warningCounts'>): string[] {
  const lines = snapshot.warnings.map(({ kind, path, reason }) => `${path}: ${warningKinds[kind]} (${reason})`);
  const more = warningTotal(snapshot) - snapshot.warnings.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/**
 * The snapshot that the session's files come from, and that a start would put in place: the newest
 * that was saved, or the one that was restored after it. `newestFirst` begins with the newest there
 * is.
 */
export function startsFrom(session: Session, newestFirst: readonly Snapshot[]): string | null {
  const saved = newestFirst.find(({ state, runtimeCapture }) => state === 'ready' && runtimeCapture !== null);
  const { lastRestoredSnapshotId, lastRestoredAt } = session;
  if (!saved || lastRestoredAt === null) return saved?.id ?? lastRestoredSnapshotId;
  return Date.parse(lastRestoredAt) > Date.parse(saved.createdAt) ? lastRestoredSnapshotId : saved.id;
}
