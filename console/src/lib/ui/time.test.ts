// Ages and durations in words.
import { expect, test } from 'vitest';
import { age, duration, elapsed } from './time.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const ago = (seconds: number) => age(new Date(now - seconds * 1000).toISOString(), now);

test.each([
  [0, 'just now'],
  [44, 'just now'],
  [59, '1m ago'],
  [60, '1m ago'],
  [3599, '59m ago'],
  [3600, '1h ago'],
  [86_400 * 3, '3d ago'],
  [86_400 * 45, '1mo ago'],
  [86_400 * 800, '2y ago'],
  [-10, 'in a moment'],
  [-600, 'in 10m'],
])('%i seconds before is %s', (seconds, words) => {
  expect(ago(seconds)).toBe(words);
});

test.each([
  [0, '0.0s'],
  [412, '0.4s'],
  [12_900, '12s'],
  [184_000, '3m 04s'],
  [7_800_000, '2h 10m'],
  [-5, '0.0s'],
])('%i ms took %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('a time that still runs is told in whole seconds', () => {
  expect(elapsed(2900)).toBe('2s');
  expect(elapsed(61_000)).toBe('1m 01s');
});
