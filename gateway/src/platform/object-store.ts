// Object storage: put with a digest that the store itself checks, get, delete. Keys begin with the workspace that they belong to.

export interface StoredObject {
  body: ReadableStream<Uint8Array>;
  bytes: number;
}

export class ObjectStore {
  readonly #bucket: R2Bucket;

  constructor(bucket: R2Bucket) {
    this.#bucket = bucket;
  }

  /** Stores bytes, if their SHA-256 (hex) is the given one. Throws otherwise, and nothing is stored. */
  async putChecked(key: string, bytes: ArrayBuffer | Uint8Array, sha256: string): Promise<void> {
    await this.#bucket.put(key, bytes, { sha256 });
  }

  /**
   * Stores a stream of known length, if its SHA-256 (hex) is the given one. Answers false, and nothing is stored, when the bytes differ
   * or the stream is shorter or longer.
   */
  async putStream(key: string, body: ReadableStream<Uint8Array>, bytes: number, sha256: string): Promise<boolean> {
    const fixed = new FixedLengthStream(bytes);
    const piped = body.pipeTo(fixed.writable).then(
      () => true,
      () => false,
    );
    const stored = await this.#bucket.put(key, fixed.readable, { sha256 }).then(
      () => true,
      () => false,
    );
    return (await piped) && stored;
  }

  async putText(key: string, text: string): Promise<void> {
    await this.#bucket.put(key, text);
  }

  async get(key: string): Promise<StoredObject | null> {
    const object = await this.#bucket.get(key);
    return object && { body: object.body, bytes: object.size };
  }

  async getBytes(key: string): Promise<ArrayBuffer | null> {
    const object = await this.#bucket.get(key);
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

export interface ObjectStores {
  bundles: ObjectStore;
  builds: ObjectStore;
  snapshots: ObjectStore;
}
