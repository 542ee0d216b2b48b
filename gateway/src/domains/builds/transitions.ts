// When a build changes its state, and into which: decided here and nowhere else. Pure: the row, the
// time and the ids come in, the move comes out.
import type { AuditEvent } from '../../../generated/policy.ts';
import type { BuildArtifact } from '../../../generated/schemas.ts';
import type { BuildsRow, TemplateVersionsRow } from '../../../../sql/generated/rows.ts';
import type { ExecutionSource } from './port.ts';

export type BuildStatus = BuildsRow['status'];
type VersionState = TemplateVersionsRow['state'];

export const maxAttempts = 3;

/**
 * Threat: a build that takes the machine's memory ends its host each time. As that is the
 * platform's end and not its own, it would be begun anew for ever. Property: it is given up after
 * as many.
 */
export const maxCutOffs = 5;

/**
 * A build without a sign of life for this long has lost its coordinator: one that lives shows it.
 */
export const stuckMs = 5 * 60_000;

/** What a move is decided by. */
export type BuildRecord = Pick<
  BuildsRow,
  'status' | 'attempts' | 'cut_offs' | 'lease_id' | 'due_at' | 'started_at' | 'heartbeat_at'
>;

/**
 * How an attempt ended: it failed; no other could do better; or the platform cut it off, by a host
 * or a coordinator that died. The last is nobody's fault and does not count among the attempts.
 */
export type Ending = 'failed' | 'hopeless' | 'cut_off';

export type Input =
  /** A coordinator begins an attempt. Only who gets the lease may go on with it. */
  | { type: 'claim'; leaseId: string; source: ExecutionSource; now: number }
  /** The attempt has stored its layer. */
  | { type: 'succeed'; leaseId: string; layerId: string; artifact: BuildArtifact; now: number }
  /** The attempt did not get as far, for this reason. */
  | { type: 'end'; leaseId: string; ending: Ending; why: string; now: number }
  /** The sweep looks whether the holder of the lease still lives. */
  | { type: 'sweep'; now: number }
  /** A person tries a build again that was given up. */
  | { type: 'retry'; now: number };

/** A change of the row, and what goes with it in one batch. */
export interface Move {
  readonly from: BuildStatus;
  readonly to: BuildStatus;
  readonly changes: Partial<BuildsRow>;
  /** What it was decided by. The statement asks for it, so of two that move a build one loses. */
  readonly holds: Partial<BuildRecord>;
  readonly version: { readonly from: VersionState; readonly to: VersionState; readonly reason: string | null } | null;
  readonly audit: { readonly event: AuditEvent; readonly detail: Record<string, string | number> } | null;
}

export const hasEnded = (status: BuildStatus): boolean => status === 'succeeded' || status === 'dead_lettered';

const waits = (status: BuildStatus): boolean => status === 'queued' || status === 'retrying';

export const isDue = ({ status, due_at }: Pick<BuildRecord, 'status' | 'due_at'>, now: number): boolean =>
  waits(status) && due_at <= now;

/** Returns null where the input comes too early, too late, or from one who lost the lease. */
export function transition(record: BuildRecord, input: Input): Move | null {
  switch (input.type) {
    case 'claim':
      return isDue(record, input.now) ? claimed(record, input) : null;
    case 'succeed':
      return isHeld(record, input.leaseId) ? succeeded(record, input) : null;
    case 'end':
      return isHeld(record, input.leaseId) ? ended(record, input.ending, input.why, input.now, {}) : null;
    case 'sweep':
      return isStuck(record, input.now) ? taken(record, input.now) : null;
    case 'retry':
      return record.status === 'dead_lettered' ? queuedAgain(record, input.now) : null;
  }
}

const isHeld = ({ status, lease_id }: BuildRecord, leaseId: string): boolean =>
  status === 'building' && lease_id === leaseId;

const isStuck = ({ status, heartbeat_at }: BuildRecord, now: number): boolean =>
  status === 'building' && (heartbeat_at ?? 0) < now - stuckMs;

