// People for tests: each signs up through the public API and has a workspace of their own, so tests
// share a platform in peace.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CookieJar } from './cookies.ts';
import { HttpClient, type Reply } from './http.ts';

export interface AuthResult {
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly workspace: { readonly workspaceId: string; readonly role: string };
  readonly authSessionId: string;
  readonly csrfToken?: string;
  readonly tokens?: { readonly accessToken: string; readonly refreshToken: string };
}

export interface Person extends AuthResult {
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
  /** Sends the person's bearer token. */
  readonly http: HttpClient;
}

export const newEmail = () => `test-${randomUUID()}@example.com`;

export async function registerPerson(
  url: string,
  details: { email?: string; password?: string; name?: string } = {},
): Promise<Person> {
  const email = details.email ?? newEmail();
  const password = details.password ?? `a long enough password ${randomUUID()}`;
  const http = new HttpClient(url);
  const reply = await signUp(http, { email, password, name: details.name ?? 'Test Person' });
  const result = expectStatus(reply, 201).json<AuthResult>();
  if (!result.tokens) throw new Error(`Signing up as an API client gave no tokens: ${reply.text}`);
  const { accessToken, refreshToken } = result.tokens;
  return { ...result, email, password, token: accessToken, refreshToken, http: http.as({ token: accessToken }) };
}

export interface BrowserPerson extends AuthResult {
  readonly email: string;
  readonly password: string;
  readonly jar: CookieJar;
  /** Sends cookies, the page's Origin and the CSRF header, as the console does. */
  readonly http: HttpClient;
}

export async function registerBrowserPerson(url: string): Promise<BrowserPerson> {
  const email = newEmail();
  const password = `a long enough password ${randomUUID()}`;
  const jar = new CookieJar();
  const origin = new URL(url).origin;
  const http = new HttpClient(url, { jar, headers: { origin } });
  const reply = await signUp(http, { email, password, client: 'browser' });
  const result = expectStatus(reply, 201).json<AuthResult>();
  const headers = { origin, 'x-csrf-token': result.csrfToken ?? '' };
  return { ...result, email, password, jar, http: http.as({ jar, headers }) };
}

/** The machine is one address to the platform, which lets so many at a time sign in: its turn comes. */
async function signUp(http: HttpClient, json: object): Promise<Reply> {
  for (;;) {
    const reply = await http.post('/api/auth/register', { json });
    if (reply.status !== 503 || !reply.text.includes('sign_in_busy')) return reply;
    await delay(Number(reply.headers['retry-after']) * 1000);
  }
}

/** For set-up steps: fails with the whole answer, where an assertion would show two numbers. */
export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`Expected ${status}, got ${reply.status}: ${reply.text.slice(0, 1000)}`);
  return reply;
}
