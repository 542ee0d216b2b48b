import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hashPassword } from './passwords.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('many derivations at once begin one after the other, with room between; a later one does not wait', async () => {
  const ended: number[] = [];
  const begin = Date.now();
  const hash = async (which: number) => {
    await hashPassword('correct horse battery');
    ended.push(which);
  };
  const all = [0, 1, 2].map(hash);
  await all[0];
  expect([ended, vi.getTimerCount()]).toEqual([[0], 2]);
  await vi.advanceTimersByTimeAsync(250);
  await all[1];
  expect([ended, vi.getTimerCount()]).toEqual([[0, 1], 1]);
  await vi.advanceTimersByTimeAsync(250);
  await all[2];
  vi.setSystemTime(begin + 10_000);
  await hash(3);
  expect([ended, vi.getTimerCount()]).toEqual([[0, 1, 2, 3], 0]);
});
