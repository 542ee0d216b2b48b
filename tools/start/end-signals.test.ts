import { expect, test, vi } from 'vitest';
import { onEndSignals } from './end-signals.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

test('a Ctrl-C that comes from the terminal and by npm is one wish to end; the next is another', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const before = signals.map((signal) => process.listeners(signal));
  const end = vi.fn();
  onEndSignals(end);
  try {
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(end).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(500);
    process.emit('SIGTERM');
    expect(end).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
    signals.forEach((signal, index) => {
      for (const listener of process.listeners(signal)) {
        if (!before[index]?.includes(listener)) process.removeListener(signal, listener);
      }
    });
  }
});
