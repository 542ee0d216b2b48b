import { expect, test } from 'vitest';
import { TerminalInput } from './terminal-input.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (frame: Uint8Array | undefined) => frame && new TextDecoder().decode(frame);

function sentBy(input: TerminalInput): string {
  let sent = '';
  for (let frame = input.next(); frame !== undefined; frame = input.next()) sent += text(frame);
  return sent;
}

test('what the runtime did not receive is sent again, and nothing else', () => {
  const input = new TerminalInput();
  input.resume(0);
  for (const part of ['one ', 'two ', 'three']) input.add(bytes(part));
  expect(sentBy(input)).toBe('one two three');
  input.acknowledge(2);
  expect(input.resume(6)).toBe(true);
  expect(sentBy(input)).toBe('o three');
  expect(input.lost).toEqual({ arrived: 2, lost: 11 });
  input.acknowledge(13);
  expect(input.waiting).toBe(0);
  expect(input.resume(13)).toBe(true);
  expect(sentBy(input)).toBe('');
});

test('no more is sent ahead than the shell has room for, and the rest follows what was taken', () => {
  const input = new TerminalInput();
  input.resume(0);
  input.add(new Uint8Array(1024 * 1024));
  const count = () => {
    let sent = 0;
    for (let frame = input.next(); frame !== undefined; frame = input.next()) sent += frame.length;
    return sent;
  };
  expect(count()).toBe(256 * 1024);
  input.acknowledge(100_000);
  expect(count()).toBe(128 * 1024);
  expect(input.waiting).toBe(1024 * 1024 - 100_000);
});

test('figures that cannot be are passed over or end the stream', () => {
  const input = new TerminalInput();
  input.resume(0);
  input.add(bytes('abcdef'));
  sentBy(input);
  for (const offset of [7, -1, 1.5, Number.NaN, Infinity]) input.acknowledge(offset);
  expect(input.waiting).toBe(6);
  input.acknowledge(4);
  expect(input.resume(3)).toBe(false);
  expect(input.resume(7)).toBe(false);
});

test('another shell begins with nothing that was meant for the one before', () => {
  const input = new TerminalInput();
  input.resume(0);
  input.add(bytes('rm -r build\r'));
  input.restart(0);
  expect(input.lost).toEqual({ arrived: 0, lost: 0 });
  input.add(bytes('ls'));
  expect(sentBy(input)).toBe('ls');
});

test('a runtime that acknowledges nothing gets each byte once', () => {
  const input = new TerminalInput();
  input.resume(undefined);
  input.add(bytes('abc'));
  expect(sentBy(input)).toBe('abc');
  expect(input.waiting).toBe(0);
  input.add(bytes('def'));
  expect(input.resume(undefined)).toBe(true);
  expect(sentBy(input)).toBe('def');
});
