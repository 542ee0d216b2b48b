import { expect, test } from 'vitest';
import { LogText } from './log-text.ts';

const whole = (text: string, color: boolean) => new LogText(color).next(text);

test('text and lines stay as they are, and colours only where they are asked for', () => {
  expect(whole('a\tb\r\n\u001B[32mdone\u001B[0m\n', false)).toBe('a\tb\ndone\n');
  expect(whole('\u001B[1;32mdone\u001B[0m', true)).toBe('\u001B[1;32mdone\u001B[0m');
});

test('nothing in a log acts on the terminal', () => {
  const attacks = [
    '\u001B[2J',
    '\u001B]0;title\u0007',
    '\u001B]52;c;ZXZpbA==\u001B\\',
    '\u001B[6n',
    '\u001Bc',
    '\u001BP1$r\u001B\\',
  ];
  for (const attack of attacks) expect(whole(`a${attack}b`, true)).toBe('ab');
  expect(whole('a\u0007\u009B2Jb\u202E', true)).toBe('a\uFFFD\uFFFD2Jb\uFFFD');
  // taking the inner one out must not join the rest into another
  expect(whole('\u001B\u001B[2J[2J', true)).not.toContain('\u001B');
});

test('a sequence that is torn apart between two parts is one sequence', () => {
  const log = new LogText(false);
  expect(log.next('a\u001B[3') + log.next('1mred') + log.next('\u001B]0;ti') + log.next('tle\u0007b')).toBe('aredb');
});
