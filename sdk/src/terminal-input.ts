// Owns what was typed and is not known to have reached the shell: it is kept until the runtime
// acknowledges it, and sent again after a cut from where the runtime says that it stopped. Nothing
// gets lost on the way, and nothing arrives twice.

/** The runtime takes messages of at most 1 MiB. */
const FRAME_BYTES = 64 * 1024;
/** How far it is sent ahead of what the shell has taken. */
const AHEAD_BYTES = 256 * 1024;

/** What became of the input of a shell that can be reached no more. */
export interface LostInput {
  /** How many bytes of it have arrived for certain. */
  arrived: number;
  /** How many are not known to have arrived; these are dropped. */
  lost: number;
}

export class TerminalInput {
  #kept: Uint8Array<ArrayBuffer>[] = [];
  /**
   * Offsets of the whole stream: what is kept begins at `from`; the shell's terminal has taken it
   * up to `arrived`.
   */
  #from = 0;
  #arrived = 0;
  #sent = 0;
  #end = 0;
  #acknowledges = true;

  /** Bytes that have not arrived yet. */
  get waiting(): number {
    return this.#end - this.#arrived;
  }

  get lost(): LostInput {
    return { arrived: this.#arrived, lost: this.waiting };
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length === 0) return;
    this.#kept.push(bytes);
    this.#end += bytes.length;
  }

  /**
   * The next frame to send on the connection that is open now; undefined while none is to be sent.
   */
  next(): Uint8Array<ArrayBuffer> | undefined {
    if (this.#sent === this.#end || (this.#acknowledges && this.#sent - this.#arrived >= AHEAD_BYTES)) return undefined;
    let at = this.#from;
    for (const bytes of this.#kept) {
      if (this.#sent < at + bytes.length) {
        const start = this.#sent - at;
        const frame = bytes.subarray(start, start + FRAME_BYTES);
        this.#sent += frame.length;
        // A runtime that acknowledges nothing is taken at its connection's word.
        if (!this.#acknowledges) this.acknowledge(this.#sent);
        return frame;
      }
      at += bytes.length;
    }
    return undefined;
  }

  /**
   * What the runtime says that the shell's terminal has taken. It is the session's own machine: a
   * figure that cannot be is passed over.
   */
  acknowledge(offset: number): void {
    if (!Number.isSafeInteger(offset) || offset <= this.#arrived || offset > this.#sent) return;
    this.#arrived = offset;
    this.#forget(offset);
  }

  /**
   * On a new connection to the same shell: goes on where the runtime stopped receiving. False if
   * that cannot be, for it knows less than it acknowledged or more than was sent.
   */
  resume(received: number | undefined): boolean {
    this.#acknowledges = received !== undefined;
    if (received === undefined) return true;
    if (received < this.#arrived || received > this.#sent) return false;
    this.#forget(received);
    this.#sent = received;
    return true;
  }

  /** For another shell: what was meant for the one before is not typed into it. */
  restart(received: number | undefined): void {
    this.#acknowledges = received !== undefined;
    this.#kept = [];
    this.#from = this.#arrived = this.#sent = this.#end = received ?? 0;
  }

  #forget(offset: number): void {
    for (let first = this.#kept[0]; first !== undefined && this.#from + first.length <= offset; first = this.#kept[0]) {
      this.#from += first.length;
      this.#kept.shift();
    }
  }
}
