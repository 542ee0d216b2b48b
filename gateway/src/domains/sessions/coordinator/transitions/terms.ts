// What a transition takes and gives: inputs are what happened, a decision is what changes, effects
// are what is to be done next.
import type { ProblemCode } from '../../../../../generated/policy.ts';
import type { App, RuntimeRestore, SessionPort } from '../../../../../generated/schemas.ts';
import type { ProblemContext } from '../../../../errors.ts';
import type { HostFault, Instance } from '../../../../platform/runtime-host.ts';
import type { Cause } from '../../port.ts';
import type { Command, Internal, Operation, RestoreNote, SessionRecord, SessionView, Step } from '../../record.ts';

/** What a transition must not find out by itself. */
export interface Tick {
  /** Milliseconds since 1970. */
  now: number;
  /** An id that was never used, for what the transition begins. */
  id: string;
}

/** What each step returns. */
export interface StepResults {
  inspect: Pick<Instance, 'state' | 'instanceId' | 'disk'>;
  clear: null;
  /** False: the host keeps no disks, so it did not end the machine. */
  replace: boolean;
  machine: Pick<Instance, 'isolation'>;
  /**
   * Whether anything was put in place, and from which snapshot; null is the build's layer, or
   * nothing.
   */
  files: { restored: boolean; snapshotId: string | null };
  bootstrap: null;
  undo: null;
  /** Whether the runtime gave no sign of life. */
  hook: boolean;
  find: Pick<Instance, 'state' | 'instanceId' | 'disk'>;
  end_runtime: boolean;
  machine_to_save: null;
  save: null;
  wipe: null;
  keep: null;
}

/** Why a step did not work. */
export interface Fault {
  /** For people. */
  reason: string;
  /** Whose fault it is, where a host or a runtime was asked. */
  host: HostFault | null;
  /** The snapshot that could not be put in place. */
  stuckOn: string | null;
}

export type StepEnd<Name extends Step['name'] = Step['name']> = {
  [N in Name]: { step: N } & ({ ok: true; value: StepResults[N] } | { ok: false; fault: Fault });
}[Name];

/** Which step of which command a result belongs to. */
export interface StepName {
  operationId: string;
  seq: number;
}

export type PortState = Pick<SessionPort, 'number' | 'state'>;

/** What a runtime tells of itself; `version` orders what one machine told. */
export interface Seen {
  instanceId: string;
  version: number;
  app: App;
  ports: readonly PortState[];
}

export type Input =
  /** A command that `judge` let through. */
  | { type: 'command'; command: Command; discard: boolean; cause: Cause }
  /** The record was found with a command that nobody carries out: the object that did has died. */
  | { type: 'resumed' }
  /** `instanceId`: the machine that the step was to start; null if it starts none. */
  | ({ type: 'step_ended'; instanceId: string | null; end: StepEnd } & StepName)
  /**
   * The machine that should run does not. `instanceId`: the one that has ended; null if its host
   * says no more.
   */
  | { type: 'lost'; code: 'runtime_exited' | 'runtime_lost'; reason: string; instanceId: string | null }
  | ({ type: 'seen' } & Seen)
  /** A machine is there, or the disk of one, though none should be. */
  | { type: 'leak_seen'; instanceId: string }
  | { type: 'bootstrapped' }
  | { type: 'renamed'; name: string; cause: Cause }
  /** `words` name the files that were not saved exactly as they were. */
  | { type: 'saved'; snapshotId: string; words: string | null; actorId: string | null }
  | { type: 'autosave_failed'; reason: string }
  /** Written before a restore begins, and whenever more of it is known. */
  | { type: 'restore_noted'; note: RestoreNote }
  | { type: 'restore_done'; note: RestoreNote; kind: 'layer' | 'file'; runtimeRestore: RuntimeRestore | null }
  /**
   * `reason` is for a later `getRestore`. `message` is the event's text; null if the caller already
   * received the failure.
   */
  | { type: 'restore_failed'; note: RestoreNote; reason: string; message: string | null };

export interface AuditNote extends Cause {
  event:
    | 'session.started'
    | 'session.stopped'
    | 'session.restarted'
    | 'session.deleted'
    | 'session.renamed'
    | 'snapshot.restored';
  /** What it was done to; the session if absent. */
  targetId?: string;
  detail?: Record<string, boolean>;
}

export interface EventNote {
  type: string;
  message: string;
  actorId?: string | null;
}

export type Outcome = { ok: true } | { ok: false; code: ProblemCode; context: ProblemContext };

/** What an input changes. What is left out stays as it is. */
export interface Decision {
  view?: Partial<Omit<SessionView, 'runtime'>>;
  runtime?: Partial<SessionView['runtime']>;
  internal?: Partial<Internal>;
  /** A command begins; null ends it. */
  operation?: Operation | null;
  /** The command goes on with this. */
  step?: Step;
  events?: readonly EventNote[];
  audit?: AuditNote;
  /** What the command that ends with this comes to. */
  outcome?: Outcome;
  /** The machine of a replaced command, or one that should not run, to be ended. */
  drop?: string;
  /** As `drop`, but its disk is to stay. */
  end?: string;
}

/** What is to be done, outside of the record. */
export type Effect =
  /** Carries out the record's step. Its end is the next input. */
  | { kind: 'step'; operation: Operation }
  /**
   * Ends a machine that nothing names any more, if it is there; `end` keeps its disk. Nothing waits
   * for it.
   */
  | { kind: 'drop' | 'end'; instanceId: string };

export interface Next {
  record: SessionRecord;
  /** Whether the session's version moved: whoever lists it sees something new. */
  moved: boolean;
  events: readonly EventNote[];
  audit: AuditNote | null;
  effects: Effect[];
  outcome: Outcome | null;
}
