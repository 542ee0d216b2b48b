// What the rest of the gateway may ask of a build: by RPC of its coordinator, and as plain calls.
import type { Build, BuildLog } from '../../../generated/schemas.ts';

/** What a Workflow or a queue is given of a build. */
export interface BuildMessage {
  buildId: string;
}

/** By what a build was set going. */
export type ExecutionSource = NonNullable<Build['executionSource']>;

/** The Durable Object of a build, by RPC. */
export interface BuildObject extends Rpc.DurableObjectBranded {
  nudge(source: ExecutionSource): Promise<void>;
  log(offset: number, waitSeconds: number): Promise<LogRead>;
}

/**
 * A part of the log, if there is one here; or the version of a record that a later release wrote.
 */
export type LogRead = { part: BuildLog | null } | { tooNew: { version: number; known: number } };

export interface Builds {
  /**
   * Sets a queued build going, the way this deployment does. What gets lost on that way is made
   * good by the sweep.
   */
  dispatch(buildId: string): Promise<void>;
  /**
   * The same for a build that is due and that nobody has begun; `instanceId` is the Workflow's that
   * was to look after it.
   */
  redispatch(buildId: string, instanceId: string | null): Promise<void>;
  /** Has the build looked at: it begins if it is due. Harmless at any time. */
  nudge(buildId: string, source: ExecutionSource): Promise<void>;
  /** A part of the log of a build that has not ended; null when the coordinator has none. */
  log(buildId: string, offset: number, waitSeconds: number): Promise<BuildLog | null>;
}
