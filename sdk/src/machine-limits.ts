// Owns the words for which limits of a session its machine enforces, so that console and CLI say
// the same of the same health.
import type { components } from '../generated/api.ts';

type LimitHealth = components['schemas']['LimitHealth'];

export interface LimitWords {
  /** Those that hold for a session as a whole. */
  held: string;
  /** A line for each that does not, with the reason. */
  gaps: string[];
}

const names: Record<LimitHealth['name'], string> = {
  memory: 'memory',
  processes: 'processes',
  processor: 'processor',
  disk: 'disk',
  systemCalls: 'system calls',
};

/** Null if health reports no limits: its host does not respond, or enforces none. */
export function limitWords(limits: readonly LimitHealth[]): LimitWords | null {
  if (limits.length === 0) return null;
  const held = limits.filter(({ scope }) => scope === 'session').map(({ name }) => names[name]);
  const gaps = limits
    .filter(({ scope }) => scope !== 'session')
    .map(({ name, scope, reason }) => {
      const what =
        scope === 'process' ? `Only each process is limited in ${names[name]}` : `Not limited: ${names[name]}`;
      return reason === null ? what : `${what} (${reason})`;
    });
  return { held: held.length > 0 ? `Held to its own ${held.join(', ')}` : 'None is enforced here', gaps };
}
