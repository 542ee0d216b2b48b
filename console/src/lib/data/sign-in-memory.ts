// What a page remembers of a sign-in: what was read. It lives in this document's memory alone, and
// ends with it. Threat: after a sign-out, whoever has the browser next reads what the person before
// saw; a view that is taken down then, or an answer that comes late, would put it back. Property:
// memory that was closed is empty, and nothing can be put into it any more.

const memories = new Set<Memory<unknown>>();
let isOpen = true;

export class Memory<Value> {
  readonly #values: Map<string, Value>;

  /** A reactive map makes a reactive memory. */
  constructor(values = new Map<string, Value>()) {
    this.#values = values;
    memories.add(this);
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    if (isOpen) this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }
}

/** For good: the next sign-in begins in a document of its own. */
export function closeMemories(): void {
  isOpen = false;
  for (const memory of memories) memory.clear();
}
