// Owns one start of a runtime: its process, until it ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { Writable } from 'node:stream';
import type { Exit } from '../generated/host-schemas.ts';
import { HostProblem } from './problem.ts';
import { RuntimeSocket } from './runtime-socket.ts';
import type { Command } from './sandbox.ts';

const STDERR_BYTES = 8 * 1024;
const FIRST_LOOK_MS = 2;
const SLOWEST_LOOK_MS = 25;

export interface Place {
  socket: string;
  uid: number;
}

export class Instance {
  readonly exited: Promise<Exit>;
  socket: RuntimeSocket | null = null;
  #child: ChildProcess;
  #stderr = '';
  #stopping = false;
  /** The first process of the session's PID namespace, if it has one; 0 if not, or not yet. */
  #init = 0;
  #exit: Exit | null = null;

  constructor(
    readonly instanceId: string,
    command: Command,
    onRing: () => void,
  ) {
    const { file, args, input, filter, admit, ...options } = command;
    const child = spawn(file, args, { ...options, stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'] });
    const pipes: readonly unknown[] = child.stdio; // Node's types end with descriptor 4.
    for (const [descriptor, content] of [
      [3, input],
      [5, filter],
    ] as const) {
      const pipe = pipes[descriptor];
      if (pipe instanceof Writable) pipe.on('error', () => undefined).end(content ?? '');
    }
    let info = '';
    child.stdio[4]?.on('error', () => undefined);
    child.stdio[4]?.on('data', (bytes: Buffer) => {
      info += bytes.toString('latin1');
      const known = this.#init > 0;
      this.#init = Number(/"child-pid": (\d+)/.exec(info)?.[1] ?? 0);
      if (!known && this.#init > 0 && admit !== null) void this.#admit(admit, pipes[6]);
    });
    this.#child = child;
    child.stdin?.on('error', () => undefined); // It ended while its stdin was being closed.
    // Threat: whoever runs in the session can write to the runtime's stdout. Property: what comes
    // is a bell and is never read.
    child.stdout?.on('data', onRing);
    child.stderr?.on('data', (bytes: Buffer) => {
      this.#stderr = (this.#stderr + bytes.toString('utf8')).slice(-STDERR_BYTES);
    });
    this.exited = new Promise((resolve) => {
      const ended = (exit: Exit) => {
        this.#exit = exit;
        this.socket?.release();
        resolve(exit);
      };
      child.once('error', (error) => {
        if (child.pid !== undefined) return;
        this.#stderr += error.message;
        ended({ code: 127, signal: null, reason: 'exited' });
      });
      child.once('close', (code, signal) => ended(this.#describe(code, signal)));
    });
  }

  /** What cannot be held within its limits does not run. */
  async #admit(admit: (pid: number) => Promise<void>, gate: unknown): Promise<void> {
    try {
      await admit(this.#init);
      if (gate instanceof Writable) gate.on('error', () => undefined).end('.');
    } catch (error) {
      this.#stderr += `It could not be put under its limits: ${String(error)}`;
      this.kill();
    }
  }

  get exit(): Exit | null {
    return this.#exit;
  }

  /** The last lines that it wrote to stderr. */
  get lastWords(): string {
    return this.#stderr.trim().split('\n').slice(-20).join('\n');
  }

  /** Resolves when the runtime answers health; throws if it ends or the time is up. */
  async healthy(place: Place, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    // Nothing tells when a socket has a listener behind it, so it is looked for: often at first,
    // when it is about to come.
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.2, SLOWEST_LOOK_MS)) {
      if (this.#exit !== null) throw this.#failed(`it ended ${how(this.#exit)}`);
      const socket = RuntimeSocket.pin(place.socket, place.uid);
      if (socket !== null && (await socket.healthy(this.instanceId)) && this.#exit === null) {
        this.socket = socket;
        return;
      }
      socket?.release();
      if (performance.now() > deadline) throw this.#failed(`it did not answer health within ${withinMs / 1000} s`);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, wait)), this.exited]);
    }
  }

  /**
   * Ends it: the runtime winds down by itself when its stdin ends, and is killed when the grace has
   * passed.
   */
  async stop(graceMs: number): Promise<Exit> {
    this.#stopping = true;
    this.#child.stdin?.end();
    const kill = setTimeout(() => this.kill(), graceMs);
    const exit = await this.exited;
    clearTimeout(kill);
    return exit;
  }

  /**
   * Ends all its processes. Killing the namespace's first one makes the kernel end the others
   * before bubblewrap hears of it; killing bubblewrap instead would let them go on for a moment, on
   * a disk that is being wiped.
   */
  kill(): void {
    this.#stopping = true;
    if (this.#exit !== null) return; // The numbers below may be somebody else's by now.
    try {
      if (this.#init > 0) process.kill(this.#init, 'SIGKILL');
      else this.#child.kill('SIGKILL');
    } catch {
      // It has ended, and bubblewrap is just about to.
    }
  }

  // bubblewrap ends with 128 + n where the runtime was ended by signal n.
  #describe(code: number | null, signal: string | null): Exit {
    const killedBy = signal ?? (code !== null && code > 128 ? (SIGNALS[code - 128] ?? `signal ${code - 128}`) : null);
    const reason = this.#stopping ? 'stopped' : killedBy === null ? 'exited' : 'killed';
    return { code: killedBy === null ? code : null, signal: killedBy, reason };
  }

  #failed(why: string): HostProblem {
    const words = this.lastWords;
    return new HostProblem('start_failed', {
      reason: `${why}.${words === '' ? '' : ` It said: ${words}`}`,
    });
  }
}

const how = ({ code, signal }: Exit) => (signal === null ? `with code ${code}` : `by ${signal}`);

const SIGNALS: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};
