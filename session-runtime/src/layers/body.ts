// Owns taking exact lengths from a request's body, however its bytes come.
import type { Readable } from 'node:stream';
import { ContentRefused } from './refusal.ts';

export class BodyReader {
  readonly #source: AsyncIterator<Buffer>;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(body: Readable) {
    // A request yields Buffers as long as nobody sets an encoding on it.
    const source = body.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Throws if the body ends before. */
  async exactly(length: number, what: string): Promise<Buffer> {
    while (this.#length < length) {
      if (!(await this.#more())) throw new ContentRefused(`The content ends within ${what}`);
    }
    const all =
      this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#parts, this.#length);
    this.#parts = all.length === length ? [] : [all.subarray(length)];
    this.#length = all.length - length;
    return all.subarray(0, length);
  }

  /** Throws if there is more. */
  async nothingMore(): Promise<void> {
    if (this.#length > 0 || (await this.#more())) throw new ContentRefused('The content goes on behind its last chunk');
  }

  /** Lets go of the body, so that what is left of it can be read away. */
  async release(): Promise<void> {
    await this.#source.return?.();
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { value, done } = await this.#next();
      if (done) return false;
      if (value.length === 0) continue;
      this.#parts.push(value);
      this.#length += value.length;
      return true;
    }
  }

  async #next() {
    try {
      return await this.#source.next();
    } catch {
      throw new ContentRefused('The connection was cut before the content was whole');
    }
  }
}
