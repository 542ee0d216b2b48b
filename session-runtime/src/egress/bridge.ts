// Owns the session's end of the way out: a port on its loopback from which bytes go to the host's
// socket, and nothing else.
import { connect, createServer, type Server } from 'node:net';
import { tunnel } from '../http/tunnel.ts';

/**
 * One number in every session, as each has a loopback of its own; above what the system gives to
 * outgoing connections, and one that programs do not choose.
 */
export const EGRESS_PORT = 61_080;

/** Resolves when it listens. Whatever happens on a connection ends that connection. */
export function openBridge(socketPath: string): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) => {
    client.on('error', () => undefined); // `close` follows, for the tunnel.
    const host = connect({ path: socketPath, allowHalfOpen: true });
    host.once('connect', () => tunnel(client, host));
    host.once('error', () => client.destroy());
    client.once('close', () => host.connecting && host.destroy());
  });
  server.on('error', (error) => process.stderr.write(`The way out of this session failed: ${error.message}\n`));
  return new Promise((resolve) => {
    server.once('error', () => resolve(server));
    server.listen(EGRESS_PORT, '127.0.0.1', () => resolve(server));
  });
}
