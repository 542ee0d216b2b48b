import { expect, test } from 'vitest';
import { ago, asArgument, cut, widthOf } from './text.ts';

test.each([
  [1, 'just now'],
  [59, '59 seconds ago'],
  [60, '1 minute ago'],
  [7199, '1 hour ago'],
  [3 * 86_400, '3 days ago'],
  [-30, 'just now'],
])('%i seconds before is %j', (seconds, text) => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  expect(ago(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});

test.each([
  ['plain', 5],
  ['e\u0301', 1],
  ['日本', 4],
  ['가', 2],
  ['ｱ', 1],
  ['😀', 2],
  ['👩‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['☺️', 2],
])('%s is as wide as on the screen', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

test('a cut text fits, wide characters included', () => {
  expect(cut('日本語日本語', 6)).toBe('日本…');
  expect(cut('short', 5)).toBe('short');
});

test.each([
  ['web', 'web'],
  ['fix-checkout', 'fix-checkout'],
  ['my web', "'my web'"],
  ["it's", `'it'\\''s'`],
  ['-rf', "'-rf'"],
])('%s is typed as %s', (name, typed) => {
  expect(asArgument(name)).toBe(typed);
});
