// Owns how requests prove who sends them: tokens from a store (CLI, API clients) or the browser's
// cookies. Both renew themselves, once for however many requests find out at the same time.
import type { components } from '../generated/api.ts';

export type Tokens = components['schemas']['Tokens'];

/**
 * Where tokens are kept. The lock spans processes where the store does: a refresh token works once.
 */
export interface TokenStore {
  load(): Promise<Tokens | undefined>;
  /** `undefined` forgets them. */
  save(tokens: Tokens | undefined): Promise<void>;
  withLock<T>(work: () => Promise<T>): Promise<T>;
}

export interface Credentials {
  /**
   * Adds the proof to the headers. Returns a name for it, which `renew` compares; undefined if
   * there is none to add.
   */
  sign(headers: Headers, method: string): Promise<string | undefined>;
  /**
   * Replaces the named proof, unless that has happened meanwhile. Returns the refusal if it cannot
   * be replaced.
   */
  renew(proof: string): Promise<Response | undefined>;
  /**
   * Whether a request that takes a while, and cannot be sent twice, should renew first; the proof's
   * name if so.
   */
  expiring(): Promise<string | undefined>;
  /** Takes the CSRF value from a response. */
  notice(answer: unknown): void;
}

/**
 * Sends the refresh; repeats it if the connection is lost: for a while, the deployment returns the
 * same tokens.
 */
export type SendRefresh = (body: { refreshToken?: string }, headers: Headers) => Promise<Response>;

const EXPIRY_MARGIN_MS = 60_000;

/** For tests and short-lived programs. */
export function memoryTokenStore(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return {
    load: async () => kept,
    save: async (next) => {
      kept = next;
    },
    withLock: (work) => work(), // one process: `shared` below is lock enough
  };
}

export function tokenCredentials(store: TokenStore, sendRefresh: SendRefresh, now: () => number): Credentials {
  const renew = shared(async (proof: string) =>
    store.withLock(async () => {
      const tokens = await store.load();
      // Another process, or an earlier request of this one, has refreshed while this one waited.
      if (tokens !== undefined && tokens.accessToken !== proof) return undefined;
      if (tokens === undefined) return signedOut();
      const response = await sendRefresh({ refreshToken: tokens.refreshToken }, new Headers());
      if (response.ok) {
        const answer: components['schemas']['AuthResult'] = await response.json();
        await store.save(answer.tokens);
        return undefined;
      }
      // 401 is final: the refresh token is spent. Anything else may pass, and must not sign anybody
      // out.
      if (response.status === 401) await store.save(undefined);
      return response;
    }),
  );
  return {
    async sign(headers) {
      const tokens = await store.load();
      if (tokens !== undefined) headers.set('authorization', `Bearer ${tokens.accessToken}`);
      return tokens?.accessToken;
    },
    renew,
    async expiring() {
      const tokens = await store.load();
      if (tokens === undefined) return undefined;
      return Date.parse(tokens.accessTokenExpiresAt) - now() < EXPIRY_MARGIN_MS ? tokens.accessToken : undefined;
    },
    notice() {},
  };
}

const CSRF_COOKIE = /(?:^|;\s*)burstflare_csrf=([^;]*)/;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The tokens themselves are HttpOnly: no script can read them, which is the point. What scripts
 * hold is the CSRF value; another site can make the browser send the cookies, but cannot read the
 * value that a write must repeat in a header.
 */
export function cookieCredentials(sendRefresh: SendRefresh, readCookies: () => string): Credentials {
  let renewals = 0;
  let seen: string | undefined;
  // The cookie first: another tab may have signed in since this one's last response.
  const csrf = () => decodeURIComponent(CSRF_COOKIE.exec(readCookies())?.[1] ?? '') || seen;
  const addCsrf = (headers: Headers) => {
    const value = csrf();
    if (value !== undefined) headers.set('x-csrf-token', value);
  };
  const notice = (answer: unknown) => {
    if (typeof answer !== 'object' || answer === null || !('csrfToken' in answer)) return;
    if (typeof answer.csrfToken === 'string') seen = answer.csrfToken;
  };
  return {
    async sign(headers, method) {
      if (!SAFE_METHODS.has(method)) addCsrf(headers);
      return String(renewals);
    },
    renew: shared(async (proof: string) => {
      if (proof !== String(renewals)) return undefined;
      const headers = new Headers();
      addCsrf(headers);
      const response = await sendRefresh({}, headers);
      if (!response.ok) return response;
      notice(await response.json());
      renewals += 1;
      return undefined;
    }),
    // The cookie's age cannot be read, and no browser page streams an upload.
    expiring: async () => undefined,
    notice,
  };
}

function signedOut(): Response {
  const problem = {
    type: '/docs#unauthenticated',
    title: 'Sign-in is needed',
    status: 401,
    code: 'unauthenticated',
    detail: 'The sign-in has ended.',
    next: 'Sign in again.',
  };
  return new Response(JSON.stringify(problem), {
    status: 401,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/**
 * While one call is under way, others join it and get a copy of its response: a body can be read
 * once only.
 */
function shared(
  work: (proof: string) => Promise<Response | undefined>,
): (proof: string) => Promise<Response | undefined> {
  let underWay: Promise<Response | undefined> | undefined;
  return async (proof) => {
    underWay ??= work(proof).finally(() => {
      underWay = undefined;
    });
    return (await underWay)?.clone();
  };
}
