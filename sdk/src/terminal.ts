// Owns the client side of a terminal: attaching, acknowledging what was shown, and going on after a
// lost connection where it broke off, in both directions. The frames are described at
// connectSessionTerminal in the contract. Works wherever there is a WebSocket.
import type { Client } from './client.ts';
import { ConnectionError, ProblemError, withoutQuery } from './errors.ts';
import { type LostInput, TerminalInput } from './terminal-input.ts';
import { clientBounds, type ClientMessage, type ServerMessage } from '../generated/frames.ts';
import { readMessage } from './terminal-messages.ts';

/** The part of a WebSocket that is used; the browser's and the one of `ws` both have it. */
export interface Socket {
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export type TerminalState = 'connecting' | 'open' | 'reconnecting' | 'closed';

export interface TerminalEnd {
  /**
   * exit: the shell ended; detached: close() was called; failed: the connection was lost for good.
   */
  reason: 'exit' | 'detached' | 'failed';
  code?: number;
  signal?: number | null;
  error?: ProblemError | ConnectionError;
  /** How much of what was typed has arrived. */
  input: LostInput;
}

export interface TerminalOptions {
  client: Client;
  sessionId: string;
  terminalId?: string;
  cols: number;
  rows: number;
  /**
   * Output as it came. Call `shown` when it is on the screen: the shell is held while too much is
   * not.
   */
  onOutput: (bytes: Uint8Array, shown: () => void) => void;
  /** What draws the whole screen; empty yours first. */
  onSnapshot: (text: string) => void;
  onState?: (state: TerminalState) => void;
  /**
   * The terminal's size, which is the smallest of those who are attached: set your screen to it,
   * and do not call `resize` for it.
   */
  onResize?: (cols: number, rows: number) => void;
  /**
   * The shell is gone, and this is another one. What had not arrived of the input was dropped: it
   * was not meant for this one.
   */
  onNewShell?: (input: LostInput) => void;
  /** Once, at the end. */
  onEnd: (end: TerminalEnd) => void;
  /** Opens the socket; outside of browsers it must send these headers. */
  connect?: (url: string, headers: Record<string, string>) => Socket;
}

export interface TerminalConnection {
  readonly state: TerminalState;
  /** Bytes of input that the shell has not taken yet: stop feeding it while they pile up. */
  readonly waiting: number;
  /**
   * Keystrokes and pastes. They wait for the shell and for a lost connection; false: too much
   * waits, and nothing of this was taken.
   */
  write(data: string | Uint8Array): boolean;
  /** The size that your own screen has room for. */
  resize(cols: number, rows: number): void;
  /** Detaches; the shell goes on. */
  close(): void;
}

const ACK_EVERY_BYTES = 64 * 1024;
/** What the name of a terminal may be. */
export const terminalName = /^[a-z0-9][a-z0-9-]{0,31}$/;
/** More than anybody pastes. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;
/** The runtime drops a client that names any other size. */
const { cols: COLS, rows: ROWS } = clientBounds.resize;
/**
 * Close codes by which a server says that the client does not keep to the protocol, or sends too
 * much at once.
 */
const REFUSALS = new Set([1007, 1009]);
const RECONNECT_DELAYS_MS = [0, 250, 500, 1000, 2000, 5000, 5000, 10_000, 10_000, 10_000];

export function openTerminal(options: TerminalOptions): TerminalConnection {
  const connection = new Connection(options);
  void connection.attach();
  return connection;
}

class Connection implements TerminalConnection {
  state: TerminalState = 'connecting';
  readonly #options: TerminalOptions;
  #socket: Socket | undefined;
  #size: { cols: number; rows: number };
  #epoch: string | undefined;
  /** Up to which byte the output was handed on: what a resumed connection begins with. */
  #received = 0;
  #shown = 0;
  #acked = 0;
  #generation = 0;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #exit: Extract<ServerMessage, { type: 'exit' }> | undefined;
  readonly #inputId = crypto.randomUUID();
  readonly #input = new TerminalInput();

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#size = bounded(options.cols, options.rows);
  }

  get waiting(): number {
    return this.#input.waiting;
  }

