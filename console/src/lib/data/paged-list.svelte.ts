// A list that is read in pages: the feed keeps it fresh, further pages are fetched when they are
// asked for. While the pointer or the keyboard is in the list its rows stay where they are, so that
// nothing moves away under a press: they change in place, new ones wait, and those that are gone
// say so until the list is let go.
import { untrack } from 'svelte';
import { shownError, type ShownError } from './errors.ts';
import type { Change } from './feed.ts';
import { again, changedHere, Live, type Kind, type Revised } from './live.svelte.ts';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface ListSource<T> {
  key: string;
  read(cursor: string | undefined, signal?: AbortSignal): Promise<Page<T>>;
  /** The kind of change whose views are this list's rows. */
  kind?: Kind;
  /** Whether a row belongs here, as far as it is not read: what the reading's own filter says. */
  has?(item: T): boolean;
  /** Whether a change of another kind may change its rows: it is read again then. */
  isTouchedBy?(change: Change): boolean;
}

const gone = Symbol('gone');

const createdAt = (item: object | undefined): string =>
  item && 'createdAt' in item && typeof item.createdAt === 'string' ? item.createdAt : '';

export class PagedList<T extends { id: string }> {
  #source: () => ListSource<T>;
  #first!: Live<Page<T>>; // set by the constructor, before anything reads what is derived from it
  #further = $state.raw<Page<T> | null>(null);
  /** The rows that are shown while the list is held, in their order. */
  #held = $state.raw<readonly T[] | null>(null);
  /** What became of rows that are held and in the list no more. */
  #left = $state.raw<ReadonlyMap<string, T | typeof gone>>(new Map());
  fetchingMore = $state(false);
  moreError = $state.raw<ShownError | null>(null);

  #all = $derived.by(() => {
    const first = this.#first.data?.items ?? [];
    const ids = new Set(first.map((item) => item.id));
    return [...first, ...(this.#further?.items ?? []).filter((item) => !ids.has(item.id))];
  });
  items = $derived.by(() => {
    if (!this.#held) return this.#all;
    const newest = new Map(this.#all.map((item) => [item.id, item]));
    return this.#held.flatMap((row) => {
      const now = newest.get(row.id) ?? this.#left.get(row.id);
      if (now === undefined) return changedHere.has(row.id) ? [] : [row];
      return [now === gone ? row : now];
    });
  });
  /** How many rows wait for the list to be let go. */
  waiting = $derived.by(() => {
    const held = this.#held && new Set(this.#held.map(({ id }) => id));
    return held ? this.#all.filter(({ id }) => !held.has(id)).length : 0;
  });
  nextCursor = $derived((this.#further ?? this.#first.data)?.nextCursor ?? null);
  loading = $derived(this.#firstIsPending());
  error = $derived.by(() => this.#first.error);

  constructor(source: () => ListSource<T>) {
    this.#source = source;
    this.#first = new Live(() => {
      const { key, read } = source();
      untrack(() => {
        this.#further = null;
        this.letGo();
      });
      return {
        key,
        read: (signal) => read(undefined, signal),
        takes: (page, change) => this.#takes(page, change),
      };
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
      this.letGo();
    } catch (thrown) {
      this.moreError = shownError(thrown);
    } finally {
      this.fetchingMore = false;
    }
  }

  refresh(): Promise<void> {
    return this.#first.refresh();
  }

  /** Puts one at the top that came another way than by the feed. */
  add(item: T): void {
    this.#first.revise((page) =>
      page.items.some(({ id }) => id === item.id) ? page : { ...page, items: [item, ...page.items] },
    );
  }

  hold(): void {
    this.#held ??= this.#all;
  }

  letGo(): void {
    this.#held = null;
    this.#left = new Map();
  }

  /** Whether a row that is still shown is deleted. */
  isGone(item: T): boolean {
    return this.#left.get(item.id) === gone;
  }

  #takes(page: Page<T>, change: Change): Revised<Page<T>> {
    const { kind, has, isTouchedBy } = this.#source();
    if (isTouchedBy?.(change)) return again;
    if (change.event !== kind || !('view' in change.data)) return page;
    const { id } = change.data;
    // A kind's views are its list's rows: the source names the kind of its own rows.
    const view = change.data.view as unknown as (T & { createdAt?: string }) | null;
    const isIn = (items: readonly T[]) => items.some((item) => item.id === id);
    const inFurther = this.#further !== null && isIn(this.#further.items);
    const inFirst = isIn(page.items);
    if (change.data.gone || (view && has && !has(view))) {
      if (!inFirst && !inFurther) return page;
      if (changedHere.has(id) && !view) this.#held &&= this.#held.filter((item) => item.id !== id);
      else if (this.#held) this.#left = new Map(this.#left).set(id, view ?? gone);
      const without = ({ items, nextCursor }: Page<T>) => ({
        items: items.filter((item) => item.id !== id),
        nextCursor,
      });
      if (this.#further && inFurther) this.#further = without(this.#further);
      return inFirst ? without(page) : page;
    }
    if (!view) return again;
    if (!inFirst && !inFurther) {
      // Lists begin with what was created last. One that was created before may belong further
      // down, or on a page that was not fetched.
      const isNewer = view.createdAt !== undefined && view.createdAt > createdAt(page.items[0]);
      return isNewer ? { ...page, items: [view, ...page.items] } : again;
    }
    const withView = ({ items, nextCursor }: Page<T>) => ({
      items: items.map((item) => (item.id === id ? view : item)),
      nextCursor,
    });
    if (this.#further && inFurther) this.#further = withView(this.#further);
    return inFirst ? withView(page) : page;
  }

  #firstIsPending(): boolean {
    return this.#first.data === undefined && this.#first.error === null;
  }
}
