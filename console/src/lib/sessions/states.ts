// How a session's state is shown: its colour, its word, and what comes next. What each state allows
// comes from the contract's tables.
import { stateMeaning } from '@burstflare/sdk';
import type { Schemas } from '#lib/data/api.ts';
import { calendarDay } from '#lib/ui/time.ts';
import type { Tone } from '#lib/ui/state-badge.svelte';

export type Session = Schemas['Session'];
export type SessionState = Session['state'];

const tones: Record<SessionState, Tone> = {
  created: 'idle',
  starting: 'busy',
  running: 'ok',
  stopping: 'busy',
  sleeping: 'idle',
  failed: 'bad',
  deleted: 'idle',
};

const isState = (text: string): text is SessionState => Object.hasOwn(tones, text);

/** Reads a state out of an address, where anything may stand. */
export const readState = (text: string | null): SessionState | undefined =>
  text !== null && isState(text) ? text : undefined;

export function sessionState(session: Pick<Session, 'state'>): { tone: Tone; label: string } {
  const { state } = session;
  return { tone: tones[state], label: state.charAt(0).toUpperCase() + state.slice(1) };
}

/** On its way to another state by itself. */
export const isMoving = (session: Pick<Session, 'state'>): boolean =>
  session.state === 'starting' || session.state === 'stopping';

const stepNames: Record<Session['steps'][number]['name'], string> = {
  machine: 'Machine',
  restore: 'Files',
  bootstrap: 'Session',
  app: 'App',
};

export const stepName = (name: Session['steps'][number]['name']): string => stepNames[name];

/**
 * Where the last start's files came from: a snapshot's id, null for the build's layer. Undefined
 * where that is not known any more, since a later restore while it ran took the place of what was
 * noted.
 */
export function startedFrom({ steps, lastRestoredAt, lastRestoredSnapshotId }: Session): string | null | undefined {
  const step = steps.find(({ name }) => name === 'restore');
  if (!step?.startedAt || !lastRestoredAt || Date.parse(lastRestoredAt) < Date.parse(step.startedAt)) return null;
  // Both are noted at the end of the step, one after the other.
  const slackMs = 1000;
  const during = step.finishedAt && Date.parse(lastRestoredAt) <= Date.parse(step.finishedAt) + slackMs;
  return during ? lastRestoredSnapshotId : undefined;
}

/** One sentence on how it is and what happens next; the state's own word stands beside it. */
export function outlook(session: Session): string {
  if (session.state === 'failed') return session.stateReason?.message ?? stateMeaning('session', 'failed');
  if (session.state === 'starting') {
    const current = session.steps.find((step) => step.state === 'running');
    return current ? `Bringing up: ${stepNames[current.name].toLowerCase()}` : 'Bringing up the machine';
  }
  // Such as a stop that was refused because the session could not be saved.
  if (session.state === 'running') return session.stateReason?.message ?? portOutlook(session);
  if (session.state === 'sleeping') {
    const ends = sleepEnd(session);
    return ends ? `Kept until ${calendarDay(ends)}` : 'Kept until you delete it';
  }
  return stateMeaning('session', session.state);
}

function portOutlook({ ports }: Session): string {
  const [first] = ports;
  if (!first) return 'Terminal ready';
  if (first.state === 'open') return `App is up on port ${first.number}`;
  if (first.state === 'waiting') return `Waiting for the app to open port ${first.number}`;
  return `The app no longer listens on port ${first.number}`;
}

/** Whether the outlook says that something went wrong. */
export const isTroubled = (session: Session): boolean =>
  session.state === 'failed' || (session.state === 'running' && session.stateReason !== null);

/**
 * Failed because its machine went away under it: nothing that was asked of it went wrong, and its
 * files are kept.
 */
export const lostItsMachine = ({ state, stateReason }: Pick<Session, 'state' | 'stateReason'>): boolean =>
  state === 'failed' && (stateReason?.code === 'runtime_exited' || stateReason?.code === 'runtime_lost');

/** When a sleeping session is purged; null if never. */
export function sleepEnd(session: Session): string | null {
  const { sleepTtlSeconds, runtime } = session;
  if (sleepTtlSeconds === null || runtime.lastStoppedAt === null) return null;
  return new Date(Date.parse(runtime.lastStoppedAt) + sleepTtlSeconds * 1000).toISOString();
}

/** The port that the preview shows; null without one. */
export const previewPort = (session: Session): Session['ports'][number] | null => session.ports[0] ?? null;
