// Owns one terminal: a login shell on a PTY that outlives its clients, its output, and holding the
// shell for the slowest of them.
import { randomBytes } from 'node:crypto';
import { spawn, type IPty } from '@lydell/node-pty';
import type { RawData, WebSocket } from 'ws';
import { ByteLog } from '../byte-log.ts';
import { endsBeforeRuntime } from '../memory.ts';
import { Client, type TerminalSize } from './client.ts';
import { TerminalInput } from './input.ts';
import { readMessage } from './messages.ts';
import { ptyWrite } from './pty-write.ts';
import { Screen } from './screen.ts';

const KEPT_BYTES = 2 * 1024 * 1024; // More than HELD_BYTES, so what a client has not acknowledged is always still there.
const HELD_BYTES = 1024 * 1024;
const RELEASED_BYTES = HELD_BYTES / 2;
const SMALL_READ = 2048;
const FULL_FRAME = 64 * 1024;
const COALESCE_MS = 4;
const FEED_BYTES = 256 * 1024;

export interface TerminalOptions {
  id: string;
  cols: number;
  rows: number;
  shell: string;
  workspace: string;
  env: Record<string, string>;
  /** How long a client may leave the shell held without acknowledging anything. */
  stallMs: number;
  onExit: () => void;
}

export interface Size {
  cols?: number | undefined;
  rows?: number | undefined;
}

export interface Resume {
  epoch: string;
  offset: number;
}

export class Terminal {
  readonly epoch = randomBytes(8).toString('hex');
  readonly startedAt = new Date().toISOString();
  cols: number;
  rows: number;
  readonly #log = new ByteLog(KEPT_BYTES);
  readonly #clients = new Set<Client>();
  readonly #screen: Screen;
  readonly #pty: IPty;
  readonly #input: TerminalInput;
  #flushed = 0;
  #flush: NodeJS.Timeout | null = null;
  #held = false;
  #stall: NodeJS.Timeout | null = null;
  #hasExited = false;

