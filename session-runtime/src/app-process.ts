// Owns the app's processes: the start command as a process group of its own, its log, and starting
// it again after a crash.
import { spawn, type ChildProcess } from 'node:child_process';
import pLimit from 'p-limit';
import { ByteLog } from './byte-log.ts';
import { endsBeforeRuntime, MemoryWatch } from './memory.ts';
import { groupGone, signalGroup } from './process-group.ts';
import { Signal } from './signal.ts';

const LOG_BYTES = 1024 * 1024;
const BACKOFF_MS = [500, 1000, 2000, 4000, 8000]; // One entry per restart; after the last the app stays down until somebody acts.
const STABLE_MS = 60_000; // An app that ran this long has proven itself, and its next crash counts as the first.
const STOP_GRACE_SECONDS = 5;
const KILLED_WITHIN_MS = 1000; // Longer only for a process that hangs in the kernel, which nothing ends.

/**
 * How the app ended. Both are null where only processes were left that the runtime did not start.
 */
export interface AppEnd {
  code: number | null;
  signal: string | null;
  /** The runtime ended it: that is no crash. */
  isWanted: boolean;
}

interface Timing {
  backoffMs: readonly number[];
  stableMs: number;
}

interface Around {
  /** Called at each start and at each end of the app, whoever causes them. */
  onTurn(): void;
  /** Awaited before a start that somebody asked for: what listens already is not the app's. */
  beforeStart(): Promise<void>;
}

export class AppProcess {
  readonly log = new ByteLog(LOG_BYTES);
  readonly logged = new Signal();
  #child: ChildProcess | null = null;
  #group: number | null = null;
  /** The shell ended with code 0, and what it left in the background is the app. */
  #isLeftBehind = false;
  #restart: { timer: NodeJS.Timeout; at: Date } | null = null;
  #proven: NodeJS.Timeout | undefined;
  #command: string | null = null;
  #env: Record<string, string> = {};
  #startedAt: Date | null = null;
  #end: AppEnd | null = null;
  #crashes = 0;
  #stopping = false;
  /** Two bootstraps at once must not start two apps. */
  readonly #inTurn = pLimit(1);

  constructor(
    readonly workspace: string,
    readonly around: Around,
    readonly timing: Timing = { backoffMs: BACKOFF_MS, stableMs: STABLE_MS },
  ) {}

  /** The process group that it runs in; null while nothing of it runs. */
  get group(): number | null {
    return this.#group;
  }

  get command(): string | null {
    return this.#command;
  }

  get isRunning(): boolean {
    return this.#child !== null || this.#isLeftBehind;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get startedAt(): Date | null {
    return this.#startedAt;
  }

  /** How it ended the last time since somebody started it; null if it did not. */
  get end(): AppEnd | null {
    return this.#end;
  }

  /** How many times in a row it has crashed. */
  get crashes(): number {
    return this.#crashes;
  }

  /** When it is started again by itself; null if it is not. */
  get nextStartAt(): Date | null {
    return this.#restart?.at ?? null;
  }

