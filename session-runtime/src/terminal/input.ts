// Owns what is typed into a terminal on its way to the PTY: in order, counted for each client that
// names its input, and never waited for. A PTY takes little (64 KiB at most) while nobody reads it;
// the rest waits here, and the client whose input waits is held.

const MOST_AT_ONCE = 256 * 1024; // Between two turns of the event loop.
const FIRST_RETRY_MS = 1;
const SLOWEST_RETRY_MS = 50;
const MOST_STREAMS = 100;

/** What one client types, over all of its connections. */
export class InputStream {
  /** How many bytes came, ever: a client goes on from here after a cut. */
  received = 0;
  /** How many of them the PTY has taken. */
  written = 0;
  /** Tells the client that is attached. */
  onWritten: () => void = () => {};
}

/** Takes the bytes from `start` on as far as it can without waiting; how many that were. */
export type Write = (bytes: Buffer, start: number) => number;

export class TerminalInput {
  readonly #named = new Map<string, InputStream>();
  readonly #queue: { stream: InputStream; bytes: Buffer; done: number }[] = [];
  readonly #write: Write;
  #timer: NodeJS.Timeout | null = null;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(write: Write) {
    this.#write = write;
  }

  /**
   * The stream that a client named before, with what came of it; without a name one that ends with
   * its connection.
   */
  stream(inputId: string | undefined): InputStream {
    if (inputId === undefined) return new InputStream();
    const stream = this.#named.get(inputId) ?? new InputStream();
    // The newest last; those that were not used for longest are forgotten first, whose clients then
    // learn that they cannot go on.
    this.#named.delete(inputId);
    this.#named.set(inputId, stream);
    for (const id of this.#named.keys()) {
      if (this.#named.size <= MOST_STREAMS) break;
      this.#named.delete(id);
    }
    return stream;
  }

  push(stream: InputStream, bytes: Buffer): void {
    if (this.#closed || bytes.length === 0) return;
    stream.received += bytes.length;
    this.#queue.push({ stream, bytes, done: 0 });
    if (this.#timer === null) this.#drain();
  }

  /** The shell has ended: what it did not read, nobody will. */
  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #drain(): void {
    this.#timer = null;
    const moved = new Set<InputStream>();
    let budget = MOST_AT_ONCE;
    let isFull = false;
    for (let next = this.#queue[0]; next !== undefined && budget > 0 && !isFull; next = this.#queue[0]) {
      const taken = this.#write(next.bytes, next.done);
      next.done += taken;
      next.stream.written += taken;
      budget -= taken;
      if (taken > 0) moved.add(next.stream);
      isFull = taken === 0;
      if (next.done === next.bytes.length) this.#queue.shift();
    }
    if (this.#queue.length > 0) {
      // Node does not say when a PTY takes bytes again (libuv waits for one within the write, and
      // everything else with it).
      this.#retryMs = moved.size > 0 ? FIRST_RETRY_MS : Math.min(this.#retryMs * 2, SLOWEST_RETRY_MS);
      this.#timer = setTimeout(() => this.#drain(), isFull ? this.#retryMs : 0);
    }
    for (const stream of moved) stream.onWritten();
  }
}
