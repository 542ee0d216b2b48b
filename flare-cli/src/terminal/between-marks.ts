// Owns separating what a script printed from everything else on its terminal: the script's output
// is between two marks that nobody can guess.

export class BetweenMarks {
  #held: Buffer = Buffer.alloc(0);
  #begun = false;
  #ended = false;

  constructor(
    readonly begin: string,
    readonly end: string,
  ) {}

  get begun(): boolean {
    return this.#begun;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Takes the next bytes and returns those between the marks. Holds back only what may be the
   * beginning of a mark.
   */
  read(bytes: Uint8Array): Buffer {
    this.#held = Buffer.concat([this.#held, bytes]);
    if (!this.#begun) {
      this.#begun = this.#passed(this.begin).found;
      if (!this.#begun) return Buffer.alloc(0);
    }
    if (this.#ended) return Buffer.alloc(0);
    const { before, found } = this.#passed(this.end);
    this.#ended = found;
    return before;
  }

  /** Takes what is held up to and with the mark, or, without one, all that cannot belong to it. */
  #passed(mark: string): { before: Buffer; found: boolean } {
    const held = this.#held;
    const at = held.indexOf(mark);
    if (at !== -1) {
      this.#held = held.subarray(at + mark.length);
      return { before: held.subarray(0, at), found: true };
    }
    const kept = longestStart(held, Buffer.from(mark));
    this.#held = held.subarray(held.length - kept);
    return { before: held.subarray(0, held.length - kept), found: false };
  }
}

/** How many bytes at the end of `bytes` may be the first ones of `mark`. */
function longestStart(bytes: Buffer, mark: Buffer): number {
  for (let length = Math.min(bytes.length, mark.length - 1); length > 0; length -= 1) {
    if (bytes.subarray(bytes.length - length).equals(mark.subarray(0, length))) return length;
  }
  return 0;
}
