// A list that is read in pages: the first page stays fresh, further ones are fetched when they are asked for. While the pointer
// or the keyboard is in the list, new rows wait, so that nothing moves away under a press; rows that are there change in place.
import { untrack } from 'svelte';
import { shownError, type ShownError } from './errors.ts';
import { Live } from './live.svelte.ts';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface ListSource<T> {
  key: string;
  read(cursor: string | undefined, signal?: AbortSignal): Promise<Page<T>>;
  everyMs(items: readonly T[]): number;
}

export class PagedList<T extends { id: string }> {
  #source: () => ListSource<T>;
  #first!: Live<Page<T>>; // set by the constructor, before anything reads what is derived from it
  #further = $state.raw<Page<T> | null>(null);
  /** The ids that are shown while the list is held. */
  #held = $state.raw<ReadonlySet<string> | null>(null);
  fetchingMore = $state(false);
  moreError = $state.raw<ShownError | null>(null);

  #all = $derived.by(() => {
    const first = this.#first.data?.items ?? [];
    const ids = new Set(first.map((item) => item.id));
    return [...first, ...(this.#further?.items ?? []).filter((item) => !ids.has(item.id))];
  });
  items = $derived.by(() => {
    const held = this.#held;
    return held ? this.#all.filter((item) => held.has(item.id)) : this.#all;
  });
  /** How many rows wait for the list to be let go. */
  waiting = $derived(this.#all.length - this.items.length);
  nextCursor = $derived((this.#further ?? this.#first.data)?.nextCursor ?? null);
  loading = $derived(this.#firstIsPending());
  error = $derived.by(() => this.#first.error);

  constructor(source: () => ListSource<T>) {
    this.#source = source;
    this.#first = new Live(() => {
      const { key, read, everyMs } = source();
      untrack(() => {
        this.#further = null;
        this.#held = null;
      });
      return { key, read: (signal) => read(undefined, signal), everyMs: (page) => everyMs(page.items) };
    });
  }

  async more(): Promise<void> {
    const cursor = this.nextCursor;
    if (cursor === null || this.fetchingMore) return;
    const source = this.#source();
    this.fetchingMore = true;
    this.moreError = null;
    try {
      const page = await source.read(cursor);
      // The filter may have changed meanwhile; the page is then another list's.
      if (source.key !== this.#source().key) return;
      this.#further = { items: [...(this.#further?.items ?? []), ...page.items], nextCursor: page.nextCursor };
      this.#held = null;
    } catch (thrown) {
      this.moreError = shownError(thrown);
    } finally {
      this.fetchingMore = false;
    }
  }

  refresh(): Promise<void> {
    return this.#first.refresh();
  }

  hold(): void {
    this.#held ??= new Set(this.#all.map((item) => item.id));
  }

  letGo(): void {
    this.#held = null;
  }

  #firstIsPending(): boolean {
    return this.#first.data === undefined && this.#first.error === null;
  }
}
