// Owns a stand-in deployment for the SDK's units: a real HTTP server on loopback that knows which
// tokens are good, counts what arrives, and can cut a connection after the request has arrived. The
// real gateway is met in tests/integration/sdk.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tokens } from '../credentials.ts';

export interface Arrival {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = { status: number; body?: unknown; headers?: Record<string, string>; text?: string } | 'cut';

export interface Deployment {
  url: string;
  arrivals: Arrival[];
  /** How many requests came for a path. */
  count(path: string): number;
  close(): Promise<void>;
}

export async function startDeployment(answer: (arrival: Arrival) => Answer | Promise<Answer>): Promise<Deployment> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  async function serve(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const arrival = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    arrivals.push(arrival);
    const given = await answer(arrival);
    if (given === 'cut') return request.socket.destroy();
    const contentType = given.status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(given.status, { 'content-type': contentType, ...given.headers });
    response.end(given.text ?? (given.body === undefined ? '' : JSON.stringify(given.body)));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    count: (path) => arrivals.filter((arrival) => arrival.path.split('?')[0] === path).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Answer {
  const body = { type: `/docs#${code}`, status, code, title: code, detail: `Because of ${code}.`, requestId: 'req-1' };
  return { status, body, headers };
}

export function tokens(name: string, lifetimeMs = 3_600_000): Tokens {
  return {
    tokenType: 'Bearer',
    accessToken: `bfa_${name}`,
    accessTokenExpiresAt: new Date(Date.now() + lifetimeMs).toISOString(),
    refreshToken: `bfr_${name}`,
    refreshTokenExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  };
}

/**
 * Lets in one access token at a time; each refresh trades the present refresh token for the next
 * pair.
 */
export function tokenGate() {
  let generation = 1;
  return {
    current: () => tokens(`t${generation}`),
    answer(arrival: Arrival, inside: (arrival: Arrival) => Answer): Answer {
      if (arrival.path === '/api/auth/refresh') {
        if (arrival.body !== JSON.stringify({ refreshToken: `bfr_t${generation}` })) {
          return problem(401, 'refresh_token_reused');
        }
        generation += 1;
        return { status: 200, body: { tokens: tokens(`t${generation}`) } };
      }
      if (arrival.headers.authorization !== `Bearer bfa_t${generation}`) return problem(401, 'unauthenticated');
      return inside(arrival);
    },
    /** What the client holds is no longer good, though its refresh token is. */
    expire: () => ({ ...tokens(`t${generation}`), accessToken: 'bfa_old' }),
  };
}
