// Owns that the session's files are captured or replaced one after the other: a save must not see half a restore.
export class Turns {
  #last: Promise<unknown>;

  constructor(first: Promise<unknown> = Promise.resolve()) {
    this.#last = first;
  }

  take<T>(turn: () => Promise<T>): Promise<T> {
    const done = this.#last.then(turn);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
