import { expect, test } from 'vitest';
import { unfinished } from './log-part.ts';

test.each([
  ['abc', 0],
  ['é', 0],
  ['€', 0],
  ['😀', 0],
])('a character that is whole is not held back: %s', (text, expected) => {
  expect(unfinished(Buffer.from(text))).toBe(expected);
});

test.each(['é', '€', '😀'])('a character that is cut off is held back, wherever it is cut: %s', (text) => {
  const bytes = Buffer.from(text);
  for (let length = 1; length < bytes.length; length++) {
    expect(unfinished(Buffer.concat([Buffer.from('x'), bytes.subarray(0, length)]))).toBe(length);
  }
});

test('bytes that are no text are not held back for ever', () => {
  expect(unfinished(Buffer.from([0x80, 0x80, 0x80, 0x80]))).toBe(0);
});
