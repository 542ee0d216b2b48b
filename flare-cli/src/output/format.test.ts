import { expect, test } from 'vitest';
import { formatOf, writerOf } from './format.ts';

test.each([
  ['session list', 'table'],
  ['session list --json', 'json'],
  ['session list --output json', 'json'],
  ['session list --output=yaml --json', 'yaml'],
  ['session list --output table', 'table'],
  ['session list --output file.tar.zst --json', 'json'],
  ['session list -- --json', 'table'],
  ['session list --output', 'table'],
])('%s is answered as %s', (words, format) => {
  expect(formatOf(words.split(' '))).toBe(format);
});

test('what is there is the same in both forms, and items of a stream can be told apart', async () => {
  const value = { name: 'a: b', none: null, absent: undefined, list: ['- x'], text: 'one\ntwo\n' };
  const yaml = await writerOf('yaml');
  expect(yaml.whole(value)).toBe('name: "a: b"\nnone: null\nlist:\n  - "- x"\ntext: |\n  one\n  two\n');
  expect(yaml.item([1])).toBe('---\n- 1\n');
  expect((await writerOf('json')).item([1])).toBe('[1]\n');
});
