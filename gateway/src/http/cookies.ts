// The three cookies of a browser's sign-in. Threat: a token that scripts can read is a token that
// any injected script can take away. Property: both tokens are HttpOnly, bound to this host by
// their prefix, and never in an answer's body; scripts can read the CSRF value only, which is worth
// nothing elsewhere.
import { parse, serialize } from 'hono/utils/cookie';

export const sessionCookie = '__Host-burstflare_session';
// `__Host-` demands Path=/; the refresh token goes nowhere but to its own route, so it is
// `__Secure-` with that path.
export const refreshCookie = '__Secure-burstflare_refresh';
export const csrfCookie = 'burstflare_csrf';
export const refreshPath = '/api/auth/refresh';

export const readCookie = (request: Request, name: string): string | null =>
  parse(request.headers.get('cookie') ?? '', name)[name] ?? null;

export interface BrowserTokens {
  accessToken: string;
  refreshToken: string;
  csrfToken: string;
  refreshMaxAgeSeconds: number;
}

export function setSignInCookies(headers: Headers, tokens: BrowserTokens): void {
  put(headers, [tokens.accessToken, tokens.refreshToken, tokens.csrfToken], tokens.refreshMaxAgeSeconds);
}

export function clearSignInCookies(headers: Headers): void {
  put(headers, ['', '', ''], 0);
}

function put(headers: Headers, [access, refresh, csrf]: [string, string, string], maxAge: number): void {
  const shared = { maxAge, sameSite: 'Lax', secure: true } as const;
  headers.append('set-cookie', serialize(sessionCookie, access, { ...shared, path: '/', httpOnly: true }));
  headers.append('set-cookie', serialize(refreshCookie, refresh, { ...shared, path: refreshPath, httpOnly: true }));
  headers.append('set-cookie', serialize(csrfCookie, csrf, { ...shared, path: '/' }));
}
