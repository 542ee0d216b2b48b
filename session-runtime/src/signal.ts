// Owns waiting for a change: what a long poll does.
export class Signal {
  readonly #waiting = new Set<() => void>();

  get watched(): boolean {
    return this.#waiting.size > 0;
  }

  fire(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next `fire`, when `milliseconds` have passed, or when the caller gives up. */
  wait(milliseconds: number, giveUp?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        giveUp?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#waiting.add(done);
      giveUp?.addEventListener('abort', done);
      if (giveUp?.aborted) done();
    });
  }
}
