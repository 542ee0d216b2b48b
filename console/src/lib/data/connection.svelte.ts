// Whether what is on the page is live: since when it is not, over all that reads or follows, and
// what was lost before them.

class Connection {
  /**
   * Stands for what is not on the page any more, or never came: it is down until anything answers.
   */
  readonly #gone = {};
  #down = $state.raw<ReadonlyMap<object, number>>(new Map());
  downSince = $derived(this.#down.size === 0 ? null : Math.min(...this.#down.values()));

  /**
   * What was asked for before the connection was lost may still arrive, and does not say that it is
   * back.
   */
  answered(source: object, askedAt = Date.now()): void {
    if (!this.#down.has(source) && !this.#down.has(this.#gone)) return;
    const down = new Map(this.#down);
    down.delete(source);
    if ((down.get(this.#gone) ?? 0) <= askedAt) down.delete(this.#gone);
    this.#down = down;
  }

  /** Without a source: a page that could not be fetched. */
  lost(source: object = this.#gone): void {
    if (!this.#down.has(source)) this.#down = new Map(this.#down).set(source, Date.now());
  }

  /** The source leaves the page. That is no answer: what was down stays so. */
  left(source: object): void {
    const since = this.#down.get(source);
    if (since === undefined) return;
    const down = new Map(this.#down);
    down.delete(source);
    this.#down = down.set(this.#gone, Math.min(since, down.get(this.#gone) ?? since));
  }
}

export const connection = new Connection();
