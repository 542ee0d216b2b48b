import { expect, test } from 'vitest';
import { ByteLog } from '../byte-log.ts';
import { readMessage } from './messages.ts';
import { Screen } from './screen.ts';

function make() {
  const log = new ByteLog(1024 * 1024);
  const screen = new Screen(20, 5, () => undefined);
  const read = (offset: number, length: number) => log.read(offset, length);
  return {
    log,
    screen,
    print: (text: string) => log.append(Buffer.from(text)),
    feed: () => screen.feed(log.end, read),
  };
}

test('the screen is drawn from exactly the bytes that were fed, whatever was printed later', async () => {
  const { screen, print, feed } = make();
  print('\u001b[32mgreen\u001b[0m\r\n');
  feed();
  const drawn = screen.serialize();
  print('later');
  feed();
  expect(await drawn).toContain('\u001b[32mgreen');
  expect(await drawn).not.toContain('later');
  expect(await screen.serialize()).toContain('later');
  screen.dispose();
});

test('output is wrapped at the width that the terminal had when it was printed', async () => {
  const { log, screen, print, feed } = make();
  print('\u001b[?7l'); // No wrap: what does not fit overwrites the last column.
  print('a'.repeat(30));
  screen.resize(log.end, 40, 5);
  print(`\r\n${'b'.repeat(30)}`);
  feed();
  const [first = '', second = ''] = (await screen.serialize()).split('\r\n');
  expect(first.match(/a/g)).toHaveLength(20);
  expect(second.match(/b/g)).toHaveLength(30);
  screen.dispose();
});

test('what a client sends is taken only as the protocol has it', () => {
  const parse = (value: unknown) => readMessage(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
  expect(parse({ type: 'ack', offset: 5 })).toEqual({ type: 'ack', offset: 5 });
  expect(parse({ type: 'resize', cols: 80, rows: 24 })).toEqual({ type: 'resize', cols: 80, rows: 24 });
  for (const bad of [
    '',
    '{',
    'null',
    { type: 'ack' },
    { type: 'ack', offset: -1 },
    { type: 'resize', cols: 1e9, rows: 1 },
    { type: 'x' },
  ]) {
    expect(parse(bad)).toBeNull();
  }
});