  /** Brings the app to this command and environment; leaves it alone if it runs with just these. */
  ensure(command: string | null, env: Record<string, string>): Promise<void> {
    return this.#inTurn(async () => {
      const same = command === this.#command && JSON.stringify(env) === JSON.stringify(this.#env);
      if (same && this.isRunning) return;
      await this.#down(STOP_GRACE_SECONDS);
      this.#command = command;
      this.#env = env;
      await this.#begin();
    });
  }

  /** Ends the app if it runs, and starts it as if it had never crashed. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#down(STOP_GRACE_SECONDS);
      await this.#begin();
    });
  }

  /** Ends the app: SIGTERM to its group, SIGKILL when the grace has passed. */
  stop(graceSeconds: number): Promise<void> {
    return this.#inTurn(() => this.#down(graceSeconds));
  }

  /**
   * Lets `change` happen while the app is down, and runs its command again after, if it has one.
   */
  whileDown(change: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await this.#down(STOP_GRACE_SECONDS);
      try {
        await change();
      } finally {
        await this.#begin();
      }
    });
  }

  /**
   * Looks whether what the shell left in the background still runs: the kernel reports its end to
   * nobody here. `wasUp`: it had its port open, so that its end is a crash.
   */
  async look(wasUp: boolean): Promise<void> {
    const group = this.#group;
    if (!this.#isLeftBehind || this.#stopping || group === null || !(await groupGone(group, 0))) return;
    if (!this.#isLeftBehind || this.#stopping || this.#group !== group) return;
    this.#isLeftBehind = false;
    const ranMs = Date.now() - (this.#startedAt?.getTime() ?? 0);
    if (wasUp)
      this.#crashed({ code: null, signal: null }, ranMs, 'what the start command left in the background ended');
    else this.#ended({ code: 0, signal: null, isWanted: false }, 'what it left in the background ended');
  }

  async #begin(): Promise<void> {
    this.#crashes = 0;
    this.#end = null;
    if (this.#command === null) return;
    await this.around.beforeStart();
    this.#spawn(this.#command);
  }

  #spawn(command: string): void {
    this.note(`$ ${command}`);
    // `detached` makes it the leader of a group of its own, so that ending it ends what it has
    // started.
    const child = spawn('bash', ['-c', command], {
      cwd: this.workspace,
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    endsBeforeRuntime(child.pid);
    const memory = new MemoryWatch();
    this.#child = child;
    this.#group = child.pid ?? null;
    this.#startedAt = new Date();
    this.#proven = setTimeout(() => this.#stable(), this.timing.stableMs).unref();
    const began = performance.now();
    const keep = (bytes: Buffer) => {
      this.log.append(bytes);
      this.logged.fire();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      if (child.pid !== undefined) return; // It runs; a signal could not be sent, and `exit` still comes.
      this.note(`could not be started: ${error.message}`);
      void this.#exited(child, { code: 127, signal: null }, performance.now() - began, '');
    });
    child.once('exit', (code, signal) => {
      void this.#exited(child, { code, signal }, performance.now() - began, memory.told);
    });
    this.around.onTurn();
  }

  #stable(): void {
    if (this.#crashes === 0) return;
    this.#crashes = 0;
    this.around.onTurn();
  }

  async #exited(child: ChildProcess, exit: Omit<AppEnd, 'isWanted'>, ranMs: number, memory: string): Promise<void> {
    if (this.#child !== child) return;
    const how = `${exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`}${memory}`;
    if (this.#stopping) {
      this.#child = null;
      return this.#ended({ ...exit, isWanted: true }, how);
    }
    if (exit.code !== 0) {
      this.#child = null;
      // What it left would keep the port that its next run is to open.
      if (this.#group !== null) signalGroup(this.#group, 'SIGTERM');
      return this.#crashed(exit, ranMs, how);
    }
    const isLeft = this.#group !== null && !(await groupGone(this.#group, 0));
    if (this.#child !== child) return;
    this.#child = null;
    if (isLeft && !this.#stopping) {
      this.#isLeftBehind = true;
      this.note('the start command ended with code 0; what it left in the background runs on');
      this.around.onTurn();
    } else this.#ended({ ...exit, isWanted: this.#stopping }, how);
  }

  #ended(end: AppEnd, how: string): void {
    clearTimeout(this.#proven);
    this.#end = end;
    this.note(how);
    this.around.onTurn();
  }

  #crashed(exit: Omit<AppEnd, 'isWanted'>, ranMs: number, how: string): void {
    this.#crashes = ranMs >= this.timing.stableMs ? 1 : this.#crashes + 1;
    const delay = this.timing.backoffMs[this.#crashes - 1];
    const next =
      delay === undefined
        ? `it crashed ${this.#crashes} times in a row and is left down`
        : `starting it again in ${delay / 1000} s (${this.#crashes} of ${this.timing.backoffMs.length})`;
    if (delay !== undefined) {
      const timer = setTimeout(() => this.#again(), delay);
      this.#restart = { timer, at: new Date(Date.now() + delay) };
    }
    this.#ended({ ...exit, isWanted: false }, `${how}; ${next}`);
  }

  #again(): void {
    this.#restart = null;
    if (this.#group !== null) signalGroup(this.#group, 'SIGKILL');
    if (this.#command !== null) this.#spawn(this.#command);
  }

  async #down(graceSeconds: number): Promise<void> {
    if (this.#restart !== null) clearTimeout(this.#restart.timer);
    clearTimeout(this.#proven);
    this.#restart = null;
    this.#stopping = true;
    try {
      if (this.#group !== null) await this.#endGroup(this.#group, graceSeconds);
      this.#group = null;
      this.#isLeftBehind = false;
      if (this.#startedAt === null) return;
      this.#end = { code: null, signal: null, ...this.#end, isWanted: true };
      this.around.onTurn();
    } finally {
      this.#stopping = false;
    }
  }

  async #endGroup(group: number, graceSeconds: number): Promise<void> {
    const child = this.#child;
    const exited =
      child === null ? Promise.resolve() : new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (signalGroup(group, 'SIGTERM') && !(await groupGone(group, graceSeconds * 1000))) {
      signalGroup(group, 'SIGKILL');
      await groupGone(group, KILLED_WITHIN_MS);
    }
    await exited;
  }

  /** A line of the platform in the app's log. */
  note(line: string): void {
    this.log.append(Buffer.from(`[burstflare] ${line}\n`));
    this.logged.fire();
  }
}
