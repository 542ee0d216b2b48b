// Sweeps come at the start, every minute, and when one asks; one that fails or lasts holds up none
// but the next.
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startSweeps } from './sweeps.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function sweeping(scheduled: () => Promise<string>) {
  const failures: unknown[] = [];
  const calls: string[] = [];
  const gateway = {
    scheduled: (cron: string) => {
      calls.push(cron);
      return scheduled();
    },
  };
  const sweeps = startSweeps(gateway, (error) => failures.push(error));
  onTestFinished(() => sweeps.stop());
  return { sweeps, calls, failures };
}

test('the first comes at the start and the next ones each minute, until it is stopped', async () => {
  const { sweeps, calls } = sweeping(async () => 'ok');
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(calls).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(calls).toHaveLength(4);
  sweeps.stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(calls).toHaveLength(4);
});

test('one that is asked for waits for the one under way', async () => {
  let end: (outcome: string) => void = () => undefined;
  const { sweeps, calls } = sweeping(() => new Promise((resolve) => (end = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  const asked = sweeps.sweep();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls).toHaveLength(1);
  end('ok');
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toHaveLength(2);
  end('ok');
  await asked;
});

test('a failure is reported, rejects who asked, and keeps no later sweep away', async () => {
  const { sweeps, calls, failures } = sweeping(async () => 'exception');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(2);
  expect(failures.map(String)).toEqual(Array(2).fill('Error: The sweep ended with the outcome exception.'));
  await expect(sweeps.sweep()).rejects.toThrow('exception');
});
