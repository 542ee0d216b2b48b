// The last thousand changes of a workspace, in their order, for who follows live and who comes
// back. They are in memory alone: after a crash nobody knows which hints were on their way, so
// whoever comes back after one is reset. Each id says of which life of the object it is.
import type { Change } from '../port.ts';

const kept = 1000;

/**
 * A change counts as read once the thing it is about was read after it: `frame` is then what
 * followers get.
 */
export interface Entry extends Change {
  readonly seq: number;
  state: 'due' | 'read' | 'replaced';
  frame: Uint8Array | null;
}

/** What follows a position: entries that were read, and the position behind them. */
export interface Step {
  readonly entries: readonly Entry[];
  readonly position: number;
}

/** How much is passed on at once; one entry always is. */
const bytesAtOnce = 32 * 1024;

export class Changes {
  readonly #life: string;
  readonly #entries: Entry[] = [];
  readonly #newest = new Map<string, Entry>();
  #head: number;

  /**
   * Counts on from the time at which it began, in milliseconds: so a later life counts from a
   * higher number than an earlier one reached.
   */
  constructor(begunAt: number) {
    this.#life = begunAt.toString(36);
    this.#head = begunAt;
  }

  /** The position behind all that has happened. */
  get head(): number {
    return this.#head;
  }

  add(changes: readonly Change[]): void {
    for (const { kind, id } of changes) {
      const key = `${kind} ${id}`;
      const older = this.#newest.get(key);
      // Who has not got the older one yet gets the newer one instead: a view says all there is.
      if (older) Object.assign(older, { state: 'replaced', frame: null });
      this.#head += 1;
      const entry: Entry = { kind, id, seq: this.#head, state: 'due', frame: null };
      this.#newest.set(key, entry);
      this.#entries.push(entry);
      if (this.#entries.length > kept) this.#drop();
    }
  }

  #drop(): void {
    const oldest = this.#entries.shift();
    if (!oldest) return;
    const key = `${oldest.kind} ${oldest.id}`;
    if (this.#newest.get(key) === oldest) this.#newest.delete(key);
  }

  /** The oldest of those behind a position that wait to be read. */
  due(position: number, limit: number): Entry[] {
    return this.#entries.filter(({ state, seq }) => state === 'due' && seq > position).slice(0, limit);
  }

  /**
   * Null where more has happened since than is kept. Ends before what waits to be read, so that
   * nothing is passed over.
   */
  after(position: number): Step | null {
    const dropped = this.#head - this.#entries.length;
    if (position < dropped) return null;
    const entries: Entry[] = [];
    let at = position;
    let bytes = 0;
    for (const entry of this.#entries.slice(position - dropped)) {
      if (entry.state === 'due' || bytes > bytesAtOnce) break;
      if (entry.state === 'read') entries.push(entry);
      bytes += entry.frame?.byteLength ?? 0;
      at = entry.seq;
    }
    return { entries, position: at };
  }

  idAt(position: number): string {
    return `${this.#life}.${position}`;
  }

  /** Null for an id that this life of the object never gave. */
  positionOf(id: string): number | null {
    const [life, digits = '', ...more] = id.split('.');
    if (life !== this.#life || more.length > 0 || !/^\d{1,15}$/.test(digits)) return null;
    const position = Number(digits);
    return position <= this.#head ? position : null;
  }
}
