import { expect, test } from 'vitest';
import { sizeText } from './sizes.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [10_189, '9.95 KiB'],
  [1_048_064, '1 MiB'],
  [99_614_720, '95 MiB'],
  [5 * 1024 ** 4, '5 TiB'],
])('%i is %s', (bytes, words) => {
  expect(sizeText(bytes)).toBe(words);
});
