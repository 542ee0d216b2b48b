// Where words stand in a log, and which lines are the platform's own.
import { expect, test } from 'vitest';
import { hitsOf, mostHits, ownLinesOf } from './log-marks.ts';

test('words are found without regard to case, and are no pattern', () => {
  expect(hitsOf('npm ERR! a.b\nNPM err! aXb', 'npm err')).toEqual([
    { start: 0, end: 7 },
    { start: 13, end: 20 },
  ]);
  expect(hitsOf('a.b aXb (x', 'a.b')).toEqual([{ start: 0, end: 3 }]);
  expect(hitsOf('a.b aXb (x', '(')).toEqual([{ start: 8, end: 9 }]);
  expect(hitsOf('anything', '')).toEqual([]);
});

test('letters that change their length with their case keep their places', () => {
  expect(hitsOf('İİ needle', 'NEEDLE')).toEqual([{ start: 3, end: 9 }]);
});

test('there is an end to the hits', () => {
  expect(hitsOf('a'.repeat(mostHits + 10), 'a')).toHaveLength(mostHits);
});

test('the platform’s own lines are told from what the build printed, and failures from the rest', () => {
  const text =
    '[burstflare] attempt 1\nsaid [burstflare] x\n[burstflare] failed: no\n[burstflare] dead_lettered after 3 attempts';
  const { own, bad } = ownLinesOf(text);
  expect(own.map(({ start, end }) => text.slice(start, end))).toEqual(['[burstflare] attempt 1']);
  expect(bad.map(({ start, end }) => text.slice(start, end))).toEqual([
    '[burstflare] failed: no',
    '[burstflare] dead_lettered after 3 attempts',
  ]);
});
