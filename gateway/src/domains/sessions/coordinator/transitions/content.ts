// What becomes of a session's files while no command is about them: saves, and restores with their ends.
import type { RestoreProgress, RuntimeRestore } from '../../../../../generated/schemas.ts';
import { timestamp } from '../../../../platform/clock.ts';
import { clip } from '../../../../platform/text.ts';
import type { Internal, SessionRecord } from '../../record.ts';
import type { Decision, Input, Tick } from './terms.ts';

/** From now on a start restores this. */
export function saved({ snapshotId, words, actorId }: Extract<Input, { type: 'saved' }>, { now }: Tick): Decision {
  const noted = words === null ? '' : `; not as it stood: ${words}`;
  return {
    internal: { startFrom: snapshotId, savedAt: now },
    event: { type: 'saved', message: `Saved as ${snapshotId}${noted}`, actorId },
  };
}

/** A save that the session made by itself failed: that is said, and tried again later. */
export const autosaveFailed = (reason: string, { now }: Tick): Decision => ({
  internal: { savedAt: now },
  event: { type: 'save_failed', message: `It could not be saved by itself: ${reason}` },
});

export function restoreDone(
  { internal }: SessionRecord,
  { note, kind, runtimeRestore }: Extract<Input, { type: 'restore_done' }>,
  { now }: Tick,
): Decision {
  const { snapshotId, cause } = note;
  return {
    view: { lastRestoredSnapshotId: snapshotId, lastRestoredAt: timestamp(now) },
    internal: {
      restore: { ...note, state: 'done', outcome: outcomeOf(kind, runtimeRestore !== null), runtimeRestore },
      stuckOn: null,
      ...(kind === 'file'
        ? { fileSnapshot: snapshotId }
        : begins(internal, note.sent?.before ?? internal, snapshotId, now)),
      // Chosen for the next start, as the session does not run: whatever a crash left on its disk gives way. One that was put in place
      // at once left the disk whole, whatever the session is doing by now.
      ...(kind === 'layer' && runtimeRestore === null && { diskReady: false }),
    },
    event: { ...doneEvent(snapshotId, kind, runtimeRestore), actorId: cause.actorId },
    audit: { ...cause, event: 'snapshot.restored', targetId: snapshotId },
  };
}

/** What was saved or chosen since the restore was sent is newer than the snapshot, and the next start begins with that. */
function begins(
  internal: Internal,
  before: Pick<Internal, 'startFrom' | 'fileSnapshot' | 'savedAt'>,
  snapshotId: string,
  now: number,
): Partial<Internal> {
  return {
    ...(internal.startFrom === before.startFrom && { startFrom: snapshotId }),
    ...(internal.fileSnapshot === before.fileSnapshot && { fileSnapshot: null }),
    ...(internal.savedAt === before.savedAt && { savedAt: now }),
  };
}

export function restoreFailed({ note, reason, message }: Extract<Input, { type: 'restore_failed' }>): Decision {
  return {
    internal: { restore: { ...note, state: 'failed', reason: clip(reason, 1000) } },
    ...(message !== null && { event: { type: 'restore_failed', message, actorId: note.cause.actorId } }),
  };
}

export function outcomeOf(kind: 'layer' | 'file', atOnce: boolean): RestoreProgress['outcome'] {
  if (kind === 'layer') return atOnce ? 'files_restored' : 'files_at_next_start';
  return atOnce ? 'kept_as_file' : 'file_at_next_start';
}

/** What a restore did, in words: what changed no file does not say that it restored one. */
function doneEvent(snapshotId: string, kind: 'layer' | 'file', done: RuntimeRestore | null) {
  if (kind === 'file') {
    const when = done ? 'is kept' : 'will be kept at the next start';
    const message = `${snapshotId} is no archive that can be restored: it ${when} as /workspace/.burstflare/last.snapshot, and no other file changes`;
    return { type: 'kept_as_file', message };
  }
  const message = done
    ? `Restored from ${snapshotId}: ${done.verifiedFiles} entries are as it holds them`
    : `Will start from ${snapshotId}`;
  return { type: 'restored', message };
}
