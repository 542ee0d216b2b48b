// The time, as a dependency, and its two forms: milliseconds in rows, RFC 3339 in answers.

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export const timestamp = (ms: number): string => new Date(ms).toISOString();

export const optionalTimestamp = (ms: number | null): string | null => (ms === null ? null : timestamp(ms));
