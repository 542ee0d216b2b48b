import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TerminalInput } from './input.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A PTY that has room for so many bytes, until more is read. */
function pty(room: number) {
  const taken: Buffer[] = [];
  return {
    give: (bytes: number) => (room += bytes),
    text: () => Buffer.concat(taken).toString(),
    write: (bytes: Buffer, start: number) => {
      const part = bytes.subarray(start, start + room);
      room -= part.length;
      taken.push(Buffer.from(part));
      return part.length;
    },
  };
}

const id = 'client-0123456789';

test('what the PTY does not take waits, in order, and is told once it is taken', () => {
  const end = pty(4);
  const input = new TerminalInput(end.write);
  const [one, two] = [input.stream(id), input.stream(undefined)];
  const told: number[] = [];
  one.onWritten = () => told.push(one.written);
  input.push(one, Buffer.from('abcdef'));
  input.push(two, Buffer.from('gh'));
  expect([end.text(), one.received, one.written]).toEqual(['abcd', 6, 4]);
  end.give(3);
  vi.advanceTimersByTime(50);
  expect([end.text(), one.written, two.written]).toEqual(['abcdefg', 6, 1]);
  end.give(9);
  vi.advanceTimersByTime(50);
  expect([end.text(), two.written]).toEqual(['abcdefgh', 2]);
  expect(told).toEqual([4, 6]);
});

test('a stream is known by its name after its connection, and one without a name is not', () => {
  const input = new TerminalInput(pty(100).write);
  input.push(input.stream(id), Buffer.from('abc'));
  expect(input.stream(id).received).toBe(3);
  expect(input.stream(undefined).received).toBe(0);
});

test('of very many streams those that were used last are known', () => {
  const input = new TerminalInput(pty(1000).write);
  for (let n = 0; n < 150; n += 1) {
    input.push(input.stream(`${id}-${n}`), Buffer.from('x'));
    input.stream(`${id}-0`);
  }
  const known = Array.from({ length: 150 }, (_, n) => n).filter((n) => input.stream(`${id}-${n}`).received > 0);
  expect(known).toContain(0);
  expect(known.length).toBeLessThanOrEqual(100);
});

test('after the shell’s end nothing is written', () => {
  const end = pty(1);
  const input = new TerminalInput(end.write);
  const stream = input.stream(id);
  input.push(stream, Buffer.from('abc'));
  input.close();
  end.give(100);
  vi.advanceTimersByTime(1000);
  input.push(stream, Buffer.from('def'));
  expect(end.text()).toBe('a');
});
