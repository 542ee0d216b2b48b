// Owns the last net of a process that serves many: an error that nobody caught ends the exchange it
// came from, and nothing else. Each exchange is known from the others by its asynchronous context,
// which Node keeps up to its `uncaughtException` event.
import { AsyncLocalStorage } from 'node:async_hooks';

const exchange = new AsyncLocalStorage<() => void>();

/** Runs the work of one request. `giveUp` ends it, where an error of it is caught by nobody. */
export function withinExchange(giveUp: () => void, work: () => unknown): void {
  exchange.run(giveUp, work);
}

/**
 * From here on the process outlives what nobody caught. Only for once it serves: before, what fails
 * has to end it. Going on is safe here because exchanges share no state that one of them leaves
 * half-changed: what outlives a request (disks, restores) is written so that it survives a kill at
 * any line, and an error that ends one is no worse than that.
 */
export function outliveErrors(): void {
  // Whoever reads the log may be gone: a report that cannot be written must not become the next
  // error to report, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    report(error);
    exchange.getStore()?.();
  });
}

export function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
