// Owns seeing a command, a save or a restore through to its end: its response may come before the
// fact, and is then not a success yet.
import type { components } from '../generated/api.ts';
import { type Hear, looks } from './changes.ts';
import type { Client } from './client.ts';
import { ProblemError } from './errors.ts';
import type { Body } from './operation-types.ts';

type Session = components['schemas']['Session'];
type Snapshot = components['schemas']['Snapshot'];

/** What a session is when a command is done. */
const ENDS = {
  startSession: 'running',
  stopSession: 'sleeping',
  restartSession: 'running',
} as const satisfies Record<string, Session['state']>;

export type SessionCommand = keyof typeof ENDS;

/** How the end is waited for. */
export interface Waiting {
  signal?: AbortSignal;
  /** For who follows the workspace already; left out, it is followed for as long as that takes. */
  hear?: Hear;
}

/**
 * Gives a command and waits until its session is what it asks for. `discard` has a stop save
 * nothing. Throws ProblemError with the session's reason if it becomes another.
 */
export async function commandSession(
  client: Client,
  command: SessionCommand,
  sessionId: string,
  { discard, signal, hear }: { discard?: boolean } & Waiting = {},
): Promise<Session> {
  const params = { sessionId };
  let session = discard
    ? await client.call('stopSession', { params, query: { discard }, ...(signal && { signal }) })
    : await client.call(command, { params, ...(signal && { signal }) });
  const isDone = () => {
    if (session.state === ENDS[command]) return true;
    if (session.state !== 'starting' && session.state !== 'stopping') throw notWhatWasAsked(session, ENDS[command]);
    return false;
  };
  if (isDone()) return session;
  for await (const _ of looks(client, [sessionId], { hear, signal })) {
    session = await client.call('getSession', { params, ...(signal && { signal }) });
    if (isDone()) return session;
  }
  throw signal?.reason;
}

/**
 * Deletes a session and waits until it is gone. Throws ProblemError with the session's reason if it
 * stays.
 */
export async function deleteSession(client: Client, sessionId: string, { signal, hear }: Waiting = {}): Promise<void> {
  const params = { sessionId };
  await client.call('deleteSession', { params, ...(signal && { signal }) });
  for await (const _ of looks(client, [sessionId], { hear, signal })) {
    const session = await client.call('getSession', { params, ...(signal && { signal }) }).catch((error: unknown) => {
      // A deleted session's record is purged soon.
      if (!(error instanceof ProblemError) || error.status !== 404) throw error;
      return null;
    });
    if (session === null || session.state === 'deleted') return;
    if (session.state !== 'stopping') throw notWhatWasAsked(session, 'deleted');
  }
  throw signal?.reason;
}

/**
 * Saves a session and waits until the snapshot is ready. Throws ProblemError if the save fails.
 * `onMade` gets the record at once.
 */
export async function saveSession(
  client: Client,
  sessionId: string,
  body: Body<'createSnapshot'>,
  { onMade, signal, hear }: { onMade?: (snapshot: Snapshot) => void } & Waiting = {},
): Promise<Snapshot> {
  let snapshot = await client.call('createSnapshot', { params: { sessionId }, body, ...(signal && { signal }) });
  onMade?.(snapshot);
  const params = { sessionId, snapshotId: snapshot.id };
  const isDone = () => {
    if (snapshot.state === 'failed') throw saveFailed(snapshot);
    return snapshot.state !== 'saving';
  };
  if (isDone()) return snapshot;
  for await (const _ of looks(client, [sessionId, snapshot.id], { hear, signal })) {
    snapshot = await client.call('getSnapshot', { params, ...(signal && { signal }) });
    if (isDone()) return snapshot;
  }
  throw signal?.reason;
}

type Restored = components['schemas']['RestoreResult'];

/**
 * Restores a session and waits until that is done. Throws ProblemError if it fails; the files are
 * then as its detail says.
 */
export async function restoreSession(
  client: Client,
  params: { sessionId: string; snapshotId: string },
  { signal, hear }: Waiting = {},
): Promise<Restored> {
  const begun = await client.call('restoreSnapshot', { params, ...(signal && { signal }) });
  if (begun.outcome !== 'restoring') return begun;
  for await (const _ of looks(client, [params.sessionId], { hear, signal })) {
    const { state, reason, outcome, runtimeRestore } = await client.call('getRestore', {
      params,
      ...(signal && { signal }),
    });
    if (state === 'failed' || state === 'none') throw restoreFailed(reason);
    if (state !== 'done' || outcome === null) continue;
    const { sessionId } = params;
    const session = await client.call('getSession', { params: { sessionId }, ...(signal && { signal }) });
    return { session, outcome, runtimeRestore };
  }
  throw signal?.reason;
}

function notWhatWasAsked({ state, stateReason, id }: Session, asked: Session['state']): ProblemError {
  return new ProblemError({
    code: stateReason?.code ?? 'session_state',
    status: 502,
    title: `The session is ${state}, and not ${asked}`,
    detail: stateReason?.message ?? 'Another command may have come between.',
    next: `Read its events: flare session events ${id}.`,
  });
}

function restoreFailed(reason: string | null): ProblemError {
  return new ProblemError({
    code: 'restore_failed',
    status: 502,
    title: 'The snapshot could not be restored',
    detail: reason ?? 'Another restore of the session came after it.',
    next: 'Correct the cause and restore the snapshot again.',
  });
}

function saveFailed({ id, stateReason }: Snapshot): ProblemError {
  return new ProblemError({
    code: 'snapshot_failed',
    status: 502,
    title: 'The session could not be saved',
    detail: stateReason ?? `The save ${id} came to nothing.`,
    next: 'Nothing was changed. Correct the cause and try again.',
  });
}
