// A device's code, as people type it.
import { expect, test } from 'vitest';
import { formatUserCode, isUserCode } from './user-code.ts';

test.each([
  ['wdjbmjht', 'WDJB-MJHT'],
  ['WDJB MJHT', 'WDJB-MJHT'],
  [' wdjb-mjht ', 'WDJB-MJHT'],
  ['wdjb', 'WDJB'],
  ['wdjb-', 'WDJB'],
  ['wdjb-m', 'WDJB-M'],
  ['wdjb-mjhtxx', 'WDJB-MJHT'],
])('%j is read as %s', (typed, code) => {
  expect(formatUserCode(typed)).toBe(code);
});

test('a code has eight consonants', () => {
  expect(isUserCode('WDJB-MJHT')).toBe(true);
  for (const wrong of ['WDJB-MJH', 'WDJBMJHT', 'ADJB-MJHT', 'wdjb-mjht', '']) expect(isUserCode(wrong)).toBe(false);
});
