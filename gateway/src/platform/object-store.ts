// Object storage: put with a digest that the store itself checks, get, delete. Keys begin with the
// workspace that they belong to.

import { BodyStalled } from './arrival.ts';
import { hex } from './crypto.ts';
import { passingFault } from './passing-faults.ts';

export interface StoredObject {
  body: ReadableStream<Uint8Array>;
  bytes: number;
}

export class ObjectStore {
  readonly #bucket: R2Bucket;

  constructor(bucket: R2Bucket) {
    this.#bucket = bucket;
  }

  /**
   * Stores bytes, if their SHA-256 (hex) is the given one. Throws otherwise, and nothing is stored.
   */
  async putChecked(key: string, bytes: ArrayBuffer | Uint8Array, sha256: string): Promise<void> {
    await this.#bucket.put(key, bytes, { sha256 });
  }

  /**
   * Stores a stream of known length as it comes, and answers its SHA-256 (hex) and its first bytes;
   * null, and nothing is stored, when the stream is shorter or longer. It is never held whole: a
   * Worker has 128 MB for all that it does at once. Throws BodyStalled.
   */
  async putMeasured(
    key: string,
    body: ReadableStream<Uint8Array>,
    bytes: number,
    headBytes: number,
  ): Promise<{ sha256: string; head: Uint8Array } | null> {
    const digest = new crypto.DigestStream('SHA-256');
    const digester = digest.getWriter();
    let head = new Uint8Array();
    const measure = new TransformStream<Uint8Array, Uint8Array>({
      async transform(chunk, controller) {
        if (head.byteLength < headBytes) {
          const parts = [...head, ...chunk.subarray(0, headBytes - head.byteLength)];
          head = new Uint8Array(parts);
        }
        await digester.write(chunk);
        controller.enqueue(chunk);
      },
      flush: () => digester.close(),
    });
    let stored = false;
    try {
      stored = await this.#putFixed(key, body.pipeThrough(measure), bytes);
      if (!stored) return null;
    } finally {
      // Nobody asks for the digest of a stream that was cut.
      if (!stored) {
        digest.digest.catch(() => undefined);
        await digester.abort().catch(() => undefined);
      }
    }
    return { sha256: hex(new Uint8Array(await digest.digest)), head };
  }

  /**
   * Stores a stream of known length, if its SHA-256 (hex) is the given one. Returns false, and
   * stores nothing, when the bytes differ or the stream is shorter or longer. Throws BodyStalled.
   */
  async putStream(key: string, body: ReadableStream<Uint8Array>, bytes: number, sha256: string): Promise<boolean> {
    return this.#putFixed(key, body, bytes, { sha256 });
  }

  async #putFixed(
    key: string,
    body: ReadableStream<Uint8Array>,
    bytes: number,
    options: R2PutOptions = {},
  ): Promise<boolean> {
    const fixed = new FixedLengthStream(bytes);
    const given = new AbortController();
    let fault: unknown;
    const piped = body.pipeTo(fixed.writable, { signal: given.signal }).then(
      () => true,
      (error: unknown) => {
        fault = error;
        return false;
      },
    );
    let refusal: unknown;
    const stored = await this.#bucket.put(key, fixed.readable, options).then(
      () => true,
      (error: unknown) => {
        refusal = error;
        return false;
      },
    );
    // A store that gave up reads no more: without this the pipe would wait for it for ever.
    if (!stored) given.abort();
    const whole = await piped;
    if (fault instanceof BodyStalled) throw fault;
    // Nobody sent other bytes than were announced: the store did not take them.
    if (passingFault(refusal) !== null) throw refusal;
    return whole && stored;
  }

  async putText(key: string, text: string): Promise<void> {
    await this.#bucket.put(key, text);
  }

  /** All of it, or a part. */
  async get(key: string, part: { offset: number; length: number } | null = null): Promise<StoredObject | null> {
    const object = await this.#bucket.get(key, part === null ? {} : { range: part });
    return object && { body: object.body, bytes: object.size };
  }

  /**
   * The object's length, if the store shows its last byte; null where it does not. Costs what
   * asking for the metadata costs; but metadata alone is there also where the content is gone or
   * cut short, as on a disk that was tampered with.
   */
  async provenLength(key: string): Promise<number | null> {
    const show = async () => {
      const object = await this.#bucket.get(key, { range: { suffix: 1 } });
      if (!object) return null;
      return (await object.arrayBuffer()).byteLength === 1 ? object.size : null;
    };
    try {
      return await show();
    } catch {
      // A store that is out of order fails here as well, and that says nothing of the object.
      if (!(await this.#bucket.head(key))) return null;
      return show().catch(() => null);
    }
  }

  async getBytes(key: string): Promise<ArrayBuffer | null> {
    const object = await this.#bucket.get(key);
    return object ? object.arrayBuffer() : null;
  }

  async getRange(key: string, offset: number, length: number): Promise<ArrayBuffer | null> {
    const object = await this.#bucket.get(key, { range: { offset, length } });
    return object ? object.arrayBuffer() : null;
  }

  async getText(key: string): Promise<string | null> {
    const object = await this.#bucket.get(key);
    return object ? object.text() : null;
  }

  async delete(keys: string[]): Promise<void> {
    // R2 takes at most 1,000 keys in one call.
    for (let at = 0; at < keys.length; at += 1000) await this.#bucket.delete(keys.slice(at, at + 1000));
  }
}

/**
 * A stream of known length on its way, and its SHA-256 (hex) once it has been read to its end; null
 * if it was not.
 */
export function measured(body: ReadableStream<Uint8Array>, bytes: number) {
  const digest = new crypto.DigestStream('SHA-256');
  const digester = digest.getWriter();
  let whole = false;
  const measure = new TransformStream<Uint8Array, Uint8Array>({
    async transform(chunk, controller) {
      await digester.write(chunk);
      controller.enqueue(chunk);
    },
    async flush() {
      await digester.close();
      whole = true;
    },
  });
  return {
    body: body.pipeThrough(measure).pipeThrough(new FixedLengthStream(bytes)),
    async sha256(): Promise<string | null> {
      if (whole) return hex(new Uint8Array(await digest.digest));
      // Nobody asks for the digest of a stream that was cut.
      digest.digest.catch(() => undefined);
      await digester.abort().catch(() => undefined);
      return null;
    },
  };
}

export interface ObjectStores {
  bundles: ObjectStore;
  builds: ObjectStore;
  snapshots: ObjectStore;
}
