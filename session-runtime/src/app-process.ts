// Owns the app: the start command as a process group of its own, its log, and starting it again
// after a crash.
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

export interface AppExit {
  code: number | null;
  signal: string | null;
  at: string;
}

export interface AppReport {
  state: 'none' | 'running' | 'restarting' | 'exited';
  command: string | null;
  pid: number | null;
  startedAt: string | null;
  exit: AppExit | null;
  restarts: number;
  logEnd: number;
}

interface Timing {
  backoffMs: readonly number[];
  stableMs: number;
}

export class AppProcess {
  readonly log = new ByteLog(LOG_BYTES);
  readonly logged = new Signal();
  #child: ChildProcess | null = null;
  #group: number | null = null;
  #restart: NodeJS.Timeout | null = null;
  #command: string | null = null;
  #env: Record<string, string> = {};
  #startedAt: string | null = null;
  #exit: AppExit | null = null;
  #restarts = 0;
  #crashes = 0;
  #stopping = false;
  /** Two bootstraps at once must not start two apps. */
  readonly #inTurn = pLimit(1);

  /**
   * `onTurn` is called at each start and at each end of the app, whoever causes them: its ports
   * open and close with it.
   */
  constructor(
    readonly workspace: string,
    readonly onTurn: () => void,
    readonly timing: Timing = { backoffMs: BACKOFF_MS, stableMs: STABLE_MS },
  ) {}

  /** The process group that it runs in; null while nothing of it runs. */
  get group(): number | null {
    return this.#group;
  }

  report(): AppReport {
    const running = this.#child !== null;
    const state = running
      ? 'running'
      : this.#restart !== null
        ? 'restarting'
        : this.#command === null
          ? 'none'
          : 'exited';
    return {
      state,
      command: this.#command,
      pid: this.#child?.pid ?? null,
      startedAt: this.#startedAt,
      exit: this.#exit,
      restarts: this.#restarts,
      logEnd: this.log.end,
    };
  }

  /** Brings the app to this command and environment; leaves it alone if it runs with just these. */
  ensure(command: string | null, env: Record<string, string>): Promise<void> {
    return this.#inTurn(async () => {
      const same = command === this.#command && JSON.stringify(env) === JSON.stringify(this.#env);
      if (same && this.#child !== null) return;
      await this.#end(STOP_GRACE_SECONDS);
      this.#command = command;
      this.#env = env;
      this.#crashes = 0;
      if (command !== null) this.#spawn(command);
    });
  }

  /** Ends the app: SIGTERM to its group, SIGKILL when the grace has passed. */
  stop(graceSeconds: number): Promise<void> {
    return this.#inTurn(() => this.#end(graceSeconds));
  }

  /**
   * Lets `change` happen while the app is down, and runs its command again after, if it has one.
   */
  whileDown(change: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await this.#end(STOP_GRACE_SECONDS);
      try {
        await change();
      } finally {
        this.#crashes = 0;
        if (this.#command !== null) this.#spawn(this.#command);
      }
    });
  }

  #spawn(command: string): void {
    this.#note(`$ ${command}`);
    // `detached` makes it the leader of a group of its own, so that ending it ends what it has
    // started.
    const child = spawn('bash', ['-c', command], {
      cwd: this.workspace,
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    endsBeforeRuntime(child.pid);
    this.onTurn();
    const memory = new MemoryWatch();
    this.#child = child;
    this.#group = child.pid ?? null;
    this.#startedAt = new Date().toISOString();
    const began = performance.now();
    const keep = (bytes: Buffer) => {
      this.log.append(bytes);
      this.logged.fire();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      if (child.pid !== undefined) return; // It runs; a signal could not be sent, and `exit` still comes.
      this.#note(`could not be started: ${error.message}`);
      this.#ended(child, { code: 127, signal: null }, performance.now() - began);
    });
    child.once('exit', (code, signal) => this.#ended(child, { code, signal }, performance.now() - began, memory.told));
  }

  #ended(child: ChildProcess, exit: { code: number | null; signal: string | null }, ranMs: number, memory = ''): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#exit = { ...exit, at: new Date().toISOString() };
    this.onTurn();
    if (this.#stopping || exit.code === 0) {
      this.#note(`ended${exit.signal === null ? ` with code ${exit.code}` : ` by ${exit.signal}`}${memory}`);
      return;
    }
    this.#crashes = ranMs >= this.timing.stableMs ? 1 : this.#crashes + 1;
    const delay = this.timing.backoffMs[this.#crashes - 1];
    const how = `${exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`}${memory}`;
    if (delay === undefined) {
      this.#note(`${how}; it crashed ${this.#crashes} times in a row and is left down`);
      return;
    }
    this.#note(`${how}; starting it again in ${delay / 1000} s (${this.#crashes} of ${this.timing.backoffMs.length})`);
    this.#restart = setTimeout(() => {
      this.#restart = null;
      this.#restarts += 1;
      if (this.#command !== null) this.#spawn(this.#command);
    }, delay);
  }

  async #end(graceSeconds: number): Promise<void> {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    const group = this.#group;
    if (group === null) return;
    this.#stopping = true;
    try {
      const child = this.#child;
      const exited =
        child === null ? Promise.resolve() : new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (signalGroup(group, 'SIGTERM') && !(await groupGone(group, graceSeconds * 1000))) {
        signalGroup(group, 'SIGKILL');
        await groupGone(group, KILLED_WITHIN_MS);
      }
      await exited;
      this.#group = null;
    } finally {
      this.#stopping = false;
    }
  }

  #note(line: string): void {
    this.log.append(Buffer.from(`[burstflare] ${line}\n`));
    this.logged.fire();
  }
}
