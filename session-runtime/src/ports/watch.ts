// Owns the session's ports: declared and found, their states, and telling of changes.
import { Signal } from '../signal.ts';
import { ListenerScan, type Listeners } from './listeners.ts';

const SOONEST_MS = 100;
const LATEST_MS = 5000;
/** While a caller waits for a change. */
const AWAITED_MS = 500;
/**
 * A look comes after a twentieth of the time that has passed since a port was last to be expected.
 */
const SHARE = 20;

export interface DeclaredPort {
  number: number;
  label: string | null;
}

/** A port that is open, and who listens there. */
export interface OpenPort {
  number: number;
  declared: boolean;
  /** When it was seen to be open, in milliseconds since 1970. */
  openedAt: number;
  /** A process of the app's group listens. */
  isApps: boolean;
  pid: number;
  name: string;
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
  /** When the ports were last looked at themselves, by the process's own clock. */
  #scannedAt = 0;
  #timer: NodeJS.Timeout | null = null;
  /**
   * When something last happened that a port may follow, in milliseconds of the process's own
   * clock.
   */
  #expectedAt = performance.now();
  readonly #changed = new Signal();
  readonly #scan: ListenerScan;

  constructor(
    marker: string | null,
    hidden: number | null,
    readonly on: {
      /** After each change of the list. */
      change(): void;
      /** After each look, whether or not something changed. */
      look(): Promise<void>;
    },
  ) {
    this.#scan = new ListenerScan(marker, hidden);
  }

  list(): { version: number; items: PortReport[] } {
    return { version: this.#version, items: this.#reports };
  }

  declare(ports: DeclaredPort[]): Promise<void> {
    this.#declared = ports;
    this.expect();
    return this.refresh();
  }

  /** Looks often again for a while: the app was just started, or has ended. */
  expect(): void {
    this.#expectedAt = performance.now();
    this.#plan();
  }

  /** The address that reaches the port's listener, as of now. */
  async find(port: number): Promise<string | null> {
    if (!this.#listeners.has(port)) await this.refresh();
    return this.#listeners.get(port)?.address ?? null;
  }

  get hasDeclared(): boolean {
    return this.#declared.length > 0;
  }

  /** The ports that are open, as of the newest look; `group` is the app's process group. */
  open(group: number | null): OpenPort[] {
    return this.#reports.flatMap(({ number, declared, changedAt }) => {
      const listener = this.#listeners.get(number);
      if (!listener) return [];
      const { pid, name } = listener;
      return [{ number, declared, openedAt: Date.parse(changedAt), isApps: listener.group === group, pid, name }];
    });
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

  /**
   * A look that nobody asked for: it is spared while the kernel counts as many sockets as before.
   */
  async #lookAgain(): Promise<void> {
    if (performance.now() - this.#scannedAt >= LATEST_MS || this.#scan.mayHaveChanged()) return await this.refresh();
    await this.on.look();
    this.#plan();
  }

  async #look(): Promise<void> {
    this.#scannedAt = performance.now();
    this.#listeners = await this.#scan.scan();
    const next = merge(this.#declared, this.#listeners, this.#reports, new Date().toISOString());
    const isSame = JSON.stringify(next) === JSON.stringify(this.#reports);
    if (!isSame) {
      this.#reports = next;
      this.#version += 1;
      // A port that opens or closes is often followed by another.
      this.#expectedAt = performance.now();
      this.#changed.fire();
      this.on.change();
    }
    await this.on.look();
  }

  // The kernel reports nowhere that a socket starts to listen, so it is asked: often at first, and
  // ever less often while nothing happens. A port is thus seen late by at most a twentieth of the
  // time that it took to open, and an idle session costs nothing.
  #plan(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => void this.#lookAgain(),
      nextLookMs(performance.now() - this.#expectedAt, this.#changed.watched),
    );
    this.#timer.unref();
  }
}

/** How long until the next look at the ports, in milliseconds. */
export function nextLookMs(sinceExpectedMs: number, awaited: boolean): number {
  const share = Math.min(LATEST_MS, Math.max(SOONEST_MS, sinceExpectedMs / SHARE));
  return awaited ? Math.min(share, AWAITED_MS) : share;
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
