// The one clock that ages and durations read, whether anybody looks, and how to wait. It ticks
// while something on the page reads it, and not in a hidden tab.
import { createSubscriber } from 'svelte/reactivity';

function ticking(everyMs: number): () => number {
  const subscribe = createSubscriber((update) => {
    const timer = setInterval(() => {
      if (!document.hidden) update();
    }, everyMs);
    document.addEventListener('visibilitychange', update);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', update);
    };
  });
  return () => {
    subscribe();
    return Date.now();
  };
}

/** Now, to the second: for durations that run. */
export const nowBySecond = ticking(1000);
/** Now, to a quarter of a minute: for ages. */
export const nowByAge = ticking(15_000);

const subscribeToLooks = createSubscriber((update) => {
  document.addEventListener('visibilitychange', update);
  return () => document.removeEventListener('visibilitychange', update);
});

/** Whether the tab is in view. */
export function isLookedAt(): boolean {
  subscribeToLooks();
  return !document.hidden;
}

/** Waits, unless it is no longer wanted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
