import { expect, test } from 'vitest';
import { ByteLog } from './byte-log.ts';

const text = (log: ByteLog, offset: number, length = 100) => log.read(offset, length).toString();

test('bytes are read back by their offset since the beginning, across the wrap', () => {
  const log = new ByteLog(10);
  for (const part of ['abc', 'defg', 'hijk']) log.append(Buffer.from(part));
  expect([log.start, log.end]).toEqual([1, 11]);
  expect(text(log, 1)).toBe('bcdefghijk');
  expect(text(log, 4, 3)).toBe('efg');
  expect(text(log, 9, 5)).toBe('jk');
});

test('what was dropped reads from the oldest byte there is, what is not there yet reads as nothing', () => {
  const log = new ByteLog(4);
  log.append(Buffer.from('0123456789'));
  expect(text(log, 0)).toBe('6789');
  expect(text(log, 10)).toBe('');
  expect(text(log, 99)).toBe('');
});

test('any sequence of writes reads like its tail', () => {
  const log = new ByteLog(64);
  let whole = Buffer.alloc(0);
  for (let i = 1; i < 200; i++) {
    const part = Buffer.alloc((i * 37) % 150, i);
    log.append(part);
    whole = Buffer.concat([whole, part]);
    expect(log.end).toBe(whole.length);
    expect(log.read(log.start, 64).equals(whole.subarray(Math.max(0, whole.length - 64)))).toBe(true);
  }
});
