// How the session's app is, as far as it was seen: what a look at it changes, and which of that is
// worth an event.
import type { App, SessionApp } from '../../../../../generated/schemas.ts';
import { timestamp } from '../../../../platform/clock.ts';
import type { Internal } from '../../record.ts';
import type { Decision, EventNote, Tick } from './terms.ts';

type AppView = SessionApp | null;

/**
 * The app as the runtime tells it. Its times are the coordinator's own: a runtime is tenant code.
 */
export function appSeen(before: AppView, seen: App, { now }: Pick<Tick, 'now'>): AppView {
  if (seen.state === 'none') return null;
  const { state, port, exitCode, signal, crashes, nextStartAt, portHolder } = seen;
  const at = before?.state === state && before.crashes === crashes ? before.at : timestamp(now);
  return { state, at, port, exitCode, signal, crashes, nextStartAt, portHolder };
}

/** One event for each thing that happened to it, however often between two looks. */
export function appEvents(before: AppView, after: AppView): EventNote[] {
  if (after === null) return [];
  const { state, crashes, port } = after;
  const events: EventNote[] = [];
  const hasCrashed = crashes > (before?.crashes ?? 0) || (state === 'crashed' && before?.state !== 'crashed');
  if (hasCrashed) events.push({ type: 'app_crashed', message: crashText(after) });
  if (state === 'exited' && before?.state !== 'exited')
    events.push({ type: 'app_exited', message: 'The app ended with code 0 and is not started again by itself' });
  if (state === 'up' && (before?.state !== 'up' || hasCrashed))
    events.push({ type: 'app_started', message: port === null ? 'The app runs' : `The app is up on port ${port}` });
  return events;
}

function crashText({ exitCode, signal, crashes, nextStartAt, portHolder, state }: SessionApp): string {
  const how = signal !== null ? ` by ${signal}` : exitCode !== null ? ` with code ${exitCode}` : '';
  const times = crashes > 1 ? `, ${crashes} times in a row` : '';
  const held = portHolder ? `. Port ${portHolder.port} is held by ${portHolder.name} (process ${portHolder.pid})` : '';
  const next = nextStartAt !== null || state !== 'crashed' ? 'it is started again' : 'it is left down';
  return `The app crashed${how}${times}${held}; ${next}`;
}

/** What happens of itself, again and again, is noted so often in an hour and no more. */
export const eventsPerHour = 60;
const hourMs = 3_600_000;

/**
 * Threat: a session whose app crashes or whose ports change without end would fill its log.
 * Property: of these events sixty in an hour are noted, the last of which says so; the app's state
 * and counter go on.
 */
export function withinBudget(
  noted: Internal['noted'],
  events: readonly EventNote[],
  { now }: Pick<Tick, 'now'>,
): Pick<Decision, 'events' | 'internal'> {
  if (events.length === 0) return {};
  const window = noted && now - noted.since < hourMs ? noted : { since: now, count: 0 };
  const left = Math.max(0, eventsPerHour - window.count);
  const kept = events.slice(0, left);
  const isLast = left > 0 && kept.length === left;
  const until = new Date(window.since + hourMs).toISOString().slice(11, 16);
  return {
    events: kept.map((event, index) =>
      isLast && index === kept.length - 1
        ? { ...event, message: `${event.message}. Until ${until} UTC no more of this is noted` }
        : event,
    ),
    internal: { noted: { since: window.since, count: Math.min(eventsPerHour, window.count + events.length) } },
  };
}
