// Owns the client side of a terminal: attaching, acknowledging what was shown, and going on after a lost connection where it broke off.
// The frames are described at connectSessionTerminal in the contract. Works wherever there is a WebSocket.
import type { Client } from './client.ts';
import { ConnectionError, ProblemError, withoutQuery } from './errors.ts';
import type { ServerMessage } from './terminal-messages.ts';
import { readMessage } from './terminal-messages.ts';

/** The part of a WebSocket that is used; the browser's and the one of `ws` both have it. */
export interface Socket {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export type TerminalState = 'connecting' | 'open' | 'reconnecting' | 'closed';

export interface TerminalEnd {
  /** exit: the shell ended; detached: close() was called; failed: the connection was lost for good. */
  reason: 'exit' | 'detached' | 'failed';
  code?: number;
  signal?: number | null;
  error?: ProblemError | ConnectionError;
}

export interface TerminalOptions {
  client: Client;
  sessionId: string;
  terminalId?: string;
  cols: number;
  rows: number;
  /** Output as it came. Call `shown` when it is on the screen: the shell is held while too much is not. */
  onOutput: (bytes: Uint8Array, shown: () => void) => void;
  /** What draws the whole screen; empty yours first. */
  onSnapshot: (text: string) => void;
  onState?: (state: TerminalState) => void;
  /** Somebody else who is attached changed the size. */
  onResize?: (cols: number, rows: number) => void;
  /** Once, at the end. */
  onEnd: (end: TerminalEnd) => void;
  /** Opens the socket; outside of browsers it must send these headers. */
  connect?: (url: string, headers: Record<string, string>) => Socket;
}

export interface TerminalConnection {
  readonly state: TerminalState;
  /** Bytes that wait to be sent: stop feeding it while they pile up. */
  readonly unsent: number;
  /** Keystrokes and pastes. While the connection is lost they wait, up to a bound. */
  write(data: string | Uint8Array): void;
  resize(cols: number, rows: number): void;
  /** Detaches; the shell goes on. */
  close(): void;
}

const ACK_EVERY_BYTES = 64 * 1024;
/** The runtime takes messages of at most 1 MiB. */
const INPUT_FRAME_BYTES = 256 * 1024;
/** More than anybody types or pastes while waiting; beyond it, what came last is dropped. */
const WAITING_INPUT_BYTES = 1024 * 1024;
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
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#size = { cols: options.cols, rows: options.rows };
  }

  get unsent(): number {
    return this.#waitingBytes + (this.#socket?.bufferedAmount ?? 0);
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
    for (let start = 0; start < bytes.length; start += INPUT_FRAME_BYTES) {
      this.#sendInput(bytes.subarray(start, start + INPUT_FRAME_BYTES));
    }
  }

  resize(cols: number, rows: number): void {
    this.#size = { cols, rows };
    if (this.state === 'open') this.#socket?.send(JSON.stringify({ type: 'resize', cols, rows }));
  }

  close(): void {
    this.#end({ reason: 'detached' });
  }

  async attach(): Promise<void> {
    const { client, sessionId, terminalId, connect = browserSocket } = this.#options;
    const resume = this.#epoch === undefined ? {} : { epoch: this.#epoch, offset: this.#received };
    const query = { ...this.#size, ...resume, ...(terminalId !== undefined && { terminalId }) };
    const url = client.socketUrl('connectSessionTerminal', { params: { sessionId }, query });
    const headers = await client.socketHeaders();
    if (this.state === 'closed') return; // close() was called meanwhile
    const socket = connect(url, headers);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    // The handlers of both kinds of socket get an object with these fields; their declared types have nothing in common.
    socket.onmessage = ((event: { data: unknown }) => {
      if (socket === this.#socket) this.#message(event.data);
    }) as Socket['onmessage'];
    socket.onclose = () => {
      if (socket === this.#socket) void this.#lost();
    };
    socket.onerror = () => {}; // a close follows, and tells as much
  }

  #message(data: unknown): void {
    if (data instanceof ArrayBuffer) return this.#output(new Uint8Array(data));
    const message = readMessage(data);
    if (message?.type === 'hello') this.#hello(message);
    else if (message?.type === 'snapshot') this.#options.onSnapshot(message.data);
    else if (message?.type === 'resize') this.#options.onResize?.(message.cols, message.rows);
    else if (message?.type === 'exit') this.#exit = message;
  }

  #hello({ epoch, offset, resumed }: Extract<ServerMessage, { type: 'hello' }>): void {
    this.#epoch = epoch;
    this.#attempts = 0;
    if (!resumed) {
      this.#received = offset;
      this.#shown = offset;
      this.#generation += 1;
    }
    this.#acked = offset;
    this.#setState('open');
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const bytes of waiting) this.#sendInput(bytes);
  }

  #output(bytes: Uint8Array): void {
    this.#received += bytes.length;
    const generation = this.#generation;
    this.#options.onOutput(bytes, () => {
      if (generation !== this.#generation) return; // a snapshot has taken its place, and counts it already
      this.#shown += bytes.length;
      if (this.#shown - this.#acked < ACK_EVERY_BYTES || this.state !== 'open') return;
      this.#acked = this.#shown;
      this.#socket?.send(JSON.stringify({ type: 'ack', offset: this.#shown }));
    });
  }

  #sendInput(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.state === 'open') return this.#socket?.send(bytes);
    if (this.state === 'closed' || this.#waitingBytes + bytes.length > WAITING_INPUT_BYTES) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  async #lost(): Promise<void> {
    this.#socket = undefined;
    if (this.#exit !== undefined)
      return this.#end({ reason: 'exit', code: this.#exit.code, signal: this.#exit.signal });
    const wasOpen = this.state === 'open';
    if (wasOpen) this.#setState('reconnecting');
    // A handshake's refusal is hidden from browsers, so an ordinary request with the same conditions asks for the reason. On its way it
    // renews the sign-in.
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
    const { client, sessionId } = this.#options;
    try {
      await client.call('listSessionTerminals', { params: { sessionId } });
      return undefined;
    } catch (error) {
      if (error instanceof ConnectionError) return error;
      if (!(error instanceof ProblemError)) throw error;
      return error.status === 429 || error.status >= 500 ? undefined : error; // these pass
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

  #end(end: TerminalEnd): void {
    if (this.state === 'closed') return;
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    this.#setState('closed');
    this.#options.onEnd(end);
  }
}

// `onopen` is not used: a terminal is open when it says hello.
function browserSocket(url: string): Socket {
  return new WebSocket(url) as unknown as Socket; // the same object; its handlers are typed for browser events
}
