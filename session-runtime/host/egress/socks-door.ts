// Owns the SOCKS5 side of the way out (RFC 1928): CONNECT without credentials, by address or by
// name.
import type { Socket } from 'node:net';
import { tunnel } from '../../src/http/tunnel.ts';
import { canonicalAddress } from './address-rules.ts';
import type { Connect } from './http-door.ts';
import { Refusal } from './refusal.ts';
import { makeTarget, type Target } from './target.ts';

export const SOCKS_VERSION = 5;

const NO_CREDENTIALS = 0;
const CONNECT = 1;
const GREETING_MS = 30_000;

const OK = 0;
const FAILED = 1;
const NOT_ALLOWED = 2;
const NETWORK_UNREACHABLE = 3;
const HOST_UNREACHABLE = 4;
const CONNECTION_REFUSED = 5;
const TTL_EXPIRED = 6;
const COMMAND_UNKNOWN = 7;
const ADDRESS_TYPE_UNKNOWN = 8;

export async function socksDoor(connect: Connect, client: Socket): Promise<void> {
  const late = setTimeout(() => client.destroy(), GREETING_MS);
  try {
    const upstream = await greet(connect, client).finally(() => clearTimeout(late));
    if (upstream === null) return;
    client.write(reply(OK));
    tunnel(client, upstream);
  } catch (error) {
    if (!(error instanceof Refusal)) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    end(client, reply(replyOf(error)));
  }
}

async function greet(connect: Connect, client: Socket): Promise<Socket | null> {
  const [, count = 0] = await take(client, 2);
  const methods = await take(client, count);
  if (!methods.includes(NO_CREDENTIALS)) return end(client, Buffer.from([SOCKS_VERSION, 0xff]));
  client.write(Buffer.from([SOCKS_VERSION, NO_CREDENTIALS]));
  const [version, command, , type] = await take(client, 4);
  if (version !== SOCKS_VERSION) return end(client, reply(FAILED));
  const target = await targetOf(client, type ?? 0);
  if (command !== CONNECT) return end(client, reply(COMMAND_UNKNOWN));
  if (target === null)
    return end(client, reply(type === 1 || type === 3 || type === 4 ? FAILED : ADDRESS_TYPE_UNKNOWN));
  return await connect(target, client);
}

async function targetOf(client: Socket, type: number): Promise<Target | null> {
  if (type !== 1 && type !== 3 && type !== 4) return null;
  const size = type === 1 ? 4 : type === 4 ? 16 : ((await take(client, 1))[0] ?? 0);
  const host = await take(client, size);
  const port = (await take(client, 2)).readUInt16BE();
  if (type === 1) return makeTarget(host.join('.'), port);
  if (type === 3) return makeTarget(host.toString('latin1'), port);
  const groups = Array.from({ length: 8 }, (_, i) => host.readUInt16BE(i * 2).toString(16));
  return makeTarget(canonicalAddress(groups.join(':')), port);
}

/**
 * Just as many bytes: what follows them stays in the socket. Rejects when the client ends before.
 */
function take(client: Socket, size: number): Promise<Buffer> {
  if (size === 0) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const settle = () => client.off('readable', look).off('end', gone).off('close', gone);
    const look = () => {
      // Without an encoding a socket gives buffers.
      const bytes = client.read(size) as Buffer | null;
      if (bytes === null) return;
      settle();
      if (bytes.length < size) gone();
      else resolve(bytes);
    };
    const gone = () => {
      settle();
      reject(new Refusal('unreachable', 'The client ended in the middle of its greeting.'));
    };
    client.on('readable', look).once('end', gone).once('close', gone);
    look();
  });
}

function end(client: Socket, bytes: Buffer): null {
  if (!client.destroyed) client.end(bytes);
  client.resume(); // What it still sends is dropped, so that its end is seen and the connection closes.
  return null;
}

/**
 * The address at the end tells from where the connection was made, which is no business of a
 * session.
 */
const reply = (code: number) => Buffer.from([SOCKS_VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0]);

function replyOf(error: unknown): number {
  if (!(error instanceof Refusal)) return FAILED;
  if (error.kind === 'refused') return NOT_ALLOWED;
  if (error.kind === 'unknown_name') return HOST_UNREACHABLE;
  if (error.kind === 'timed_out') return TTL_EXPIRED;
  if (error.code === 'ECONNREFUSED') return CONNECTION_REFUSED;
  if (error.code === 'ENETUNREACH') return NETWORK_UNREACHABLE;
  if (error.code === 'EHOSTUNREACH') return HOST_UNREACHABLE;
  return FAILED;
}
