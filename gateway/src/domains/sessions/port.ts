// What the rest of the gateway may ask of a session: by RPC of its coordinator, and as plain calls
// that throw Problems.
import type { ProblemCode } from '../../../generated/policy.ts';
import type { RestoreProgress, RuntimeRestore, SessionEvent, Snapshot } from '../../../generated/schemas.ts';
import type { ProblemContext } from '../../errors.ts';
import type { Exit } from '../../platform/runtime-host.ts';
import type { Command, SessionView } from './record.ts';

/** Problems cross the RPC boundary as data: an exception would arrive there without its code. */
export type Result<T> = { ok: true; value: T } | { ok: false; code: ProblemCode; context: ProblemContext };

/** Who caused a transition, for the event log and the audit. */
export interface Cause {
  actorId: string | null;
  authSessionId: string | null;
  ip: string;
  requestId: string;
}

export interface SaveRequest {
  snapshotId: string;
  label: string | null;
  trigger: Snapshot['trigger'];
}

export interface Restored {
  view: SessionView;
  outcome: RestoreProgress['outcome'] | 'restoring';
  /** Null where the session does not run: its next start restores. */
  runtimeRestore: RuntimeRestore | null;
}

/** The Durable Object of a session, by RPC. */
export interface SessionObject extends Rpc.DurableObjectBranded {
  describe(): Promise<Result<SessionView>>;
  command(command: Command, cause: Cause, discard: boolean): Promise<Result<SessionView>>;
  rename(name: string, cause: Cause): Promise<Result<SessionView>>;
  save(request: SaveRequest, cause: Cause): Promise<Result<null>>;
  restore(snapshotId: string, cause: Cause): Promise<Result<Restored>>;
  restoreProgress(snapshotId: string): Promise<Result<RestoreProgress>>;
  startsFrom(snapshotId: string): Promise<Result<boolean>>;
  reachable(): Promise<Result<SessionView>>;
  attach(): Promise<Result<SessionView>>;
  events(before: number, limit: number): Promise<Result<SessionEvent[]>>;
  exited(instanceId: string, exit: Exit): Promise<void>;
  rang(instanceId: string): Promise<void>;
  check(): Promise<void>;
  purge(): Promise<void>;
}

/** All sessions, whoever holds them. A refusal is thrown as a Problem. */
export interface Sessions {
  /** The session as it is now; the ports freshly asked of a running one. */
  describe(sessionId: string): Promise<SessionView>;
  command(sessionId: string, command: Command, cause: Cause, discard?: boolean): Promise<SessionView>;
  rename(sessionId: string, name: string, cause: Cause): Promise<SessionView>;
  /** Captures the running session as a snapshot. */
  save(sessionId: string, request: SaveRequest, cause: Cause): Promise<void>;
  /** Restores a snapshot: at once while the session runs, else with its next start. */
  restore(sessionId: string, snapshotId: string, cause: Cause): Promise<Restored>;
  /** How the last restore goes on or ended, if it is one of this snapshot. */
  restoreProgress(sessionId: string, snapshotId: string): Promise<RestoreProgress>;
  /** Whether the next start restores this snapshot, and needs it. */
  startsFrom(sessionId: string, snapshotId: string): Promise<boolean>;
  /** Whether somebody may be let through to the runtime now. */
  reachable(sessionId: string): Promise<SessionView>;
  /** As `reachable`, for somebody who comes in: the runtime first gets what it may not know yet. */
  attach(sessionId: string): Promise<SessionView>;
  /** The newest `limit` events before this number, newest first. */
  events(sessionId: string, before: number, limit: number): Promise<SessionEvent[]>;
  /** The host's word that a runtime has ended. */
  exited(sessionId: string, instanceId: string, exit: Exit): Promise<void>;
  /** The host's word that the session's ports changed. */
  rang(sessionId: string, instanceId: string): Promise<void>;
  /** Compares the record with the machine; for the sweep. */
  check(sessionId: string): Promise<void>;
  /** Removes what the coordinator keeps of a deleted session. */
  purge(sessionId: string): Promise<void>;
}
