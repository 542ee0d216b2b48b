import { expect, test, vi } from 'vitest';
import { SilenceWatch } from './silence.ts';

test('calls that wait for a well runtime wait on, and all end when it falls silent', async () => {
  vi.useFakeTimers();
  let well = true;
  const asked = vi.fn(() => Promise.resolve(well));
  const watch = new SilenceWatch(asked);
  const [first, second, answered] = [vi.fn(), vi.fn(), vi.fn()];
  watch.watch(first);
  watch.watch(answered)();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(20);
  well = false;
  const over = watch.watch(second);
  await vi.advanceTimersByTimeAsync(3000);
  expect([first, second, answered].map((call) => call.mock.calls.length)).toEqual([1, 1, 0]);
  over();
  vi.useRealTimers();
});

test('nobody is asked while nothing waits', async () => {
  vi.useFakeTimers();
  const asked = vi.fn(() => Promise.resolve(true));
  const watch = new SilenceWatch(asked);
  watch.watch(() => undefined)();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
  vi.useRealTimers();
});
