import { expect, test } from 'vitest';
import { EscapeReader } from './escape.ts';

/** What reaches the shell, and the escapes, when the chunks are typed one after the other. */
function type(...chunks: string[]) {
  const reader = new EscapeReader();
  const read = chunks.map((chunk) => reader.read(Buffer.from(chunk)));
  return {
    shell: read.map(({ forShell }) => Buffer.from(forShell).toString()).join(''),
    escapes: read.flatMap(({ escape }) => (escape === undefined ? [] : [escape])),
  };
}

test.each([
  ['at the very start', ['~.'], '', ['detach']],
  ['after a line', ['ls\r~.'], 'ls\r', ['detach']],
  ['letter by letter', ['\r', '~', '.'], '\r', ['detach']],
  ['only at the start of a line', ['ls ~.'], 'ls ~.', []],
  ['not after two tildes', ['~~.'], '~.', []],
  ['not before another letter', ['~/bin\r'], '~/bin\r', []],
  ['after the help', ['~?', '~.'], '', ['help', 'detach']],
])('~. is an escape %s', (_, chunks, shell, escapes) => {
  expect(type(...chunks)).toEqual({ shell, escapes });
});

test('bytes that are no UTF-8 go through as they are', () => {
  const bytes = Uint8Array.from([0xff, 0x00, 0x7e, 0xc3]);
  expect(new EscapeReader().read(bytes).forShell).toEqual(bytes);
});
