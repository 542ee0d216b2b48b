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
  /** All pages that were fetched, as one: each of them stays fresh, and a way back finds them. */
  #live!: Live<Page<T>>; // set by the constructor, before anything reads what is derived from it
  /** The rows that are shown while the list is held, in their order. */
  #held = $state.raw<readonly T[] | null>(null);
  /** What became of rows that are held and in the list no more. */
  #left = $state.raw<ReadonlyMap<string, T | typeof gone>>(new Map());
  fetchingMore = $state(false);
  moreError = $state.raw<ShownError | null>(null);

  #all = $derived(this.#itemsNow());
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
  nextCursor = $derived.by(() => this.#live.data?.nextCursor ?? null);
  loading = $derived.by(() => this.#live.data === undefined && this.#live.error === null);
  error = $derived.by(() => this.#live.error);

  constructor(source: () => ListSource<T>) {
    this.#source = source;
    this.#live = new Live(() => {
      const { key, read } = source();
      untrack(() => this.letGo());
      return {
        key,
        read: (signal) => readAll(read, this.#itemsNow().length, signal),
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
      // Where the list was read anew meanwhile, its end is another one: there is more to ask for.
      this.#live.revise((all) =>
        all.nextCursor === cursor ? { items: joined(all.items, page.items), nextCursor: page.nextCursor } : all,
      );
      this.letGo();
    } catch (thrown) {
      this.moreError = shownError(thrown);
    } finally {
      this.fetchingMore = false;
    }
  }

  refresh(): Promise<void> {
    return this.#live.refresh();
  }

  /** Puts one at the top that came another way than by the feed. */
  add(item: T): void {
    this.#live.revise((page) =>
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
    const isIn = page.items.some((item) => item.id === id);
    if (change.data.gone || (view && has && !has(view))) {
      if (!isIn) return page;
      if (changedHere.has(id) && !view) this.#held &&= this.#held.filter((item) => item.id !== id);
      else if (this.#held) this.#left = new Map(this.#left).set(id, view ?? gone);
      return { ...page, items: page.items.filter((item) => item.id !== id) };
    }
    if (!view) return again;
    if (!isIn) {
      // Lists begin with what was created last. One that was created before may belong further
      // down, or on a page that was not fetched.
      const isNewer = view.createdAt !== undefined && view.createdAt > createdAt(page.items[0]);
      return isNewer ? { ...page, items: [view, ...page.items] } : again;
    }
    return { ...page, items: page.items.map((item) => (item.id === id ? view : item)) };
  }

  #itemsNow(): readonly T[] {
    return this.#live.data?.items ?? [];
  }
}

/** Without those that moved from one page to the next meanwhile. */
function joined<T extends { id: string }>(items: T[], more: readonly T[]): T[] {
  const ids = new Set(items.map(({ id }) => id));
  return [...items, ...more.filter(({ id }) => !ids.has(id))];
}

/** From the beginning, until there are as many as there were. */
async function readAll<T extends { id: string }>(
  read: ListSource<T>['read'],
  count: number,
  signal: AbortSignal,
): Promise<Page<T>> {
  let { items, nextCursor } = await read(undefined, signal);
  while (nextCursor !== null && items.length < count) {
    const page: Page<T> = await read(nextCursor, signal);
    items = joined(items, page.items);
    nextCursor = page.nextCursor;
  }
  return { items, nextCursor };
}
