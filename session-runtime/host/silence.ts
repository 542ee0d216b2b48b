// Owns telling a runtime that does not answer from an app that is slow. Threat: a session stops its
// own runtime (SIGSTOP, an endless loop in it), and each call of it waits for ever. A limit on the
// call alone would cut long polls, which wait just as long. Property: while calls go unanswered the
// runtime is asked for its health beside them; one that does not say within the limit ends them
// all, and one that does is waited for.

/**
 * How long calls may go unanswered before the runtime is asked, and how long it may take to say
 * that it is well.
 */
const UNANSWERED_MS = 3000;
const HEALTH_MS = 4000;

/** The runtime gave no sign of life. */
export class Silence extends Error {
  readonly code = 'SILENT';
}

export class SilenceWatch {
  readonly #waiting = new Set<(silence: Silence) => void>();
  readonly #healthy: (limitMs: number) => Promise<boolean>;
  #looking = false;

  constructor(healthy: (limitMs: number) => Promise<boolean>) {
    this.#healthy = healthy;
  }

  /**
   * Ends an unanswered call by `giveUp` when the runtime turns out to be silent. Returns what to
   * call when it is answered or over.
   */
  watch(giveUp: (silence: Silence) => void): () => void {
    this.#waiting.add(giveUp);
    if (!this.#looking) this.#lookSoon();
    return () => this.#waiting.delete(giveUp);
  }

  #lookSoon(): void {
    this.#looking = true;
    setTimeout(() => void this.#look(), UNANSWERED_MS).unref();
  }

  async #look(): Promise<void> {
    const healthy = this.#waiting.size === 0 || (await this.#healthy(HEALTH_MS));
    const silenced = healthy ? [] : [...this.#waiting];
    for (const giveUp of silenced) {
      this.#waiting.delete(giveUp);
      giveUp(new Silence(`it has given no sign of life for ${HEALTH_MS / 1000} s`));
    }
    if (this.#waiting.size > 0) this.#lookSoon();
    else this.#looking = false;
  }
}
