// Times in words: ages, durations, full dates.

const units: [limitSeconds: number, divisor: number, short: string][] = [
  [60, 1, 's'],
  [3600, 60, 'm'],
  [86_400, 3600, 'h'],
  [86_400 * 30, 86_400, 'd'],
  [86_400 * 365, 86_400 * 30, 'mo'],
  [Infinity, 86_400 * 365, 'y'],
];

/**
 * `just now`, `4m ago`, `in 2h`. Seconds are not shown: a list whose ages tick each second is
 * noise.
 */
export function age(iso: string, nowMs: number): string {
  const seconds = Math.round((nowMs - Date.parse(iso)) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return seconds < -5 ? 'in a moment' : 'just now';
  const [, divisor, short] = units.find(([limit]) => Math.max(size, 60) < limit) ?? ([0, 86_400 * 365, 'y'] as const);
  const text = `${Math.max(1, Math.floor(size / divisor))}${short}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** `0.8s`, `12s`, `3m 04s`, `2h 10m`: how long something took or has been running. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)}s`;
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(Math.floor(seconds % 60)).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** The same for a time that still runs: whole seconds, which do not flicker. */
export const elapsed = (ms: number): string => (ms < 10_000 ? `${Math.floor(Math.max(0, ms) / 1000)}s` : duration(ms));

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export const calendarDay = (iso: string): string => day.format(new Date(iso));
export const fullTime = (iso: string): string => full.format(new Date(iso));
export const clockTime = (iso: string): string => clock.format(new Date(iso));
