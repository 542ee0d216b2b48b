// Owns the way out of sessions: one Unix socket for each instance, so that whoever asks is known by
// where they ask.
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { close as closeDescriptor, constants, openSync, readFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { endWith } from '../../src/http/answers.ts';
import type { Account } from '../accounts.ts';
import { dial } from './dial.ts';
import { httpDoor } from './http-door.ts';
import { findRoute, type Policy } from './policy.ts';
import { Refusal } from './refusal.ts';
import { SOCKS_VERSION, socksDoor } from './socks-door.ts';
import type { Target } from './target.ts';
import type { Upstream } from './upstream.ts';

const O_PATH = 0o10000000; // Linux: names the folder without opening it. Node has no constant for it.
const FIRST_BYTE_MS = 60_000;

export interface EgressOptions {
  readonly policy: Policy;
  readonly upstream: Upstream | null;
  readonly connectMs?: number;
  readonly connectionsPerSession?: number;
}

/** An instance's way out, until it is closed. */
export interface Door {
  /** The socket to bind into the sandbox. */
  readonly path: string;
  close(): void;
}

interface Client {
  readonly sessionId: string;
  /** Aborted when the instance ends. */
  readonly closed: AbortSignal;
  readonly sockets: Set<Socket>;
}

export class Egress {
  readonly #http: HttpServer;
  readonly #clients = new WeakMap<Duplex, Client>();
  readonly #connectMs: number;
  readonly #limit: number;

  constructor(readonly options: EgressOptions) {
    this.#connectMs = options.connectMs ?? 15_000;
    this.#limit = options.connectionsPerSession ?? connectionsPerSession();
    this.#http = httpDoor((target, client) => this.#connect(target, client));
  }

  /**
   * Threat: a session uses another's way out, or replaces its own by a link to some socket of the
   * machine. Property: the socket lies in a folder that the host alone can write, is the session's
   * own user's alone to use, and the file itself is bound into the sandbox.
   */
  async open(sessionId: string, folder: string, { uid, shared }: Account): Promise<Door> {
    const place = join(folder, 'egress');
    await mkdir(place, { recursive: true, mode: 0o711 });
    // What an earlier daemon left; a listener needs the name for itself.
    const path = join(place, 'egress.sock');
    await rm(path, { force: true });
    const giveUp = new AbortController();
    const client: Client = { sessionId, closed: giveUp.signal, sockets: new Set() };
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket, client));
    server.on('error', (error) =>
      process.stderr.write(`The way out of ${sessionId}: ${error.stack ?? error.message}\n`),
    );
    // By its folder's descriptor the path is short, where a socket's path may have 107 bytes at
    // most.
    const descriptor = openSync(place, O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    const close = () => {
      if (giveUp.signal.aborted) return; // A descriptor's number may be somebody else's by the second time.
      giveUp.abort();
      server.close(() => closeDescriptor(descriptor));
      for (const socket of client.sockets) socket.destroy();
    };
    try {
      await listening(server, `/proc/self/fd/${descriptor}/egress.sock`);
      await chmod(path, 0o600);
      if (!shared) await chown(path, uid, uid);
    } catch (error) {
      close();
      throw error;
    }
    return { path, close };
  }

  #accept(socket: Socket, client: Client): void {
    socket.on('error', () => undefined); // `close` follows.
    if (client.sockets.size >= this.#limit * 2) {
      const text = `This session has ${this.#limit} connections to the outside, which is the limit. Close some and try again.\n`;
      socket.resume().setTimeout(1000, () => socket.destroy());
      return endWith(socket, 503, 'text/plain; charset=utf-8', text);
    }
    this.#keep(socket, client);
    this.#clients.set(socket, client);
    socket.setTimeout(FIRST_BYTE_MS, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0).removeAllListeners('timeout').pause().unshift(first);
      if (first[0] === SOCKS_VERSION) return void socksDoor((target) => this.#connect(target, socket), socket);
      this.#http.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  }

  async #connect(target: Target, socket: Duplex): Promise<Socket> {
    const client = this.#clients.get(socket);
    if (client === undefined) throw new Error('A connection that came by no door.');
    const gone = new AbortController();
    const left = () => gone.abort();
    socket.once('close', left);
    try {
      const route = await findRoute(target, client.sessionId, this.options.policy);
      const signal = AbortSignal.any([client.closed, gone.signal]);
      if (signal.aborted) throw new Refusal('unreachable', 'Nobody waits for the connection any more.');
      const upstream = await dial(route, { upstream: this.options.upstream, timeoutMs: this.#connectMs, signal });
      if (signal.aborted) upstream.destroy();
      return this.#keep(upstream, client);
    } finally {
      socket.off('close', left);
    }
  }

  /**
   * Threat: one session takes all the daemon's descriptors and memory. Property: both ends of each
   * connection are counted, by session.
   */
  #keep(socket: Socket, { sockets }: Client): Socket {
    if (socket.destroyed) return socket;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  }
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Enough for any package manager; fewer where the daemon may open few files. */
function connectionsPerSession(): number {
  const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
  return Math.max(32, Math.min(256, Math.floor(Number(soft ?? 0) / 64)));
}
