// The one place where data on the page keeps itself fresh: read once, changed by the workspace's
// feed, and read again where the feed cannot say all. No timer asks for anything, save after a
// failure, where time alone changes the data, and every few minutes for what a lost hint hid.
import { untrack } from 'svelte';
import type { Schemas } from './api.ts';
import { connection } from './connection.svelte.ts';
import { isUnreachable, shownError, type ShownError } from './errors.ts';
import { listen, type Change, type Listener } from './feed.ts';
import { Memory } from './sign-in-memory.ts';

/** What a change makes of data where it does not say enough: it is read again. */
export const again = Symbol('again');
export type Revised<T> = T | typeof again;

export interface Source<T> {
  /** Names the data. What was read under a key is shown at once when the key comes back. */
  key: string;
  read(signal: AbortSignal): Promise<T>;
  /** What a change in the workspace makes of it. Left out: no change touches it. */
  takes?(data: T, change: Change): Revised<T>;
  /** From when on it is not true any more though nothing changes it, in milliseconds since 1970. */
  until?(data: T): number | null;
}

/** What each kind of change carries: the same that a reading of the thing brings. */
interface Views {
  session: Schemas['Session'];
  template: Schemas['Template'];
  version: Schemas['TemplateVersion'];
  build: Schemas['Build'];
  release: Schemas['Release'];
  snapshot: Schemas['Snapshot'];
}
export type Kind = keyof Views;

/** For `takes` of one thing's own page. Of a thing that is gone, the reading says so. */
export function itself<K extends Kind>(kind: K, id: string): (data: Views[K], change: Change) => Revised<Views[K]> {
  return (data, change) => {
    if (change.event !== kind || change.data.id !== id || !('view' in change.data)) return data;
    // The event's name says whose view it is.
    return (change.data.view as Views[K] | null) ?? again;
  };
}

const giveUpAfterMs = 20_000;
const slowestMs = 30_000;
/**
 * Readings that changes ask for are at least this far apart: a busy workspace is not read anew for
 * each of its changes.
 */
const leastApartMs = 300;
/**
 * The feed is a hint, and one may have been lost. Who comes back to a tab reads what is older, and
 * what is looked at for longer is read now and then.
 */
const oldAfterMs = 60_000;
const readAfterMs = 5 * 60_000;
const kept = new Memory<{ data: unknown; text: string }>();

/** What the page shows. */
const onPage = new Set<Live<unknown>>();

/**
 * Takes a value that another request brought, such as the reply to a change, wherever it is shown,
 * and keeps it. What was asked for before and still comes may not know of the change, and is passed
 * over.
 */
export function accept(key: string, data: unknown): void {
  kept.set(key, { data, text: JSON.stringify(data) });
  for (const live of onPage) live.overtake(key, data);
}

/**
 * What people did something to in this tab: who deletes a row wants it gone, wherever their pointer
 * is.
 */
export const changedHere = new Set<string>();

/**
 * After a change that was made here: what the page shows of these kinds, by the first part of its
 * key, is read at once.
 */
export function readAgain(...kinds: string[]): void {
  for (const live of onPage) if (kinds.some((kind) => live.key.startsWith(`${kind}/`))) void live.refresh();
}

/**
 * A value that stays fresh while the component that made it is on the page. Make it while a
 * component is set up.
 */
export class Live<T> {
  data = $state.raw<T>();
  /**
   * Why there is no data, or why the newest reading was refused; not set while the connection is
   * merely lost.
   */
  error = $state.raw<ShownError | null>(null);
  /** Names what is followed; empty if nothing is. */
  key = '';
  #text = '';
  #reading: { now(): Promise<void>; revise(revision: (data: T) => Revised<T>): void; overtake(): void } | null = null;

  constructor(source: () => Source<T> | null) {
    $effect(() => {
      const current = source();
      return untrack(() => this.#follow(current));
    });
  }

  /** Reads now, and resolves when that is done. */
  async refresh(): Promise<void> {
    await this.#reading?.now();
  }

  /**
   * Changes what is there by what came another way; a reading that is under way, and may not know
   * of it, is changed too.
   */
  revise(revision: (data: T) => Revised<T>): void {
    this.#reading?.revise(revision);
  }

  /** For `accept`: the key says what the value is, as the page may show something else by then. */
  overtake(key: string, data: T): void {
    if (key !== this.key) return;
    this.#take(data);
    this.#reading?.overtake();
  }

  #take(data: T): void {
    // The same content keeps the same object, so that nothing on the page is drawn again for
    // nothing.
    const text = JSON.stringify(data);
    if (text !== this.#text || this.data === undefined) {
      this.#text = text;
      this.data = data;
      kept.set(this.key, { data, text });
    }
    this.error = null;
  }

