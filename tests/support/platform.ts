// Starts the very platform of `npm start` on a free port with a data folder of its own, and can end
// it in every way.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rateLimits } from '../../gateway/generated/policy.ts';
import { waitUntil } from '../../tools/start/wait.ts';
import { childrenOf, isAlive } from './processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startLimitMs = 60_000;
/**
 * Where tests let what stands for the outside listen: loopback of the machine, and not what a
 * session calls its own.
 */
export const outsideAddress = '127.0.0.2';
/**
 * The tests of a whole run come from few people: only a test of the limits themselves sets them
 * back.
 */
const raisedLimits = Object.keys(rateLimits)
  .map((name) => `${name}=1000000`)
  .join(',');

export interface PlatformOptions {
  /** Added to the environment; `BURSTFLARE_VAR_<NAME>` sets a variable of the Worker. */
  readonly env?: Record<string, string>;
  /** Somebody else's data folder: it is used, and left when the platform stops. */
  readonly dataDir?: string;
  readonly port?: number;
}

interface Ready {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly hostPid: number;
}

/** A platform that ended instead of becoming ready, with what it said. */
export class PlatformFailed extends Error {
  readonly code: number | null;
  readonly output: string;

  constructor(code: number | null, output: string) {
    super(`The platform ended with code ${code} before it was ready:\n${output}`);
    this.code = code;
    this.output = output;
  }
}

export class TestPlatform {
  readonly dataDir: string;
  readonly #options: PlatformOptions;
  #child: ChildProcess | undefined;
  #ready: Ready | undefined;
  #output = '';

  constructor(options: PlatformOptions) {
    this.#options = options;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'burstflare-test-'));
  }

  /** The console's origin, for browsers and for HttpClient, which needs no name resolved. */
  get url(): string {
    return this.#state.url;
  }

  /** For what resolves names as other programs do: the CLI, fetch. */
  get apiUrl(): string {
    return this.#state.apiUrl;
  }

  get port(): number {
    return this.#state.port;
  }

  get pid(): number {
    return this.#state.pid;
  }

  /** The process host; read anew, since the platform starts another one when it dies. */
  get hostPid(): number {
    const announced = JSON.parse(readFileSync(join(this.dataDir, 'platform.json'), 'utf8')) as Ready;
    return announced.hostPid;
  }

  /** All that the platform wrote to its terminal. */
  get output(): string {
    return this.#output;
  }

  get log(): string {
    return readFileSync(join(this.dataDir, 'logs/platform.log'), 'utf8');
  }

  async start(): Promise<void> {
    const port = this.#ready?.port ?? this.#options.port ?? 0;
    const child = spawn(process.execPath, [join(root, 'tools/start/start.ts')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // a process group of its own, as a shell gives one to a command; the IPC channel still ends
      // it with the tests
      detached: true,
      env: {
        ...process.env,
        NODE_ENV: undefined,
        VITEST: undefined,
        NODE_COMPILE_CACHE: join(root, '.build/compile-cache'),
        PORT: String(port),
        BURSTFLARE_DATA_DIR: this.dataDir,
        BURSTFLARE_PREBUILT: '1',
        BURSTFLARE_VAR_RATE_LIMITS: raisedLimits,
        BURSTFLARE_EGRESS_ALLOW: outsideAddress,
        ...this.#options.env,
      },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.#output += chunk));
    this.#ready = await new Promise<Ready>((resolve, reject) => {
      const limit = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`The platform was not ready after ${startLimitMs / 1000} s:\n${this.#output}`));
      }, startLimitMs);
      child.once('message', (message) => {
        clearTimeout(limit);
        // the one message that start.ts sends
        resolve(message as Ready);
      });
      child.once('close', (code) => {
        clearTimeout(limit);
        reject(new PlatformFailed(code, this.#output));
      });
    });
  }

  /** As a service manager does it. Returns the exit code. */
  async terminate(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return await ended;
  }

  /** As Ctrl-C in a terminal does it: the signal goes to the whole process group. */
  async interruptGroup(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child?.once('exit', resolve));
    process.kill(-this.pid, 'SIGINT');
    return await ended;
  }

  /**
   * As a power cut does it: nothing of the platform gets to say goodbye. Waits until its children
   * are gone too.
   */
  async kill9(): Promise<void> {
    const pids = [this.hostPid, ...childrenOf(this.pid)];
    await this.terminate('SIGKILL');
    await waitUntil(() => !pids.some(isAlive), 20_000, 'the children of the killed platform to end');
  }

  /**
   * Does at once what the platform does every minute: crashed work is taken up, content that
   * nothing names is removed.
   */
  async sweep(): Promise<void> {
    const child = this.#child;
    if (!child?.connected) throw new Error('The platform does not run.');
    const id = randomUUID();
    const failed = await new Promise<string | null>((resolve, reject) => {
      const gone = () => reject(new Error('The platform ended while it swept.'));
      const answer = (message: unknown) => {
        // start.ts sends { swept, failed } for each sweep asked for
        const { swept, failed } = message as { swept?: string; failed: string | null };
        if (swept !== id) return;
        child.off('message', answer).off('exit', gone);
        resolve(failed);
      };
      child.on('message', answer).once('exit', gone);
      child.send({ sweep: id });
    });
    if (failed) throw new Error(`The sweep failed: ${failed}`);
  }

  /** On the same port, with the same data. */
  async restart(): Promise<void> {
    await this.terminate();
    await this.start();
  }

  /** Ends it and removes its data. */
  async stop(): Promise<void> {
    await this.terminate();
    if (!this.#options.dataDir) rmSync(this.dataDir, { recursive: true, force: true });
  }

  get #state(): Ready {
    if (!this.#ready) throw new Error('The platform has not been started.');
    return this.#ready;
  }
}

export async function startPlatform(options: PlatformOptions = {}): Promise<TestPlatform> {
  const platform = new TestPlatform(options);
  try {
    await platform.start();
    return platform;
  } catch (error) {
    await platform.stop();
    throw error;
  }
}
