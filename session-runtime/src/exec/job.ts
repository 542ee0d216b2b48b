// Owns one job: a command in a process group of its own, its time limit, its output, and how it
// ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ByteLog } from '../byte-log.ts';
import type { Job as JobReport } from '../../generated/schemas.ts';
import { endsBeforeRuntime, MemoryWatch } from '../memory.ts';
import { groupGone, signalGroup } from '../process-group.ts';
import { Signal } from '../signal.ts';

const LOG_BYTES = 4 * 1024 * 1024;
const GRACE_MS = 5000;
const KILLED_WITHIN_MS = 1000; // Longer only for a process that hangs in the kernel, which nothing ends.
const DRAIN_MS = 1000; // A process that left the group may hold the pipe open for ever.

export interface JobCommand {
  jobId: string;
  command: string;
  cwd: string;
  env: Record<string, string>;
  timeoutSeconds: number;
}

export class Job {
  readonly log = new ByteLog(LOG_BYTES);
  readonly logged = new Signal();
  readonly ended: Promise<void>;
  readonly startedAt = new Date().toISOString();
  #state: JobReport['state'] = 'running';
  #exit: { code: number | null; signal: string | null } = { code: null, signal: null };
  #endedAt: string | null = null;
  #cause: 'timed_out' | 'killed' | null = null;
  readonly #child: ChildProcess;
  readonly #memory = new MemoryWatch();

  constructor(readonly asked: JobCommand) {
    const { command, cwd, env } = asked;
    this.#child = spawn('bash', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    endsBeforeRuntime(this.#child.pid);
    this.#child.stdout?.on('data', (bytes: Buffer) => this.#print(bytes));
    this.#child.stderr?.on('data', (bytes: Buffer) => this.#print(bytes));
    this.ended = this.#run();
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  get group(): number | undefined {
    return this.#child.pid;
  }

  report(): JobReport {
    return {
      jobId: this.asked.jobId,
      state: this.#state,
      exitCode: this.#exit.code,
      signal: this.#exit.signal,
      startedAt: this.startedAt,
      endedAt: this.#endedAt,
      logEnd: this.log.end,
    };
  }

  async kill(): Promise<void> {
    if (this.running) await this.#end('killed');
    await this.ended;
  }

  async #run(): Promise<void> {
    const timer = setTimeout(() => void this.#end('timed_out'), this.asked.timeoutSeconds * 1000);
    const drained = Promise.all(
      [this.#child.stdout, this.#child.stderr].map((stream) => stream && once(stream, 'close')),
    );
    this.#exit = await this.#exited();
    clearTimeout(timer);
    await this.#endRest();
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    const { told } = this.#memory;
    if (told !== '') this.#print(Buffer.from(`[burstflare] The command ended${told}.\n`));
    this.#state = this.#cause ?? 'exited';
    this.#endedAt = new Date().toISOString();
    this.logged.fire();
  }

  #exited(): Promise<{ code: number | null; signal: string | null }> {
    return new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', (error) => {
        if (this.#child.pid !== undefined) return; // It runs; a signal could not be sent, and `exit` still comes.
        this.#print(Buffer.from(`[burstflare] could not be started in ${this.asked.cwd}: ${error.message}\n`));
        resolve({ code: 127, signal: null });
      });
    });
  }

  // A build's files are saved when its command has ended: nothing that it left behind may go on
  // writing.
  async #endRest(): Promise<void> {
    const group = this.#child.pid;
    if (group === undefined || !signalGroup(group, 'SIGTERM')) return;
    if (await groupGone(group, GRACE_MS)) return;
    signalGroup(group, 'SIGKILL');
    await groupGone(group, KILLED_WITHIN_MS);
  }

  async #end(cause: 'timed_out' | 'killed'): Promise<void> {
    this.#cause ??= cause;
    await this.#endRest();
  }

  #print(bytes: Buffer): void {
    this.log.append(bytes);
    this.logged.fire();
  }
}
