// What a session is, as its coordinator keeps it and D1 lists it.
import type {
  Manifest,
  RestoreProgress,
  RuntimeRestore,
  RuntimeStatus,
  Session,
  SessionApp,
  SessionPort,
  SessionReason,
  SessionStep,
} from '../../../generated/schemas.ts';
import { timestamp } from '../../platform/clock.ts';

export type SessionState = Session['state'];

/** A port without its address: that depends on where the deployment is reached. */
export type RecordPort = Omit<SessionPort, 'url'>;

/** The public part. The answer adds what can be derived: flat runtime fields and addresses. */
export interface SessionView {
  id: string;
  workspaceId: string;
  name: string;
  templateId: string;
  templateName: string;
  templateVersionId: string;
  releaseId: string;
  state: SessionState;
  stateReason: SessionReason | null;
  steps: SessionStep[];
  ports: RecordPort[];
  /** Null where the manifest has no start command, or nothing of it was seen yet. */
  app: SessionApp | null;
  image: string;
  features: string[];
  persistedPaths: string[];
  sleepTtlSeconds: number | null;
  lastRestoredSnapshotId: string | null;
  lastRestoredAt: string | null;
  runtime: RuntimeStatus;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

export type Command = 'start' | 'stop' | 'restart' | 'delete';

/** Why a start or a stop did not work, as it is kept until the machine is dealt with. */
export interface Failure {
  /** For people. */
  reason: string;
  code: 'session_start_failed' | 'session_stop_failed' | 'host_disk_full';
  /** The snapshot that could not be put in place. */
  stuckOn: string | null;
}

/**
 * Where a command stands: what is being done now, and is done again by whoever finds it after a
 * crash. A start inspects the host, clears or replaces what it finds there, starts the machine,
 * puts the files in place and bootstraps; what failed is undone. A stop lets the runtime end its
 * processes, finds out what can be saved, saves it (with another runtime where this one does not do
 * its part) and wipes the machine; what cannot be saved is kept.
 */
export type Step =
  | { name: 'inspect' | 'clear' | 'replace' | 'files' | 'bootstrap' }
  | { name: 'machine'; keepsDisk: boolean; instanceId: string }
  | { name: 'undo'; failure: Failure }
  | { name: 'hook' }
  /** `silent`: the runtime gave no sign of life when it was to end its processes. */
  | { name: 'find' | 'end_runtime' | 'wipe'; silent: boolean }
  | { name: 'machine_to_save'; silent: boolean; instanceId: string }
  /** `last`: no other runtime is left to be asked. */
  | { name: 'save'; silent: boolean; last: boolean }
  | { name: 'keep'; reason: string };

/** A command that is being carried out. Another isolate that finds it goes on with it. */
export interface Operation {
  id: string;
  command: Command;
  /** A stop without a save. */
  discard: boolean;
  actorId: string | null;
  step: Step;
  /** Counts the steps: a result that comes late or twice names one that is over. */
  seq: number;
}

export interface NewSession {
  id: string;
  workspaceId: string;
  name: string;
  templateId: string;
  templateName: string;
  templateVersionId: string;
  releaseId: string;
  createdBy: string;
  host: RuntimeStatus['host'];
  now: number;
}

export const declaredPorts = (spec: Manifest, state: RecordPort['state']): RecordPort[] =>
  spec.ports.map(({ number, label }) => ({ number, label: label ?? null, state }));

/** What an app is before its runtime tells of it; null where the manifest has nothing to run. */
export const appAs = (spec: Manifest, state: 'starting' | 'stopped', now: number): SessionApp | null =>
  spec.start === undefined
    ? null
    : {
        ...{ state, at: timestamp(now), port: null, exitCode: null, signal: null },
        ...{ crashes: 0, nextStartAt: null, portHolder: null },
      };

export function newView(session: NewSession, spec: Manifest): SessionView {
  const at = timestamp(session.now);
  const { host, now: _, ...facts } = session;
  return {
    ...facts,
    state: 'created',
    stateReason: null,
    steps: [],
    ports: declaredPorts(spec, 'closed'),
    app: appAs(spec, 'stopped', session.now),
    image: spec.image,
    features: spec.features,
    persistedPaths: spec.persistedPaths,
    sleepTtlSeconds: spec.sleepTtlSeconds ?? null,
    lastRestoredSnapshotId: null,
    lastRestoredAt: null,
    runtime: {
      desiredState: 'sleeping',
      status: 'created',
      state: 'absent',
      version: 0,
      operationId: null,
      host,
      isolation: null,
      instanceId: null,
      bootCount: 0,
      lastCommand: null,
      lastCommandAt: null,
      lastStartedAt: null,
      lastStoppedAt: null,
      lastError: null,
      lastBootstrapAt: null,
      lastBootstrapSnapshotId: null,
      lastBootstrapState: null,
      lastLifecyclePhase: null,
      lastLifecycleAt: null,
      lastLifecycleReason: null,
      updatedAt: at,
    },
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * The last restore, noted before it begins: whoever comes back for it learns how it ended, also
 * where this object died meanwhile.
 */
export interface RestoreNote {
  /** The runtime's name for it. */
  id: string;
  snapshotId: string;
  state: 'restoring' | 'done' | 'failed';
  reason: string | null;
  outcome: RestoreProgress['outcome'];
  runtimeRestore: RuntimeRestore | null;
  cause: { actorId: string | null; authSessionId: string | null; ip: string; requestId: string };
  /** Absent before its layer is sent, and in the notes of earlier releases. */
  sent?: RestoreSent;
}

/** What a restore is settled by when its call was lost. */
export interface RestoreSent {
  /** Whoever hears of no end until then gives up, in milliseconds since 1970. */
  until: number;
  /** What the next start was to begin with. */
  before: Pick<Internal, 'startFrom' | 'fileSnapshot' | 'savedAt'>;
  runtimeRestore: RuntimeRestore;
}

/** What only the coordinator knows. */
export interface Internal {
  /** Absent in the records of sessions that have not restored since there is such a note. */
  restore?: RestoreNote;
  /** The layer of the session's build; null when the version is a manifest alone. */
  baseLayerId: string | null;
  /** The snapshot that the next start restores; null for the base. */
  startFrom: string | null;
  /**
   * An uploaded snapshot that is no archive: each start keeps it as a file beside what it begins
   * with.
   */
  fileSnapshot: string | null;
  /**
   * The snapshot that the last start could not put in place: nothing has been put in place or
   * chosen since.
   */
  stuckOn: string | null;
  /**
   * The machine's disk holds the session's files, whole: a start after a crash goes on with them
   * and restores nothing.
   */
  diskReady: boolean;
  /** When the files were last saved or put in place, in milliseconds since 1970. */
  savedAt: number;
  /** The newest that a machine told of itself: what comes later and is older changes nothing. */
  seen: { instanceId: string; version: number } | null;
  /** How many events of app and ports were noted since then, in milliseconds since 1970. */
  noted: { since: number; count: number } | null;
}

/** All that a coordinator keeps of its session, beside the event log and what is on its way out. */
export interface SessionRecord {
  view: SessionView;
  spec: Manifest;
  internal: Internal;
  operation: Operation | null;
}
