// The one place where data on the page keeps itself fresh. A source is read again after its interval, more slowly while it
// fails, and not at all in a hidden tab. Where the contract gains event streams, they replace the timer here and nothing else.
import { untrack } from 'svelte';
import { Memory } from './sign-in-memory.ts';
import { isUnreachable, shownError, type ShownError } from './errors.ts';

export interface Source<T> {
  /** Names the data. What was read under a key is shown at once when the key comes back. */
  key: string;
  read(signal: AbortSignal): Promise<T>;
  /** How long until the next reading; short while something is under way. */
  everyMs(data: T): number;
}

const giveUpAfterMs = 20_000;
const slowestMs = 30_000;
const kept = new Memory<{ data: unknown; text: string }>();

/** Whether what is on the page is live: since when it is not, over all sources on the page and what was lost before them. */
class Connection {
  /** Stands for what is not on the page any more, or never came: it is down until anything answers. */
  readonly #gone = {};
  #down = $state.raw<ReadonlyMap<object, number>>(new Map());
  downSince = $derived(this.#down.size === 0 ? null : Math.min(...this.#down.values()));

  /** What was asked for before the connection was lost may still arrive, and does not say that it is back. */
  answered(source: object, askedAt: number): void {
    if (!this.#down.has(source) && !this.#down.has(this.#gone)) return;
    const down = new Map(this.#down);
    down.delete(source);
    if ((down.get(this.#gone) ?? 0) <= askedAt) down.delete(this.#gone);
    this.#down = down;
  }

  /** Without a source: a page that could not be fetched. */
  lost(source: object = this.#gone): void {
    if (!this.#down.has(source)) this.#down = new Map(this.#down).set(source, Date.now());
  }

  /** The source leaves the page. That is no answer: what was down stays so. */
  left(source: object): void {
    const since = this.#down.get(source);
    if (since === undefined) return;
    const down = new Map(this.#down);
    down.delete(source);
    this.#down = down.set(this.#gone, Math.min(since, down.get(this.#gone) ?? since));
  }
}

export const connection = new Connection();

/** What the page shows. */
const onPage = new Set<Live<unknown>>();

/**
 * Takes a value that another request brought, such as the reply to a change, wherever it is shown, and keeps it. What was asked for
 * before and still comes may not know of the change, and is passed over.
 */
export function accept(key: string, data: unknown): void {
  kept.set(key, { data, text: JSON.stringify(data) });
  for (const live of onPage) live.overtake(key, data);
}

/** After a change that was made here: what the page shows of these kinds, by the first part of its key, is read at once. */
export function readAgain(...kinds: string[]): void {
  for (const live of onPage) if (kinds.some((kind) => live.key.startsWith(`${kind}/`))) void live.refresh();
}

/** A value that stays fresh while the component that made it is on the page. Make it while a component is set up. */
export class Live<T> {
  data = $state.raw<T>();
  /** Why there is no data, or why the newest reading was refused; not set while the connection is merely lost. */
  error = $state.raw<ShownError | null>(null);
  #again: (() => Promise<void>) | null = null;
  #overtake: () => void = () => {};
  #text = '';
  /** Names what is followed; empty if nothing is. */
  key = '';

  constructor(source: () => Source<T> | null) {
    $effect(() => {
      const current = source();
      return untrack(() => this.#follow(current));
    });
  }

  /** Reads now instead of at the next interval. */
  async refresh(): Promise<void> {
    await this.#again?.();
  }

  /** For `accept`: the key says what the value is, as the page may show something else by then. */
  overtake(key: string, data: T): void {
    if (key !== this.key) return;
    this.#take(data);
    this.#overtake();
  }

  #take(data: T): void {
    // The same content keeps the same object, so that nothing on the page is drawn again for nothing.
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

    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    // Readings may overlap, as a change is read at once though a regular one is on its way: one that is overtaken counts for nothing.
    let asked = 0;
    let settled = 0;

    const next = () => {
      clearTimeout(timer);
      if (!document.hidden && asked === settled) timer = setTimeout(again, this.#pause(source, failures));
    };
    const again = async () => {
      clearTimeout(timer);
      const turn = ++asked;
      const isOver = () => gone.signal.aborted || turn < settled;
      const askedAt = Date.now();
      try {
        const data = await source.read(AbortSignal.any([gone.signal, AbortSignal.timeout(giveUpAfterMs)]));
        if (isOver()) return;
        failures = 0;
        this.#take(data);
        connection.answered(this, askedAt);
      } catch (thrown) {
        if (isOver()) return;
        failures += 1;
        this.#failed(thrown, askedAt);
      }
      settled = turn;
      next();
    };
    const onVisible = () => {
      if (document.hidden) clearTimeout(timer);
      else if (asked === settled) void again();
    };

    this.#again = again;
    this.#overtake = () => {
      settled = ++asked;
      next();
    };
    document.addEventListener('visibilitychange', onVisible);
    addEventListener('online', onVisible);
    void again();
    return () => {
      gone.abort();
      onPage.delete(this);
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
      removeEventListener('online', onVisible);
      connection.left(this);
      this.#again = null;
      this.#overtake = () => {};
    };
  }

  #pause(source: Source<T>, failures: number): number {
    if (failures > 0) return Math.min(slowestMs, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
    return this.data === undefined ? slowestMs : source.everyMs(this.data);
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
