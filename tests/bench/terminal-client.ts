// A terminal's client for benches: types, acknowledges as clients must, and waits for bytes. No
// emulator: drawing is not measured.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Hop } from './hops.ts';

const ackEveryBytes = 64 * 1024;
const silenceMs = 20_000;
/** The shell's prompt comes right behind what is waited for. */
const tailBytes = 512;

export class TerminalClient {
  readonly #socket: WebSocket;
  #offset = 0;
  #acked = 0;
  #tail = '';
  #received = 0;
  #look: (() => void) | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    // ws gives Buffers as long as nobody sets another binary type
    socket.on('message', (data: Buffer, isBinary) => (isBinary ? this.#take(data) : this.#hear(data)));
  }

  static async attach({ at, prefix, headers }: Hop, path: string): Promise<TerminalClient> {
    const base = 'path' in at ? `ws+unix:${at.path}:` : `ws://127.0.0.1:${at.port}`;
    const socket = new WebSocket(`${base}${prefix}${path}`, { headers, perMessageDeflate: false });
    const client = new TerminalClient(socket);
    await once(socket, 'open');
    return client;
  }

  type(text: string): void {
    this.#socket.send(Buffer.from(text));
  }

  /** Resolves when this is among the last that came; fails when nothing came for a while. */
  async until(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const silence = setTimeout(() => {
        this.#look = undefined;
        reject(new Error(`The terminal fell silent before "${text}": ${JSON.stringify(this.#tail)}`));
      }, silenceMs);
      this.#look = () => {
        if (!this.#tail.includes(text)) return void silence.refresh();
        clearTimeout(silence);
        this.#look = undefined;
        resolve();
      };
      this.#look();
    });
  }

  /** Forgets what came so far, and counts anew. */
  forget(): void {
    this.#tail = '';
    this.#received = 0;
  }

  get received(): number {
    return this.#received;
  }

  async close(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #take(bytes: Buffer): void {
    this.#offset += bytes.length;
    this.#received += bytes.length;
    this.#tail = (this.#tail + bytes.toString('latin1', Math.max(0, bytes.length - tailBytes))).slice(-tailBytes);
    if (this.#offset - this.#acked >= ackEveryBytes) {
      this.#acked = this.#offset;
      this.#socket.send(JSON.stringify({ type: 'ack', offset: this.#offset }));
    }
    this.#look?.();
  }

  #hear(text: Buffer): void {
    // the runtime's own messages, described at connectSessionTerminal in the contract
    const message = JSON.parse(text.toString()) as { type: string; offset?: number };
    if (message.type === 'hello' || message.type === 'snapshot') this.#offset = this.#acked = message.offset ?? 0;
  }
}
