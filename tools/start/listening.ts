// The sockets that the platform listens on. This process keeps them and never accepts: workerd
// does, through descriptors that it inherits. Threat: when workerd dies, or on an address that it
// does not listen on, another program of this machine takes the platform's port and reads what
// people send there, tokens and all. Property: from the start to the end of the platform the port
// is taken on every loopback address, so `localhost` never means anybody else; who connects while
// workerd starts again waits in the socket's queue.
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { rmSync } from 'node:fs';
import { BoundSocket, isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { waitUntil } from './wait.ts';

export interface Listening {
  readonly port: number;
  readonly addresses: readonly string[];
  /** For a child process to inherit: of the addresses, then of the paths, each in their order. */
  readonly descriptors: readonly number[];
  close(): void;
}

export class PortInUse extends Error {}

const ipv4Loopback = '127.0.0.1';
const ipv6Loopback = '::1';

/** What HOST names, and always this machine's own addresses: they are what `localhost` leads to. */
async function addressesFor(host: string): Promise<string[]> {
  const address = isIP(host) ? host : (await lookup(host)).address;
  // both families in one socket, of which the loopbacks are a part
  if (address === '::') return ['::'];
  if (address === '0.0.0.0') return ['0.0.0.0', ipv6Loopback];
  return [...new Set([ipv4Loopback, ipv6Loopback, address])];
}

/**
 * Takes the port on every address or on none, and the paths as Unix sockets. A port left by a
 * platform that was just killed is given a moment to become free, and where any port will do (0),
 * one that is taken on another of the addresses gives way to the next.
 */
export async function listenOn(host: string, port: number, paths: readonly string[] = []): Promise<Listening> {
  const wanted = await addressesFor(host);
  let bound: BoundSocket[] = [];
  let problem: unknown;
  const attempt = () => {
    try {
      bound = bindAll(wanted, port);
      return true;
    } catch (error) {
      problem = error;
      return false;
    }
  };
  await waitUntil(attempt, 2_000, 'the port').catch(() => {
    throw refusal(problem, port);
  });
  const endpoints = bound.map(endpointOf);
  const taken = endpoints[0]?.port ?? port;
  for (const path of paths) {
    // the data folder's lock is held: a file that is there was left by a crash
    rmSync(path, { force: true });
    // Node takes a path, its types do not know of it
    const options: object = { path };
    bound.push(new BoundSocket(options));
  }
  const close = () => {
    for (const socket of bound.splice(0)) socket.close();
  };
  await startListening(bound).catch((error: unknown) => {
    close();
    throw refusal(error, taken);
  });
  return {
    port: taken,
    addresses: endpoints.map(({ address }) => address),
    descriptors: bound.map((socket) => socket.fd()),
    close,
  };
}

/** A port that could be taken now, for a program that cannot inherit a socket. */
export async function freePort(host: string, port: number): Promise<number> {
  const listening = await listenOn(host, port);
  listening.close();
  return listening.port;
}

function bindAll(addresses: readonly string[], port: number): BoundSocket[] {
  const bound: BoundSocket[] = [];
  try {
    for (const address of addresses) {
      const same = bound[0] ? endpointOf(bound[0]).port : port;
      try {
        bound.push(new BoundSocket({ host: address, port: same, ipv6Only: address === ipv6Loopback }));
      } catch (error) {
        // nobody can take an address that the machine does not have
        if (address !== ipv6Loopback || !['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) throw error;
      }
    }
    return bound;
  } catch (error) {
    for (const socket of bound) socket.close();
    throw error;
  }
}

function endpointOf(socket: BoundSocket): { address: string; port: number } {
  const endpoint = socket.address();
  if (typeof endpoint === 'string') throw new Error(`${endpoint} is no port.`);
  return endpoint;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

function refusal(error: unknown, port: number): PortInUse {
  const address = error instanceof Error && 'address' in error ? String(error.address) : ipv4Loopback;
  const taken = codeOf(error) === 'EADDRINUSE';
  const why = taken ? 'another program listens there' : error instanceof Error ? error.message : String(error);
  return new PortInUse(
    `Port ${port} on ${address} cannot be used: ${why}.\nChoose another one: PORT=${port + 1} npm start`,
  );
}

/**
 * Node listens only where it also accepts. So a child process calls listen(2) on the same sockets
 * and ends: they go on listening, and nothing in this process takes a connection that is meant for
 * workerd.
 */
function startListening(sockets: readonly BoundSocket[]): Promise<void> {
  const script = `
    const { createServer } = require('node:net');
    let left = ${sockets.length};
    for (let fd = 3; fd < 3 + ${sockets.length}; fd++) {
      createServer().on('error', ({ code }) => (console.error(code), process.exit(1)))
        .listen({ fd }, () => --left || process.exit());
    }`;
  const child = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'ignore', 'pipe', ...sockets.map((socket) => socket.fd())],
  });
  let said = '';
  // the third of its descriptors is a pipe
  (child.stdio[2] as Readable).on('data', (chunk: Buffer) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      if (code === 0) resolve();
      else reject(Object.assign(new Error(`listen ended with ${said.trim() || code}`), { code: said.trim() }));
    });
  });
}