  #follow(source: Source<T> | null): (() => void) | undefined {
    const before = source && kept.get(source.key);
    // What is kept under a key was put there by a source of that key, so it is of its type.
    this.data = before ? (before.data as T) : undefined;
    this.#text = before?.text ?? '';
    this.key = source?.key ?? '';
    this.error = null;
    if (!source) return undefined;
    onPage.add(this);
    const reading = new Reading<T>(source, {
      data: () => this.data,
      take: (data) => this.#take(data),
      failed: (thrown, askedAt) => this.#failed(thrown, askedAt),
      answered: (askedAt) => connection.answered(this, askedAt),
    });
    this.#reading = reading;
    void reading.now();
    return () => {
      onPage.delete(this);
      reading.end();
      connection.left(this);
      this.#reading = null;
    };
  }

  #failed(thrown: unknown, askedAt: number): void {
    const error = shownError(thrown);
    const lost = isUnreachable(thrown) || error.status >= 500;
    if (lost) connection.lost(this);
    else connection.answered(this, askedAt);
    // A lost connection leaves what is on the page; a refusal (gone, forbidden) replaces it.
    if (!lost || this.data === undefined) this.error = error;
    if (!lost) {
      this.data = undefined;
      this.#text = '';
      kept.delete(this.key);
    }
  }
}

interface Owner<T> {
  data(): T | undefined;
  take(data: T): void;
  failed(thrown: unknown, askedAt: number): void;
  answered(askedAt: number): void;
}

/** The readings of one source, and what changes between them. */
class Reading<T> implements Listener {
  readonly #source: Source<T>;
  readonly #owner: Owner<T>;
  readonly #gone = new AbortController();
  /** What came while each of the readings that are under way was: its answer may not know of it. */
  readonly #underWay = new Set<((data: T) => Revised<T>)[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #failures = 0;
  // Readings may overlap, as a change is read at once though another one is on its way: one that is
  // overtaken counts for nothing.
  #asked = 0;
  #settled = 0;
  #askedAt = -Infinity;
  /** To be read when somebody looks. */
  #isStale = false;
  #unlisten: () => void;

  constructor(source: Source<T>, owner: Owner<T>) {
    this.#source = source;
    this.#owner = owner;
    const { signal } = this.#gone;
    const look = () => {
      if (document.hidden || this.#underWay.size > 0) return;
      const isOld = performance.now() - this.#askedAt > oldAfterMs;
      if (this.#isStale || this.#failures > 0 || isOld) void this.now();
    };
    document.addEventListener('visibilitychange', look, { signal });
    addEventListener('online', look, { signal });
    this.#unlisten = listen(this);
  }

  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    this.#isStale = false;
    const turn = ++this.#asked;
    const missing: ((data: T) => Revised<T>)[] = [];
    this.#underWay.add(missing);
    this.#askedAt = performance.now();
    const askedAt = Date.now();
    const isOver = () => this.#gone.signal.aborted || turn < this.#settled;
    try {
      const data = await this.#source.read(AbortSignal.any([this.#gone.signal, AbortSignal.timeout(giveUpAfterMs)]));
      if (isOver()) return;
      this.#settled = turn;
      this.#failures = 0;
      this.#owner.answered(askedAt);
      this.#underWay.delete(missing);
      this.#owner.take(data);
      this.#expire(data);
      for (const revision of missing) this.#apply(revision);
    } catch (thrown) {
      if (isOver()) return;
      this.#settled = turn;
      this.#failures += 1;
      this.#owner.failed(thrown, askedAt);
      this.#soon(Math.min(slowestMs, 1000 * 2 ** (this.#failures - 1)) * (0.75 + Math.random() / 2));
    } finally {
      this.#underWay.delete(missing);
    }
  }

  revise(revision: (data: T) => Revised<T>): void {
    for (const missing of this.#underWay) missing.push(revision);
    this.#apply(revision);
  }

  overtake(): void {
    this.#settled = ++this.#asked;
  }

  changed(change: Change): void {
    const { takes } = this.#source;
    if (takes) this.revise((data) => takes(data, change));
  }

  coveredFrom(time: number): void {
    if (this.#askedAt < time) this.#soon(0);
  }

  end(): void {
    this.#gone.abort();
    this.#unlisten();
    clearTimeout(this.#timer);
  }

  #apply(revision: (data: T) => Revised<T>): void {
    const before = this.#owner.data();
    if (before === undefined) return;
    const after = revision(before);
    if (after === again) this.#soon(Math.max(0, this.#askedAt + leastApartMs - performance.now()));
    else if (after !== before) {
      this.#owner.take(after);
      this.#expire(after);
    }
  }

  #expire(data: T): void {
    const until = this.#source.until?.(data) ?? null;
    if (until !== null) this.#soon(Math.max(leastApartMs, until - Date.now()));
    this.#soon(this.#askedAt + readAfterMs - performance.now());
  }

  /**
   * Reads in so long, unless it is due before; in a tab that nobody looks at, when somebody does.
   */
  #soon(ms: number): void {
    const due = performance.now() + ms;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#due = Infinity;
      if (document.hidden) this.#isStale = true;
      else void this.now();
    }, ms);
  }
}
