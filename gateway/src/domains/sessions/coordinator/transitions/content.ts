// What becomes of a session's files outside of a command: saves, and restores with their ends.
import type { RestoreProgress, RuntimeRestore } from '../../../../../generated/schemas.ts';
import { timestamp } from '../../../../platform/clock.ts';
import { clip } from '../../../../platform/text.ts';
import type { Internal, SessionRecord } from '../../record.ts';
import type { Decision, Input, Tick } from './terms.ts';

/** The next start restores this snapshot. */
export function saved({ snapshotId, words, actorId }: Extract<Input, { type: 'saved' }>, { now }: Tick): Decision {
  const noted = words === null ? '' : `; not as it stood: ${words}`;
  return {
    internal: { startFrom: snapshotId, savedAt: now },
    events: [{ type: 'saved', message: `Saved as ${snapshotId}${noted}`, actorId }],
  };
}

/** A save that the session made by itself failed: that is said, and tried again later. */
export const autosaveFailed = (reason: string, { now }: Tick): Decision => ({
  internal: { savedAt: now },
  events: [{ type: 'save_failed', message: `It could not be saved by itself: ${reason}` }],
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
        : nextStartFrom(internal, note.sent?.before ?? internal, snapshotId, now)),
      // Chosen for the next start: that start discards what a crash left on the disk. A restore
      // into the running machine left its disk complete, whatever the session is doing by now.
      ...(kind === 'layer' && runtimeRestore === null && { diskReady: false }),
    },
    events: [{ ...doneEvent(snapshotId, kind, runtimeRestore), actorId: cause.actorId }],
    audit: { ...cause, event: 'snapshot.restored', targetId: snapshotId },
  };
}

/**
 * If the session was saved or another snapshot chosen after the restore was sent, that one stays.
 */
function nextStartFrom(
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
    ...(message !== null && { events: [{ type: 'restore_failed', message, actorId: note.cause.actorId }] }),
  };
}

export function outcomeOf(kind: 'layer' | 'file', atOnce: boolean): RestoreProgress['outcome'] {
  if (kind === 'layer') return atOnce ? 'files_restored' : 'files_at_next_start';
  return atOnce ? 'kept_as_file' : 'file_at_next_start';
}

/** The event's text, which says `Restored` only if files changed. */
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
