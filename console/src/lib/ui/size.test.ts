// Lengths in words.
import { expect, test } from 'vitest';
import { size } from './size.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1.0 KB'],
  [10_189, '10 KB'],
  [1_047_552, '1023 KB'],
  [1_048_064, '1.0 MB'],
  [3_000_912, '2.9 MB'],
  [5 * 1024 ** 4, '5.0 TB'],
])('%i is %s', (bytes, words) => {
  expect(size(bytes)).toBe(words);
});
