// Owns one attached client: what was sent to it, what it has acknowledged, whether it is alive.
import type { WebSocket } from 'ws';
import type { ServerMessage } from '../../generated/frames.ts';
import type { ByteLog } from '../byte-log.ts';
import type { InputStream } from './input.ts';

const FRAME_BYTES = 64 * 1024;
const SOCKET_BYTES = 1024 * 1024; // What a socket may hold in this process before the client is served on from the log instead.
const INPUT_HELD_BYTES = 1024 * 1024; // More than a client that is acknowledged sends ahead: only others are held by their socket.

export interface TerminalSize {
  cols: number;
  rows: number;
}

export class Client {
  /** Up to which byte the output was sent. */
  sent: number;
  acked: number;
  /** When the client acknowledged something last, or had nothing to acknowledge. */
  progressAt = performance.now();
  /** The size of its screen; null: it named none, and takes the terminal as it is. */
  screen: TerminalSize | null;
  /** What it has set its emulator to, as far as it was told. */
  #shown: TerminalSize;
  #wanted: TerminalSize;
  #live = false;
  #last: ServerMessage | null = null;
  #answered = true;

  constructor(
    readonly socket: WebSocket,
    readonly log: ByteLog,
    from: number,
    readonly input: InputStream,
    readonly namesInput: boolean,
    screen: TerminalSize | null,
  ) {
    this.screen = screen;
    this.#shown = this.#wanted = screen ?? { cols: 0, rows: 0 };
    this.sent = from;
    this.acked = from;
    socket.on('pong', () => (this.#answered = true));
  }

  /** Nothing is sent before: live output waits while the snapshot is drawn. */
  goLive(hello: Extract<ServerMessage, { type: 'hello' }>, ...then: ServerMessage[]): void {
    for (const message of [hello, ...then]) this.tell(message);
    this.#shown = { cols: hello.cols, rows: hello.rows };
    // What the shell took since the last connection ended was acknowledged to nobody, and a client
    // whose allowance is used up waits for it.
    if (this.input.written > 0) this.inputWritten();
    this.#live = true;
    this.showAt(this.#wanted);
    this.pump();
  }

  /** Its person has changed the size of its window, and its emulator's with it. */
  resized(screen: TerminalSize): void {
    this.screen = this.#shown = screen;
  }

  /** Has it set its emulator to the terminal's size, where it is another. */
  showAt(size: TerminalSize): void {
    this.#wanted = size;
    if (!this.#live || (this.#shown.cols === size.cols && this.#shown.rows === size.rows)) return;
    this.#shown = size;
    this.tell({ type: 'resize', ...size });
  }

  tell(message: ServerMessage): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Sends what there is, as far as the socket takes it; goes on by itself when it has drained. */
  pump(): void {
    if (!this.#live) return;
    while (this.sent < this.log.end && this.socket.bufferedAmount < SOCKET_BYTES) {
      if (this.socket.readyState !== this.socket.OPEN) return;
      const bytes = this.log.read(this.sent, FRAME_BYTES);
      if (this.sent === this.acked) this.progressAt = performance.now();
      this.sent += bytes.length;
      this.socket.send(bytes, () => this.pump());
    }
    if (this.#last === null || this.sent < this.log.end) return;
    this.tell(this.#last);
    this.#last = null;
    this.socket.close(1000, 'exited');
  }

  /** Says this after all output, then closes. */
  finish(message: ServerMessage): void {
    this.#last = message;
    this.pump();
  }

  acknowledge(offset: number): void {
    if (offset <= this.acked) return;
    this.acked = Math.min(offset, this.sent);
    this.progressAt = performance.now();
  }

  /**
   * After a message: the socket is read no further while too much of what it brought waits for the
   * shell.
   */
  holdInput(): void {
    if (this.input.received - this.input.written > INPUT_HELD_BYTES) this.socket.pause();
  }

  inputWritten(): void {
    if (this.namesInput) this.tell({ type: 'input', offset: this.input.written });
    if (this.socket.isPaused && this.input.received - this.input.written < INPUT_HELD_BYTES / 2) this.socket.resume();
  }

  drop(code: number, reason: string): void {
    this.socket.close(code, reason);
    // A peer that reads nothing never answers the close; the frame has a moment to leave, then the
    // socket goes.
    setTimeout(() => this.socket.terminate(), 1000).unref();
  }

  /** Asks whether the peer is there; one that did not answer the last time is gone. */
  checkAlive(): void {
    if (this.socket.isPaused) return; // its answers are not read either
    if (!this.#answered) return this.socket.terminate();
    this.#answered = false;
    this.socket.ping();
  }
}
