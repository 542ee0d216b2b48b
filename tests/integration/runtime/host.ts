// Owns a host daemon for tests: the one that is built once per run, started with a data folder of
// its own, ended with everything in it.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { built } from '../../../tools/start/builds.ts';
import { pauseAfter } from '../../../tools/start/wait.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // Tests assert on single fields of whatever came; a wrong shape fails the assertion.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

export interface BootstrapOverrides {
  bootstrapId?: string;
  start?: string | null;
  ports?: { number: number; label: string | null }[];
  env?: { name: string; value: string }[];
}

/** Nobody's id, for a daemon that runs without root. */
export const ORDINARY_USER = 61_234;

/**
 * Whom a daemon runs as, for tests that have to hold for both. Tests of an ordinary user cannot
 * become root.
 */
export const users: { who: string; uid: number | null }[] =
  process.getuid?.() === 0
    ? [
        { who: 'root', uid: null },
        { who: 'an ordinary user', uid: ORDINARY_USER },
      ]
    : [{ who: 'an ordinary user', uid: null }];

export class Host {
  readonly secret = `secret-${randomUUID()}`;
  stderr = '';
  port = 0;
  isolation = '';
  #process: ChildProcess | null = null;

  private constructor(
    readonly dataDir: string,
    readonly env: Record<string, string>,
    readonly uid: number | null,
  ) {}

