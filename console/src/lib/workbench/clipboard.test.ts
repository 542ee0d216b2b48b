// What a program in a terminal puts into the clipboard; that it is asked for first is in
// tests/e2e/console/terminal.
import { expect, test } from 'vitest';
import { clipboardText } from './clipboard.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64');

test.each([`c;${encoded('npm test')}`, `;${encoded('npm test')}`, `pc;${encoded('npm test')}`])(
  '%s is text for it',
  (sequence) => expect(clipboardText(sequence)).toBe('npm test'),
);

test('text in any script arrives whole', () => {
  expect(clipboardText(`c;${encoded('Zürich 報告 👋\n')}`)).toBe('Zürich 報告 👋\n');
});

test.each([
  ['a question for what is in it', 'c;?'],
  ['an empty one', 'c;'],
  ['what is no base64', 'c;a*b'],
  ['bytes that are no text', `c;${Buffer.from([0xff, 0xfe]).toString('base64')}`],
  ['more than anybody copies', `c;${'AAAA'.repeat(400_000)}`],
  ['another sequence', 'x;YQ=='],
])('%s is none', (_, sequence) => {
  expect(clipboardText(sequence)).toBeNull();
});
