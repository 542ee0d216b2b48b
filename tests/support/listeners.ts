// What processes of this machine listen on, as the kernel tells it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { childrenOf } from './processes.ts';

export interface Listener {
  readonly pid: number;
  /**
   * `127.0.0.1:8787`, `[::1]:8787`, or a Unix socket's path (`@…` for an abstract one, empty where
   * its name is gone).
   */
  readonly at: string;
}

/** Of a process and all that it has started. */
export function listenersOf(pid: number): Listener[] {
  const sockets = new Map([...tcpSockets('tcp'), ...tcpSockets('tcp6'), ...unixSockets()]);
  return familyOf(pid).flatMap((member) =>
    inodesOf(member).flatMap((inode) => {
      const at = sockets.get(inode);
      return at === undefined ? [] : [{ pid: member, at }];
    }),
  );
}

const familyOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(familyOf)];

function inodesOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1] ?? [];
      } catch {
        return []; // closed meanwhile
      }
    });
  } catch {
    return []; // ended meanwhile
  }
}

const rows = (file: string) =>
  readFileSync(`/proc/net/${file}`, 'latin1')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.trim().split(/\s+/));

const listening = '0A';
const ipv6Loopback = '00000000000000000000000001000000';

function tcpSockets(file: 'tcp' | 'tcp6'): [string, string][] {
  return rows(file)
    .filter(([, , , state]) => state === listening)
    .map(([, local = '', , , , , , , , inode = '']) => {
      const [address = '', port = ''] = local.split(':');
      const bytes = Buffer.from(address, 'hex').reverse();
      const name = file === 'tcp' ? bytes.join('.') : address === ipv6Loopback ? '[::1]' : `[${address}]`;
      return [inode, `${name}:${Number.parseInt(port, 16)}`];
    });
}

const acceptsConnections = 0x10000;

function unixSockets(): [string, string][] {
  return rows('unix')
    .filter(([, , , flags = '0']) => Number.parseInt(flags, 16) & acceptsConnections)
    .map(([, , , , , , inode = '', path = '']) => [inode, path]);
}

/** Takes the port for a moment, as a squatter would for good. Returns whether it could. */
export function couldTake(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    // Node listens and refuses without a turn of its loop: who asks again and again would keep
    // everything else from happening
    server.once('error', (error: NodeJS.ErrnoException) =>
      setImmediate(() => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))),
    );
    server.listen({ host, port }, () => server.close(() => setImmediate(resolve, true)));
  });
}
