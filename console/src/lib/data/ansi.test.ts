import { expect, test } from 'vitest';
import { AnsiReader, plainText } from './ansi.ts';

const read = (...parts: string[]) => {
  const reader = new AnsiReader();
  let text = '';
  const seen: string[] = [];
  for (const part of parts) {
    const next = reader.read(part);
    for (const { start, end, colour } of next.spans) seen.push(`${colour}: ${next.text.slice(start, end)}`);
    text += next.text;
  }
  return { text, seen };
};

test('colours of programs are kept, and the text is without their sequences', () => {
  const { text, seen } = read(
    '\u001b[32m➜\u001b[39m  \u001b[1mLocal\u001b[22m: \u001b[36mhttp://x/\u001b[0m\n',
    '\u001b[91;1mbright\u001b[m \u001b[2mdim\u001b[22m plain \u001b[38;5;196mred\u001b[38;2;20;200;40mgreen\u001b[48;5;21;33mon blue\u001b[0m.',
  );
  expect(text).toBe('➜  Local: http://x/\nbright dim plain redgreenon blue.');
  expect(seen).toEqual([
    'green: ➜',
    'cyan: http://x/',
    'red: bright',
    'dim: dim',
    'red: red',
    'green: green',
    'yellow: on blue',
  ]);
});

test('a sequence that is cut between two parts is one, and a colour lasts until it is ended', () => {
  const { text, seen } = read('a\u001b', '[3', '1mred', ' still\u001b]0;ti', 'tle\u0007\u001b[0', 'm end');
  expect([text, seen]).toEqual(['ared still end', ['red: red', 'red:  still']]);
});

test('of a line that is rewritten in place the newest form stands, with its colours', () => {
  const { text, seen } = read('done\n\u001b[33m10 %\r\u001b[32m100 %\u001b[0m\r\nnext\r', '\n');
  expect([text, seen]).toEqual(['done\n100 %\nnext\n', ['green: 100 %']]);
});

test('grey and white are no colours, and what is far from both is the nearest one', () => {
  const colours = ['7', '255;255;255', '0;0;0', '120;120;120', '255;140;60', '200;60;220'];
  const { seen } = read(...colours.map((rgb) => `\u001b[38;${rgb.includes(';') ? '2' : '5'};${rgb}mx\u001b[0m`));
  expect(seen).toEqual(['dim: x', 'red: x', 'magenta: x']);
});

test('plain text is all of it', () => {
  expect(plainText('\u001b[31mred\u001b[0m \u001b[2J\u001b[Hend\u001b[')).toContain('red end');
});
