// How a session's state is shown: its colour, its word, and what comes next. What each state allows
// comes from the contract's tables.
import { appPort, appWords, isAppCrashing, isAppDown, stateMeaning } from '@burstflare/sdk';
import type { Schemas } from '#lib/data/api.ts';
import { calendarDay } from '#lib/ui/time.ts';
import type { Tone } from '#lib/ui/state-badge.svelte';

export type Session = Schemas['Session'];
export type SessionState = Session['state'];
/** What people do to a session. */
export type Command = 'startSession' | 'stopSession' | 'restartSession' | 'deleteSession' | 'restartSessionApp';
export type Named = Pick<Session, 'id' | 'name'>;

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

/** An app that has not opened its port for this long is worth a look. */
const slowMs = 60_000;

/** The session and its app in one badge: a session that runs is only as well as its app. */
export function sessionBadge(session: Pick<Session, 'state' | 'app'>, now: number): { tone: Tone; label: string } {
  const { state, app } = session;
  if (state !== 'running' || app === null) return sessionState(session);
  if (isAppCrashing(app)) return { tone: 'bad', label: 'App crashed' };
  if (app.state === 'exited') return { tone: 'bad', label: 'App ended' };
  if (app.state !== 'starting') return sessionState(session);
  return now - Date.parse(app.at) > slowMs
    ? { tone: 'warn', label: 'App not up' }
    : { tone: 'busy', label: 'App starting' };
}

/** The app of a running session crashed or ended, whether or not it is being started again. */
export const isAppTroubled = ({ state, app }: Session): boolean =>
  state === 'running' && app !== null && (isAppCrashing(app) || isAppDown(app));

/** The app of a running session is down, and a person has to start it again. */
export const needsAppStart = ({ state, app }: Session): boolean =>
  state === 'running' && app !== null && isAppDown(app);

/** It has no machine, and a start would give it one. */
export const rests = ({ state }: Pick<Session, 'state'>): boolean =>
  state === 'created' || state === 'sleeping' || state === 'failed';

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

/** One sentence on how it is and what happens next; the state's own word stands beside it. */
export function outlook(session: Session): string {
  if (session.state === 'failed') return session.stateReason?.message ?? stateMeaning('session', 'failed');
  if (session.state === 'starting') {
    const current = session.steps.find((step) => step.state === 'running');
    return current ? `Bringing up: ${stepNames[current.name].toLowerCase()}` : 'Bringing up the machine';
  }
  // Such as a stop that was refused because the session could not be saved.
  if (session.state === 'running') return session.stateReason?.message ?? appOutlook(session);
  if (session.state === 'sleeping') {
    const ends = sleepEnd(session);
    return ends ? `Kept until ${calendarDay(ends)}` : 'Kept until you delete it';
  }
  return stateMeaning('session', session.state);
}

const appOutlook = (session: Session): string =>
  session.app === null && session.ports.length === 0 ? 'Terminal ready' : appWords(session);

/** Whether the outlook says that something went wrong. */
export const isTroubled = (session: Session): boolean =>
  session.state === 'failed' || isAppTroubled(session) || (session.state === 'running' && session.stateReason !== null);

/** When a sleeping session is purged; null if never. */
export function sleepEnd(session: Session): string | null {
  const { sleepTtlSeconds, runtime } = session;
  if (sleepTtlSeconds === null || runtime.lastStoppedAt === null) return null;
  return new Date(Date.parse(runtime.lastStoppedAt) + sleepTtlSeconds * 1000).toISOString();
}

/** The port that the preview shows; null without one. */
export const previewPort = appPort;
