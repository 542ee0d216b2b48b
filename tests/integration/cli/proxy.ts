// A deployment that only a proxy reaches: a proxy that connects (RFC 9110 section 9.3.6), and
// behind it TLS in front of the platform, under a name that no resolver knows.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import { fixtures } from './projects.ts';

export const proxiedUrl = 'https://burstflare.test';
const certificate = join(fixtures, 'tls/certificate.pem');
/** What a program needs to believe the certificate. */
export const trust = { NODE_EXTRA_CA_CERTS: certificate };

export interface ProxiedDeployment {
  readonly proxyPort: number;
  /** What the proxy was asked to connect to. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** With `credentials` ("user:password"), the proxy refuses who does not bring them. */
export async function startProxied(port: number, credentials?: string): Promise<ProxiedDeployment> {
  const tls = createTlsServer({ cert: readFileSync(certificate), key: readFileSync(join(fixtures, 'tls/key.pem')) });
  const toPlatform = ({ method, url: path, headers }: IncomingMessage) =>
    request({ host: '127.0.0.1', port, method, path, headers: { ...headers, host: `localhost:${port}` } });
  tls.on('request', (incoming, outgoing) => {
    const onward = toPlatform(incoming);
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  tls.on('upgrade', (incoming: IncomingMessage, client: Duplex) => {
    const onward = toPlatform(incoming);
    onward.on('upgrade', (answer, server, head) => {
      const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join('')}\r\n`);
      client.write(head); // frames that came with the answer
      joined(client, server);
    });
    onward.on('response', () => client.destroy());
    onward.on('error', () => client.destroy());
    onward.end();
  });
  const asked: string[] = [];
  const proxy = createServer((_, answer) => answer.writeHead(501).end());
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  proxy.on('connect', ({ url: target = '', headers }: IncomingMessage, client: Duplex) => {
    asked.push(target);
    if (headers['proxy-authorization'] !== wanted)
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const { port: tlsPort } = tls.address() as AddressInfo; // it listens on TCP
    const server = connect(tlsPort, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    joined(client, server);
  });
  const open = new Set<Socket>();
  for (const server of [tls, proxy]) server.on('connection', (socket: Socket) => open.add(socket));
  await Promise.all(
    [tls, proxy].map((server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
  );
  return {
    proxyPort: (proxy.address() as AddressInfo).port, // it listens on TCP
    asked,
    close: async () => {
      open.forEach((socket) => socket.destroy());
      await Promise.all([tls, proxy].map((server: Server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function joined(one: Duplex, other: Duplex): void {
  for (const [from, to] of [[one, other] as const, [other, one] as const]) {
    from.pipe(to);
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
  }
}
