// A preview as somebody has it open: its origin, the pass in a cookie, and requests and sockets
// with it.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { CookieJar } from '../../support/cookies.ts';
import { HttpClient } from '../../support/http.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { makeSession, type Manifest, type Session, start, untilOpen } from '../sessions/made-session.ts';

export const passCookie = '__Host-burstflare_preview';

export interface OpenAnswer {
  readonly url: string;
  readonly signInUrl: string;
  readonly expiresAt: string;
  readonly port: number;
  readonly state: string;
}

export async function askForPreview(http: HttpClient, sessionId: string, query = ''): Promise<OpenAnswer> {
  return expectStatus(await http.get(`/runtime/sessions/${sessionId}/preview${query}`), 200).json();
}

export interface OpenedPreview {
  readonly origin: string;
  readonly host: string;
  readonly pass: string;
  /** Sends the pass, as the browser does that has it. */
  readonly http: HttpClient;
  /** The same place without the pass. */
  readonly bare: HttpClient;
}

export async function openPreview(http: HttpClient, sessionId: string, query = ''): Promise<OpenedPreview> {
  const { signInUrl } = await askForPreview(http, sessionId, query);
  const { origin, host, pathname, search } = new URL(signInUrl);
  const jar = new CookieJar();
  const bare = new HttpClient(origin);
  expectStatus(await bare.as({ jar }).get(pathname + search), 302);
  const pass = jar.get(new URL(origin), passCookie)?.value;
  if (!pass) throw new Error('The ticket gave no pass.');
  return { origin, host, pass, bare, http: bare.as({ headers: { cookie: `${passCookie}=${pass}` } }) };
}

/** A session whose app listens, with its preview open. */
export async function openApp(
  { http }: Pick<Person, 'http'>,
  manifest: Manifest,
  port: number,
): Promise<{ session: Session; preview: OpenedPreview }> {
  const session = await makeSession({ http }, manifest);
  await start(http, session.id);
  await untilOpen(http, session.id, port);
  return { session, preview: await openPreview(http, session.id) };
}

export interface Connected {
  readonly socket: WebSocket;
  /**
   * All that came, from the first byte on: an app may greet in the same packet as its handshake.
   */
  readonly frames: Buffer[];
  /** What the answer to the handshake sets. */
  readonly cookies: readonly string[];
  close(): Promise<void>;
}

/** A WebSocket by an address that Node cannot resolve; rejects with the status of a refusal. */
export async function connect(base: string, path: string, headers: Record<string, string>): Promise<Connected> {
  const { port, host } = new URL(base);
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { host, ...headers } });
  const frames: Buffer[] = [];
  // ws gives Buffers as long as nobody sets another binary type
  socket.on('message', (data: Buffer) => frames.push(data));
  let cookies: string[] = [];
  socket.once('upgrade', (response) => (cookies = response.headers['set-cookie'] ?? []));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_, response) => reject(new Error(`refused with ${response.statusCode}`)));
    socket.once('error', reject);
  });
  const close = async () => {
    if (socket.readyState === WebSocket.CLOSED) return;
    socket.close();
    await once(socket, 'close');
  };
  return { socket, frames, cookies, close };
}
