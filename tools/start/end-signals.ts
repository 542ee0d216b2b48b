// What ends a program from outside: Ctrl-C, a service manager, a terminal that closes.

/**
 * npm passes a terminal's Ctrl-C on to its script, to which the terminal has sent it already:
 * within this time it is the same wish.
 */
const sameWishMs = 500;

/**
 * Calls `end` for each wish to end. Whoever repeats the wish later gives up on an orderly end, so
 * `end` is called again for that.
 */
export function onEndSignals(end: () => void): void {
  let last = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - last < sameWishMs) return;
      last = now;
      end();
    });
  }
}
