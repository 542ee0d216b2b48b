// Owns the newest bytes of an endless stream, addressed by their offset since its beginning: a
// terminal's output, an app's log.
export class ByteLog {
  readonly #ring: Buffer;
  #end = 0;

  constructor(readonly limit: number) {
    this.#ring = Buffer.allocUnsafeSlow(limit); // Pages that were never written take no memory.
  }

  /** The oldest offset that can still be read. */
  get start(): number {
    return Math.max(0, this.#end - this.limit);
  }

  /** How many bytes there ever were. */
  get end(): number {
    return this.#end;
  }

  append(bytes: Buffer): void {
    const kept = bytes.subarray(Math.max(0, bytes.length - this.limit));
    const at = (this.#end + bytes.length - kept.length) % this.limit;
    const beforeWrap = kept.copy(this.#ring, at);
    kept.copy(this.#ring, 0, beforeWrap);
    this.#end += bytes.length;
  }

  /**
   * A copy of at most `length` bytes from `offset` on; an offset that was dropped reads from
   * `start`.
   */
  read(offset: number, length: number): Buffer {
    const from = Math.min(Math.max(offset, this.start), this.#end);
    const to = Math.min(from + length, this.#end);
    const bytes = Buffer.allocUnsafe(to - from);
    const at = from % this.limit;
    const beforeWrap = this.#ring.copy(bytes, 0, at, Math.min(at + bytes.length, this.limit));
    this.#ring.copy(bytes, beforeWrap, 0, bytes.length - beforeWrap);
    return bytes;
  }
}