  /** As the user of the tests, or, where that is root, as `uid`; with a data folder in `parent`. */
  static async start(
    env: Record<string, string> = {},
    uid: number | null = null,
    parent: string = tmpdir(),
  ): Promise<Host> {
    const host = new Host(await mkdtemp(join(parent, 'bf-host-')), env, uid);
    try {
      if (uid !== null) await chown(host.dataDir, uid, uid);
      await host.boot();
      return host;
    } catch (error) {
      await rm(host.dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /**
   * The session's files, seen as the daemon sees them: what it mounts is there for no other
   * process.
   */
  files(sessionId: string): string {
    const folder = join('/proc', String(this.pid), 'root', this.dataDir, 'instances', sessionId);
    return existsSync(join(folder, 'volume')) ? join(folder, 'volume') : folder;
  }

  /** Starts the daemon on the data that is there. */
  async boot(): Promise<void> {
    const child = spawn(process.execPath, [built.hostDaemon], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, HOST_PORT: '0', HOST_SECRET: this.secret, HOST_DATA_DIR: this.dataDir, ...this.env },
      ...(this.uid === null ? {} : { uid: this.uid, gid: this.uid }),
    });
    this.#process = child;
    child.stderr.on('data', (bytes: Buffer) => (this.stderr += bytes.toString()));
    const line = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        if (text.includes('\n')) resolve(text);
      });
      child.once('exit', (code) => reject(new Error(`The host ended with code ${code}: ${this.stderr}`)));
    });
    ({ port: this.port, isolation: this.isolation } = JSON.parse(line));
  }

  async end(signal: NodeJS.Signals | 'stdin' = 'stdin'): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    this.#process = null;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (signal === 'stdin') child.stdin?.end();
    else child.kill(signal);
    await ended;
  }

  async destroy(): Promise<void> {
    await this.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** What lets a request in. */
  get pass(): Record<string, string> {
    return { 'x-burstflare-host-secret': this.secret };
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url(path), {
      method,
      redirect: 'manual',
      headers: {
        ...this.pass,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
  }

  put(sessionId: string, instanceId: string, more: Record<string, unknown> = {}): Promise<Answer> {
    return this.call('PUT', `/instances/${sessionId}`, { instanceId, ...more });
  }

  /** A running session under a new id. */
  async session(): Promise<string> {
    const sessionId = `ses-${randomUUID().slice(0, 8)}`;
    const answer = await this.put(sessionId, `${sessionId}-1`);
    if (answer.status !== 200) throw new Error(`The session did not start: ${answer.text}`);
    return sessionId;
  }

  runtime(sessionId: string, method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    return this.call(method, `/instances/${sessionId}/runtime${path}`, body, headers);
  }

  bootstrap(sessionId: string, overrides: BootstrapOverrides = {}): Promise<Answer> {
    return this.runtime(sessionId, 'POST', '/bootstrap', {
      bootstrapId: randomUUID(),
      state: 'running',
      session: {
        id: sessionId,
        name: 'Shop <b>front</b>',
        workspaceId: 'wsp-a',
        templateId: 'tpl-a',
        templateName: 'shop',
        releaseId: null,
      },
      persistedPaths: ['/workspace'],
      env: [],
      start: null,
      ports: [],
      restoredSnapshotId: 'snp-a',
      ...overrides,
    });
  }

  /** Runs a command in the session to its end; its output. */
  async run(sessionId: string, command: string): Promise<string> {
    const before = (await this.runtime(sessionId, 'GET', '/app')).json.logEnd;
    await this.bootstrap(sessionId, { start: `${command}\nexit 0 # ${randomUUID()}` });
    // What it leaves in the background runs on, and is the app then.
    await until(async () => (await this.runtime(sessionId, 'GET', '/app')).json.pid === null, command);
    const { json } = await this.runtime(sessionId, 'GET', `/app/log?offset=${before}`);
    return json.text
      .split('\n')
      .filter((line: string) => !/^(\[burstflare\]|exit 0 #)/.test(line))
      .join('\n');
  }

  /** Runs a command beside the app, to its end; its output. */
  async job(sessionId: string, command: string, withinSeconds = 20): Promise<string> {
    const jobId = `job-${randomUUID()}`;
    const started = await this.runtime(sessionId, 'POST', '/jobs', { jobId, command, timeoutSeconds: 60 });
    if (started.status !== 200) throw new Error(started.text);
    const job = async () => (await this.runtime(sessionId, 'GET', `/jobs/${jobId}`)).json;
    await until(async () => (await job()).state !== 'running', command, withinSeconds);
    return (await this.runtime(sessionId, 'GET', `/jobs/${jobId}/log?offset=0`)).json.text;
  }

  terminal(sessionId: string, query = ''): Tty {
    const url = `ws://127.0.0.1:${this.port}/instances/${sessionId}/runtime/terminal?${query}`;
    return new Tty(new WebSocket(url, { headers: this.pass }));
  }
}

/** A terminal's client: collects what comes. */
export class Tty {
  output = Buffer.alloc(0);
  messages: Record<string, unknown>[] = [];
  closed: { code: number; reason: string } | null = null;
  /** Acknowledges what it gets, as a client should. */
  acks = true;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return void this.messages.push(JSON.parse(data.toString()));
      this.output = Buffer.concat([this.output, data]);
      if (this.acks && this.base !== null) this.tell({ type: 'ack', offset: this.base + this.output.length });
    });
    socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on('error', () => undefined); // `closed` tells.
  }

  get hello(): Record<string, unknown> | undefined {
    return this.messages.find(({ type }) => type === 'hello');
  }

  get snapshot(): Record<string, unknown> | undefined {
    return this.messages.find(({ type }) => type === 'snapshot');
  }

  get base(): number | null {
    return this.hello === undefined ? null : Number(this.hello.offset);
  }

  tell(message: unknown): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  type(text: string | Buffer): void {
    this.socket.send(Buffer.from(text));
  }

  async ready(): Promise<this> {
    await until(() => this.hello !== undefined || this.closed !== null, 'the terminal says hello');
    return this;
  }

  async shows(text: string | RegExp): Promise<void> {
    const found = () => {
      const shown = this.output.toString('utf8');
      return typeof text === 'string' ? shown.includes(text) : text.test(shown);
    };
    await until(
      found,
      () => `the terminal shows ${String(text)}; it shows ${this.output.toString('utf8').slice(-500)}`,
    );
  }

  async close(): Promise<void> {
    this.socket.close();
    await until(() => this.closed !== null, 'the socket closes');
  }
}

/**
 * Resolves when the condition holds; rejects with what was awaited when it does not within the
 * time.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  seconds = 20,
): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > seconds * 1000) {
      throw new Error(`Not within ${seconds} s: ${typeof what === 'string' ? what : what()}`);
    }
    await delay(pauseAfter(waitedMs));
  }
}
