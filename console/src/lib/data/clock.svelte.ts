// The one clock that ages and durations read. It ticks while something on the page reads it, and not in a hidden tab.
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
