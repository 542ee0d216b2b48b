// Owns what the tests of the way out need: a door with a resolver of their own, servers on the
// machine, and clients that write raw bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAllowList } from './allow-list.ts';
import { Egress, type Door, type EgressOptions } from './egress.ts';
import type { Resolve } from './resolver.ts';

const undo: (() => void)[] = [];

export function cleanUp(): void {
  for (const step of undo.splice(0).reverse()) step();
}

const account = { uid: process.getuid?.() ?? 0, shared: true };

export interface DoorOptions extends Partial<Pick<EgressOptions, 'connectMs' | 'connectionsPerSession' | 'upstream'>> {
  names?: Record<string, string[]>;
  resolve?: Resolve;
  allow?: string;
}

export function makeEgress({ names = {}, allow = '', resolve, upstream = null, ...limits }: DoorOptions = {}): Egress {
  return new Egress({
    policy: {
      resolve: resolve ?? ((name) => Promise.resolve(names[name] ?? [])),
      allowed: [readAllowList(allow)],
      unknownNames: upstream === null ? 'refuse' : 'pass',
    },
    upstream,
    ...limits,
  });
}

export async function openDoor(egress: Egress, sessionId = 'ses-a'): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), 'bf-egress-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const door = await egress.open(sessionId, folder, account);
  undo.push(() => door.close());
  return door;
}

export const doorWith = (options: DoorOptions) => openDoor(makeEgress(options));

async function serve(server: Server, host: string): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => void sockets.add(socket.on('error', () => undefined)));
  undo.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port; // it listens on TCP
}

export const httpServer = (listener: RequestListener, host = '127.0.0.2') => serve(createHttpServer(listener), host);
export const rawServer = (listener: (socket: Socket) => void, host = '127.0.0.2') =>
  serve(createServer({ allowHalfOpen: true }, listener), host);

/** A client at a door. `text` is all that came so far. */
export class Raw {
  text = '';
  ended = false;
  closed = false;
  readonly socket: Socket;

  constructor(path: string, first?: string | Buffer) {
    this.socket = connect({ path, allowHalfOpen: true });
    this.socket.on('data', (bytes) => (this.text += bytes.toString('latin1')));
    this.socket.on('end', () => (this.ended = true)).on('error', () => undefined);
    this.socket.on('close', () => (this.closed = true));
    undo.push(() => this.socket.destroy());
    if (first !== undefined) this.socket.write(first);
  }
}

/** What comes back for these bytes, up to the end of the answer. */
export async function exchange(path: string, bytes: string | Buffer): Promise<string> {
  const client = new Raw(path);
  const over = new Promise((resolve) => client.socket.once('end', resolve).once('close', resolve));
  client.socket.write(bytes);
  await over;
  client.socket.destroy();
  return client.text;
}

/** A SOCKS5 greeting and request for a name or an IPv4 address. */
export function socksRequest(host: string, port: number, command = 1): Buffer {
  const [high, low] = [port >> 8, port & 255];
  const v4 = /^\d+\.\d+\.\d+\.\d+$/.test(host);
  const address = v4 ? [1, ...host.split('.').map(Number)] : [3, host.length, ...Buffer.from(host)];
  return Buffer.from([5, 1, 0, 5, command, 0, ...address, high, low]);
}
