import { expect, test } from 'vitest';
import { SetupOutput } from './set-up-again.ts';

const setup = () => {
  let shown = '';
  const to = { isTTY: false, write: (text: string) => ((shown += text), true) };
  return { output: new SetupOutput(to as unknown as NodeJS.WriteStream), shown: () => shown };
};

test('what a setup prints does not act on the terminal, however it is torn apart', () => {
  const { output, shown } = setup();
  output.write('a\u001B]52;c;ZX');
  output.write('Zp\u0007b\n');
  const letter = Buffer.from('é');
  output.write(letter.subarray(0, 1));
  output.write(letter.subarray(1));
  expect(shown()).toBe('ab\né');
  expect(output.text).toBe('ab\né');
});

test('only the end of a long output is kept', () => {
  const { output } = setup();
  for (let line = 0; line < 20_000; line++) output.write(`line ${line}\n`);
  expect(output.text.length).toBe(64 * 1024);
  expect(output.text.endsWith('line 19999\n')).toBe(true);
});
