import { expect, test } from 'vitest';
import { clip } from './text.ts';

test('text is cut by characters, never inside of one', () => {
  expect(clip('web', 100)).toBe('web');
  expect(clip('web', 2)).toBe('we');
  expect(clip('😀'.repeat(101), 100)).toBe('😀'.repeat(100));
  expect(clip(`a${'😀'.repeat(101)}`, 100)).toBe(`a${'😀'.repeat(99)}`);
});

test('what is half a character becomes one that text may hold', () => {
  expect(clip('a\ud83d', 2)).toBe('a\ufffd');
  expect(clip('\ud800'.repeat(300), 100)).toBe('\ufffd'.repeat(100));
});