  constructor(readonly options: TerminalOptions) {
    this.cols = options.cols;
    this.rows = options.rows;
    this.#screen = new Screen(options.cols, options.rows, () => this.#balance());
    this.#pty = spawn(options.shell, ['-l'], {
      name: 'xterm-256color',
      cols: options.cols,
      rows: options.rows,
      cwd: options.workspace,
      env: { ...options.env, COLORTERM: 'truecolor' },
      encoding: null,
    });
    endsBeforeRuntime(this.#pty.pid);
    this.#input = new TerminalInput(ptyWrite(this.#pty));
    // The declaration says string; with `encoding: null` it is a Buffer, as the option's own
    // comment says.
    this.#pty.onData((data) => this.#output(data as unknown as Buffer));
    this.#pty.onExit(({ exitCode, signal }) => this.#exited(exitCode, signal));
  }

  get clients(): number {
    return this.#clients.size;
  }

  get offset(): number {
    return this.#log.end;
  }

  attach(socket: WebSocket, size: Size, resume: Resume | null, inputId?: string): void {
    const canResume =
      resume?.epoch === this.epoch && resume.offset >= this.#log.start && resume.offset <= this.#log.end;
    const from = canResume ? resume.offset : this.#log.end;
    const { cols = this.cols, rows = this.rows } = size;
    const screen = size.cols === undefined && size.rows === undefined ? null : { cols, rows };
    const client = new Client(socket, this.#log, from, this.#input.stream(inputId), inputId !== undefined, screen);
    // A client that names its input has one connection: what still comes on an older one would be
    // typed twice.
    for (const other of this.#clients) if (other.input === client.input) this.#replace(other);
    this.#clients.add(client);
    client.input.onWritten = () => client.inputWritten();
    socket.on('message', (data, isBinary) => this.#message(client, data, isBinary));
    socket.on('close', () => this.#detach(client));
    socket.on('error', () => socket.terminate());
    this.#fit();
    const at: TerminalSize = { cols: this.cols, rows: this.rows };
    const hello = {
      type: 'hello',
      terminalId: this.options.id,
      epoch: this.epoch,
      ...at,
      offset: client.sent,
      resumed: canResume,
      ...(inputId !== undefined && { input: client.input.received }),
    } as const;
    if (canResume || client.sent === 0) return client.goLive(hello);
    this.#feed(client.sent);
    this.#screen
      .serialize()
      .then((data) => client.goLive(hello, { type: 'snapshot', offset: client.sent, ...at, data }))
      .catch((error: unknown) => {
        process.stderr.write(`terminal ${this.options.id}: no snapshot: ${String(error)}\n`);
        client.drop(1011, 'snapshot failed');
      });
  }

  /**
   * Gives the terminal the smallest of the sizes that its clients have, so that each sees all of
   * it, and the others' back when the smaller one has left.
   */
  #fit(): void {
    if (this.#hasExited) return; // clients go one by one then, and there is nothing left to resize
    const screens = [...this.#clients].flatMap(({ screen }) => screen ?? []);
    const cols = screens.length > 0 ? Math.min(...screens.map((screen) => screen.cols)) : this.cols;
    const rows = screens.length > 0 ? Math.min(...screens.map((screen) => screen.rows)) : this.rows;
    if (cols !== this.cols || rows !== this.rows) {
      this.cols = cols;
      this.rows = rows;
      this.#pty.resize(cols, rows);
      this.#screen.resize(this.#log.end, cols, rows);
    }
    for (const client of this.#clients) client.showAt({ cols, rows });
  }

  /**
   * Shows a line as if the shell had printed it, so that every client sees it, whatever it knows of
   * this protocol.
   */
  notice(line: string): void {
    this.#output(Buffer.from(`\r\n\x1b[2m[burstflare] ${line}\x1b[0m\r\n`));
  }

  /** Hangs up: what a closed window does. */
  close(): void {
    this.#release();
    this.#pty.kill('SIGHUP');
  }

  checkAlive(): void {
    for (const client of this.#clients) client.checkAlive();
  }

  #message(client: Client, data: RawData, isBinary: boolean): void {
    if (!this.#clients.has(client)) return;
    // ws answers a Buffer for each message, unless told to leave fragments apart.
    const bytes = data as Buffer;
    if (isBinary) {
      this.#input.push(client.input, bytes);
      client.holdInput();
      return;
    }
    const message = readMessage(bytes);
    if (message === null) return client.drop(1007, 'not a known message');
    if (message.type === 'resize') {
      client.resized({ cols: message.cols, rows: message.rows });
      this.#fit();
    } else client.acknowledge(message.offset);
    this.#balance();
  }

  #output(bytes: Buffer): void {
    const leaving = this.#log.end + bytes.length - KEPT_BYTES;
    if (leaving > this.#screen.offset) this.#feed(Math.min(leaving + FEED_BYTES, this.#log.end));
    this.#log.append(bytes);
    // A keystroke's echo goes at once; a flood goes in full frames, so that neither side drowns in
    // small ones.
    if (bytes.length < SMALL_READ || this.#log.end - this.#flushed >= FULL_FRAME) this.#flushNow();
    else this.#flush ??= setTimeout(() => this.#flushNow(), COALESCE_MS);
    this.#balance();
  }

  #flushNow(): void {
    if (this.#flush !== null) clearTimeout(this.#flush);
    this.#flush = null;
    this.#flushed = this.#log.end;
    for (const client of this.#clients) client.pump();
  }

  #feed(to: number): void {
    this.#screen.feed(to, (offset, length) => this.#log.read(offset, length));
  }

  // The slowest client holds the shell, so that all see all of it; with nobody attached the shell
  // runs on and the log keeps the newest.
  #balance(): void {
    const slowest = Math.min(this.#log.end, ...[...this.#clients].map(({ acked }) => acked));
    const behind = Math.max(this.#log.end - slowest, this.#screen.pending);
    if (!this.#held && behind > HELD_BYTES) {
      this.#held = true;
      this.#pty.pause();
      this.#watchStall();
    } else if (this.#held && behind < RELEASED_BYTES) this.#release();
  }

  #release(): void {
    if (this.#stall !== null) clearTimeout(this.#stall);
    this.#stall = null;
    if (!this.#held) return;
    this.#held = false;
    this.#pty.resume();
  }

  // One client that went away without a word must not hold the shell of the others for ever.
  #watchStall(): void {
    this.#stall = setTimeout(() => {
      const limit = performance.now() - this.options.stallMs;
      for (const client of this.#clients) {
        const behind = this.#log.end - client.acked > RELEASED_BYTES;
        if (behind && client.progressAt <= limit) this.#dropStalled(client);
      }
      this.#balance();
      if (this.#held) this.#watchStall();
    }, this.options.stallMs);
    this.#stall.unref();
  }

  #dropStalled(client: Client): void {
    client.drop(4408, 'too far behind');
    this.#detach(client);
  }

  #replace(client: Client): void {
    client.socket.terminate();
    this.#detach(client);
  }

  #detach(client: Client): void {
    if (!this.#clients.delete(client)) return;
    this.#balance();
    this.#fit();
  }

  #exited(code: number, signal: number | undefined): void {
    this.#hasExited = true;
    this.#release();
    this.#input.close();
    this.#flushNow();
    this.#screen.dispose();
    for (const client of this.#clients) client.finish({ type: 'exit', code, signal: signal ? signal : null });
    this.options.onExit();
  }
}
