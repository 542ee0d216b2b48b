// Reads a session state out of an address, where anything may stand.
import type { SessionState } from './states.ts';

const states: Record<SessionState, true> = {
  created: true,
  starting: true,
  running: true,
  stopping: true,
  sleeping: true,
  failed: true,
  deleted: true,
};

const isState = (text: string): text is SessionState => Object.hasOwn(states, text);

export const readState = (text: string | null): SessionState | undefined =>
  text !== null && isState(text) ? text : undefined;
