// Owns the session's ports: declared and found, their states, and telling of changes.
import { Signal } from '../signal.ts';
import { ListenerScan, type Listeners } from './listeners.ts';

const EAGER_MS = 100;
const IDLE_MS = 1000;

export interface DeclaredPort {
  number: number;
  label: string | null;
}

export interface PortReport extends DeclaredPort {
  declared: boolean;
  state: 'waiting' | 'open' | 'closed';
  changedAt: string;
}

export class PortWatch {
  #declared: DeclaredPort[] = [];
  #reports: PortReport[] = [];
  #listeners: Listeners = new Map();
  #version = 0;
  #scanning: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #changed = new Signal();
  readonly #scan: ListenerScan;

  constructor(marker: string | null, hidden: number | null) {
    this.#scan = new ListenerScan(marker, hidden);
  }

  list(): { version: number; items: PortReport[] } {
    return { version: this.#version, items: this.#reports };
  }

  declare(ports: DeclaredPort[]): Promise<void> {
    this.#declared = ports;
    return this.refresh();
  }

  /** The address that reaches the port's listener, as of now. */
  async find(port: number): Promise<string | null> {
    if (!this.#listeners.has(port)) await this.refresh();
    return this.#listeners.get(port) ?? null;
  }

  /** Waits until the version is another one than `since`. */
  async changedSince(since: number, milliseconds: number, giveUp: AbortSignal): Promise<void> {
    if (this.#version !== since) return;
    const waited = this.#changed.wait(milliseconds, giveUp);
    this.#plan();
    await waited;
  }

  /** Looks now; callers at the same time share one look. */
  refresh(): Promise<void> {
    this.#scanning ??= this.#look().finally(() => {
      this.#scanning = null;
      this.#plan();
    });
    return this.#scanning;
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    this.#listeners = await this.#scan.scan();
    const next = merge(this.#declared, this.#listeners, this.#reports, new Date().toISOString());
    if (JSON.stringify(next) === JSON.stringify(this.#reports)) return;
    this.#reports = next;
    this.#version += 1;
    this.#changed.fire();
  }

  // The kernel tells nobody when a socket starts to listen, so it is asked: often while something is awaited, else seldom.
  #plan(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const eager = this.#changed.watched || this.#reports.some(({ state }) => state === 'waiting');
    this.#timer = setTimeout(() => void this.refresh(), eager ? EAGER_MS : IDLE_MS);
    this.#timer.unref();
  }
}

/** The new reports: a port that changed carries `now`, the others what they carried before. */
export function merge(declared: DeclaredPort[], listeners: Listeners, before: PortReport[], now: string): PortReport[] {
  const found = [...listeners.keys()].filter((number) => !declared.some((port) => port.number === number));
  const ports = [
    ...declared.map((port) => ({ ...port, declared: true })),
    ...found.sort((a, b) => a - b).map((number) => ({ number, label: null, declared: false })),
  ];
  return ports.map((port) => {
    const last = before.find(({ number }) => number === port.number);
    const wasOpen = last !== undefined && last.state !== 'waiting';
    const state = listeners.has(port.number) ? 'open' : wasOpen ? 'closed' : 'waiting';
    return { ...port, state, changedAt: last?.state === state ? last.changedAt : now };
  });
}