  write(data: string | Uint8Array): boolean {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
    if (this.state === 'closed' || this.#input.waiting + bytes.length > MOST_WAITING_BYTES) return false;
    this.#input.add(bytes);
    this.#sendInput();
    return true;
  }

  resize(cols: number, rows: number): void {
    this.#size = bounded(cols, rows);
    if (this.state === 'open') this.#say({ type: 'resize', ...this.#size });
  }

  close(): void {
    this.#end({ reason: 'detached' });
  }

  async attach(): Promise<void> {
    const { client, connect = browserSocket } = this.#options;
    const url = client.socketUrl('connectSessionTerminal', this.#address());
    const headers = await client.socketHeaders();
    if (this.state === 'closed') return; // close() was called meanwhile
    const socket = connect(url, headers);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    // The handlers of both kinds of socket get an object with these fields; their declared types
    // have nothing in common.
    socket.onmessage = ((event: { data: unknown }) => {
      if (socket === this.#socket) this.#message(event.data);
    }) as Socket['onmessage'];
    socket.onclose = ((event: { code: number; reason: string }) => {
      if (socket !== this.#socket) return;
      // Not the connection, but what was said on it: another one would be closed for the same.
      if (REFUSALS.has(event.code)) this.#end({ reason: 'failed', error: refused(event.code, event.reason) });
      else void this.#lost();
    }) as Socket['onclose'];
    socket.onerror = () => {}; // a close follows, and tells as much
  }

  #address() {
    const { sessionId, terminalId } = this.#options;
    const resume = this.#epoch === undefined ? {} : { epoch: this.#epoch, offset: this.#received };
    const named = terminalId !== undefined && { terminalId };
    return { params: { sessionId }, query: { ...this.#size, ...resume, inputId: this.#inputId, ...named } };
  }

  #message(data: unknown): void {
    if (data instanceof ArrayBuffer) return this.#output(new Uint8Array(data));
    const message = readMessage(data);
    if (message?.type === 'hello') this.#hello(message);
    else if (message?.type === 'snapshot') this.#options.onSnapshot(message.data);
    else if (message?.type === 'resize') this.#options.onResize?.(message.cols, message.rows);
    else if (message?.type === 'exit') this.#exit = message;
    else if (message?.type === 'input') {
      this.#input.acknowledge(message.offset);
      this.#sendInput();
    }
  }

  #hello({ epoch, offset, resumed, input, cols, rows }: Extract<ServerMessage, { type: 'hello' }>): void {
    const isNewShell = this.#epoch !== undefined && this.#epoch !== epoch;
    const before = this.#input.lost;
    if (isNewShell || !this.#input.resume(input)) {
      this.#input.restart(input);
      this.#options.onNewShell?.(before);
      if (this.state === 'closed') return; // whoever cannot go on with another shell has closed it
    }
    this.#epoch = epoch;
    this.#attempts = 0;
    if (!resumed) {
      this.#received = offset;
      this.#shown = offset;
      this.#generation += 1;
    }
    this.#acked = offset;
    this.#options.onResize?.(cols, rows);
    this.#setState('open');
    this.#sendInput();
  }

  #output(bytes: Uint8Array): void {
    this.#received += bytes.length;
    const generation = this.#generation;
    this.#options.onOutput(bytes, () => {
      if (generation !== this.#generation) return; // a snapshot has taken its place, and counts it already
      this.#shown += bytes.length;
      if (this.#shown - this.#acked < ACK_EVERY_BYTES || this.state !== 'open') return;
      this.#acked = this.#shown;
      this.#say({ type: 'ack', offset: this.#shown });
    });
  }

  #say(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #sendInput(): void {
    if (this.state !== 'open') return;
    for (let frame = this.#input.next(); frame !== undefined; frame = this.#input.next()) this.#socket?.send(frame);
  }

  async #lost(): Promise<void> {
    this.#socket = undefined;
    if (this.#exit !== undefined)
      return this.#end({ reason: 'exit', code: this.#exit.code, signal: this.#exit.signal });
    const wasOpen = this.state === 'open';
    if (wasOpen) this.#setState('reconnecting');
    // A handshake's refusal is hidden from browsers, so an ordinary request of the same address
    // asks for the reason. On its way it renews the sign-in.
    const refusal = wasOpen ? undefined : await this.#askWhy();
    if (this.state === 'closed') return;
    const delay = RECONNECT_DELAYS_MS[this.#attempts];
    if (refusal instanceof ProblemError) return this.#end({ reason: 'failed', error: refusal });
    if (delay === undefined) return this.#end({ reason: 'failed', error: refusal ?? this.#unreachable() });
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.attach(), delay);
  }

  /** Undefined: nothing speaks against another try. */
  async #askWhy(): Promise<ProblemError | ConnectionError | undefined> {
    try {
      // Without an upgrade the answer is what speaks against the socket, and 426 where nothing
      // does.
      await this.#options.client.open('connectSessionTerminal', this.#address());
      return undefined;
    } catch (error) {
      if (error instanceof ConnectionError) return error;
      if (!(error instanceof ProblemError)) throw error;
      const { status } = error;
      return status === 426 || status === 429 || status >= 500 ? undefined : error; // these pass
    }
  }

  #unreachable(): ConnectionError {
    const { client, sessionId } = this.#options;
    return new ConnectionError(
      withoutQuery(client.url('connectSessionTerminal', { params: { sessionId } })),
      undefined,
    );
  }

  #setState(state: TerminalState): void {
    this.state = state;
    this.#options.onState?.(state);
  }

  #end(end: Omit<TerminalEnd, 'input'>): void {
    if (this.state === 'closed') return;
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    this.#setState('closed');
    this.#options.onEnd({ ...end, input: this.#input.lost });
  }
}

/**
 * A size that the runtime takes: it closes on any other, and the person would see a terminal that
 * does not answer.
 */
const bounded = (cols: number, rows: number) => ({
  cols: Math.min(COLS.most, Math.max(COLS.least, Math.floor(cols) || COLS.least)),
  rows: Math.min(ROWS.most, Math.max(ROWS.least, Math.floor(rows) || ROWS.least)),
});

const refused = (code: number, reason: string) =>
  new ProblemError({
    code: 'terminal_refused',
    status: 400,
    title: 'The session refused what this terminal sent',
    detail: `It closed the connection with code ${code}${reason && ` (${reason})`}. The shell continues to run.`,
    next: 'Attach again. If it happens again, this client and the session are of versions that do not fit.',
  });

// `onopen` is not used: a terminal is open when it says hello.
function browserSocket(url: string): Socket {
  return new WebSocket(url) as unknown as Socket; // the same object; its handlers are typed for browser events
}
