// The three cookies of a browser's sign-in.
// Threat: a token that scripts can read is a token that any injected script can take away. Property: both tokens are HttpOnly, bound
// to this host by their prefix, and never in an answer's body; scripts can read the CSRF value only, which is worth nothing elsewhere.

export const sessionCookie = '__Host-burstflare_session';
// `__Host-` demands Path=/; the refresh token goes nowhere but to its own route, so it is `__Secure-` with that path.
export const refreshCookie = '__Secure-burstflare_refresh';
export const csrfCookie = 'burstflare_csrf';
export const refreshPath = '/api/auth/refresh';

export function readCookie(request: Request, name: string): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

export interface BrowserTokens {
  accessToken: string;
  refreshToken: string;
  csrfToken: string;
  refreshMaxAgeSeconds: number;
}

export function setSignInCookies(headers: Headers, tokens: BrowserTokens): void {
  const age = `Max-Age=${tokens.refreshMaxAgeSeconds}; SameSite=Lax; Secure`;
  headers.append('set-cookie', `${sessionCookie}=${tokens.accessToken}; Path=/; HttpOnly; ${age}`);
  headers.append('set-cookie', `${refreshCookie}=${tokens.refreshToken}; Path=${refreshPath}; HttpOnly; ${age}`);
  headers.append('set-cookie', `${csrfCookie}=${tokens.csrfToken}; Path=/; ${age}`);
}

export function clearSignInCookies(headers: Headers): void {
  const gone = 'Max-Age=0; SameSite=Lax; Secure';
  headers.append('set-cookie', `${sessionCookie}=; Path=/; HttpOnly; ${gone}`);
  headers.append('set-cookie', `${refreshCookie}=; Path=${refreshPath}; HttpOnly; ${gone}`);
  headers.append('set-cookie', `${csrfCookie}=; Path=/; ${gone}`);
}