function claimed(record: BuildRecord, { leaseId, source, now }: Extract<Input, { type: 'claim' }>): Move {
  const { status, attempts, cut_offs, due_at, started_at } = record;
  return {
    from: status,
    to: 'building',
    changes: {
      status: 'building',
      attempts: attempts + 1,
      lease_id: leaseId,
      phase: 'machine',
      execution_source: source,
      started_at: started_at ?? now,
      finished_at: null,
      heartbeat_at: now,
    },
    holds: { status, attempts, cut_offs, due_at },
    version: null,
    audit: null,
  };
}

function succeeded(record: BuildRecord, { layerId, artifact, now }: Extract<Input, { type: 'succeed' }>): Move {
  const { status, attempts, cut_offs, lease_id } = record;
  return {
    from: status,
    to: 'succeeded',
    changes: {
      status: 'succeeded',
      phase: null,
      lease_id: null,
      layer_id: layerId,
      artifact: JSON.stringify(artifact),
      last_error: null,
      finished_at: now,
      heartbeat_at: now,
    },
    holds: { status, attempts, cut_offs, lease_id },
    version: { from: 'building', to: 'ready', reason: null },
    audit: { event: 'build.succeeded', detail: {} },
  };
}

/** Whether no other attempt follows. */
function isLast({ attempts, cut_offs }: BuildRecord, ending: Ending): boolean {
  if (ending === 'cut_off') return cut_offs + 1 >= maxCutOffs;
  return ending === 'hopeless' || attempts >= maxAttempts;
}

/** An attempt that did not succeed: the next one is due after a while, unless it was the last. */
function ended(record: BuildRecord, ending: Ending, why: string, now: number, alsoHolds: Partial<BuildRecord>): Move {
  const { status, attempts, cut_offs, lease_id } = record;
  const last = isLast(record, ending);
  const cutOff = ending === 'cut_off';
  const times = cutOff ? cut_offs + 1 : attempts;
  const reason = reasonOf(ending, last, why);
  const to = last ? 'dead_lettered' : 'retrying';
  const event = last ? 'build.dead_lettered' : cutOff ? 'build.recovered' : 'build.failed';
  return {
    from: status,
    to,
    changes: {
      status: to,
      ...(cutOff ? { attempts: Math.max(0, attempts - 1), cut_offs: cut_offs + 1 } : {}),
      phase: null,
      lease_id: null,
      last_error: reason,
      last_failure_at: now,
      dead_lettered_at: last ? now : null,
      finished_at: last ? now : null,
      due_at: now + times * times * 1000,
    },
    holds: { status, attempts, cut_offs, lease_id, ...alsoHolds },
    version: last ? { from: 'building', to: 'failed', reason } : null,
    audit: { event, detail: { reason, attempts } },
  };
}

/** Why it failed, in the words that build, version and log show. */
function reasonOf(ending: Ending, last: boolean, why: string): string {
  if (ending !== 'cut_off') return why;
  const cutOff = `The platform cut this attempt off, so it does not count: ${why}`;
  if (!last) return cutOff;
  const mayBe = 'the build may be what ends the machine, by its memory for one.';
  return `${cutOff}\nThat was the last of ${maxCutOffs} times: ${mayBe}`;
}

/** Holds the last sign of life as well: a coordinator that shows one meanwhile keeps its lease. */
function taken(record: BuildRecord, now: number): Move {
  const { heartbeat_at } = record;
  return ended(record, 'cut_off', 'The build showed no life for five minutes.', now, { heartbeat_at });
}

function queuedAgain({ status, attempts, cut_offs }: BuildRecord, now: number): Move {
  return {
    from: status,
    to: 'queued',
    changes: {
      status: 'queued',
      attempts: 0,
      cut_offs: 0,
      due_at: now,
      dead_lettered_at: null,
      started_at: null,
      finished_at: null,
      lease_id: null,
      phase: null,
    },
    holds: { status, attempts, cut_offs },
    version: { from: 'failed', to: 'building', reason: null },
    audit: { event: 'build.retried', detail: {} },
  };
}
