// Owns how the app is: what its processes and the session's ports come to, since when, and telling
// of changes.
import type { App } from '../generated/schemas.ts';
import type { AppEnd, AppProcess } from './app-process.ts';
import type { OpenPort, PortWatch } from './ports/watch.ts';

/**
 * How long an app has to run without a port, or with another one than the manifest names, before
 * that counts: development servers open helper ports before their own.
 */
export const SETTLED_MS = 2000;
/** From here on the kernel gives out ports that nobody asked for (ip_local_port_range). */
const FIRST_RANDOM_PORT = 32_768;
/** Where `node --inspect` listens, for debuggers. */
const INSPECTOR_PORT = 9229;

/** What its processes tell. */
export interface AppFacts {
  command: string | null;
  isRunning: boolean;
  /** When it was started last, in milliseconds since 1970. */
  startedAt: number;
  end: AppEnd | null;
}

export type State = Pick<App, 'state' | 'port'>;

/** Pure: `hasPorts` says whether the manifest names any. */
export function stateOf(facts: AppFacts, hasPorts: boolean, open: readonly OpenPort[], now: number): State {
  const { command, isRunning, startedAt, end } = facts;
  if (command === null) return { state: 'none', port: null };
  const port = portOf(open, startedAt, now);
  if (isRunning) {
    const isSilent = !hasPorts && now - startedAt >= SETTLED_MS;
    return port !== null || isSilent ? { state: 'up', port } : { state: 'starting', port: null };
  }
  if (end === null || end.isWanted) return { state: 'stopped', port: null };
  // It put its server into a group of its own and ended well: the server is what was asked for.
  if (end.code === 0) return port === null ? { state: 'exited', port } : { state: 'up', port };
  return { state: 'crashed', port: null };
}

/**
 * The port that the app opened: one of its own processes' that the manifest names, else another of
 * theirs, else a named one that was opened since it was started, by whatever it started.
 */
function portOf(open: readonly OpenPort[], startedAt: number, now: number): number | null {
  const own = open.find(({ declared, isApps }) => declared && isApps);
  if (own) return own.number;
  const settled = open.filter(({ isApps, openedAt }) => isApps && now - openedAt >= SETTLED_MS);
  const [other] = settled.sort((a, b) => rank(a) - rank(b) || a.openedAt - b.openedAt || a.number - b.number);
  if (other) return other.number;
  return open.find(({ declared, openedAt }) => declared && openedAt >= startedAt)?.number ?? null;
}

const rank = ({ number }: OpenPort): number => (number === INSPECTOR_PORT ? 2 : number >= FIRST_RANDOM_PORT ? 1 : 0);

/** What else listens on a port that the manifest names, and did before the app was started. */
export function holderOf(open: readonly OpenPort[], startedAt: number): App['portHolder'] {
  const held = open.find(({ declared, isApps, openedAt }) => declared && !isApps && openedAt < startedAt);
  return held ? { port: held.number, pid: held.pid, name: held.name } : null;
}

export class AppHealth {
  #last: State = { state: 'none', port: null };
  #at = new Date().toISOString();
  #shown = '';

  /** `onChange` is called whenever something of the report changed that anybody waits for. */
  constructor(
    readonly app: AppProcess,
    readonly ports: PortWatch,
    readonly onChange: () => void,
  ) {}

  report(): App {
    const { app } = this;
    return { ...this.#changing(), at: this.#at, pid: app.pid, logEnd: app.log.end };
  }

  /** After each look at the ports. */
  async looked(): Promise<void> {
    await this.app.look(this.#last.port !== null);
    this.update();
  }

  /** Takes in what has changed with the app or its ports. */
  update(): void {
    const { app, ports } = this;
    const facts = {
      ...{ command: app.command, isRunning: app.isRunning },
      ...{ startedAt: app.startedAt?.getTime() ?? 0, end: app.end },
    };
    const next = stateOf(facts, ports.hasDeclared, ports.open(app.group), Date.now());
    const isNew = next.state !== this.#last.state;
    if (isNew) this.#at = new Date().toISOString();
    this.#last = next;
    if (isNew && next.state === 'crashed') this.#noteHolder();
    const shown = JSON.stringify(this.#changing());
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.onChange();
  }

  #noteHolder(): void {
    const { portHolder } = this.#changing();
    if (portHolder === null) return;
    const { port, name, pid } = portHolder;
    this.app.note(`port ${port} is held by ${name} (process ${pid}), which the app did not start`);
  }

  #changing(): Omit<App, 'at' | 'pid' | 'logEnd'> {
    const { app, ports } = this;
    const startedAt = app.startedAt;
    const isDown = this.#last.state === 'crashed' || this.#last.state === 'exited';
    // An app that found its port taken may have opened another one.
    const open = ports.open(app.group);
    const isElsewhere = isDown || !open.some(({ number, declared }) => declared && number === this.#last.port);
    return {
      ...this.#last,
      command: app.command,
      startedAt: startedAt?.toISOString() ?? null,
      exitCode: app.end?.code ?? null,
      signal: app.end?.signal ?? null,
      crashes: app.crashes,
      nextStartAt: app.nextStartAt?.toISOString() ?? null,
      portHolder: isElsewhere && startedAt ? holderOf(open, startedAt.getTime()) : null,
    };
  }
}
