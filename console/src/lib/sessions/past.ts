// What a session's record says of what happened to it: where its files came from, and that its
// machine went away.
import type { Session } from './states.ts';

/**
 * Where the last start's files came from: a snapshot's id, null for the build's layer. Undefined
 * where that is not known any more, since a later restore while it ran took the place of what was
 * noted.
 */
export function startedFrom({ steps, lastRestoredAt, lastRestoredSnapshotId }: Session): string | null | undefined {
  const step = steps.find(({ name }) => name === 'restore');
  // A session that could not be stopped runs on without the steps of its start.
  if (!step) return undefined;
  if (!step.startedAt || !lastRestoredAt || Date.parse(lastRestoredAt) < Date.parse(step.startedAt)) return null;
  // Both are noted at the end of the step, one after the other.
  const slackMs = 1000;
  const during = step.finishedAt && Date.parse(lastRestoredAt) <= Date.parse(step.finishedAt) + slackMs;
  return during ? lastRestoredSnapshotId : undefined;
}

/**
 * Failed because its machine went away under it: nothing that was asked of it went wrong, and its
 * files are kept.
 */
export const lostItsMachine = ({ state, stateReason }: Pick<Session, 'state' | 'stateReason'>): boolean =>
  state === 'failed' && (stateReason?.code === 'runtime_exited' || stateReason?.code === 'runtime_lost');
