// Writes that a cookie authenticates must come from our own pages. Threat: another site, or another
// origin below our own domain (a preview is one), makes the browser send a write with its cookie.
// Property: such a write needs the CSRF value of this very sign-in in a header, which other origins
// can neither read nor set, and an Origin header, where there is one, of this deployment.
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';
import { base64Url, sameText, type ServerKey } from '../platform/crypto.ts';
import { isNavigation } from './navigation.ts';

/**
 * The CSRF value of a sign-in. It is keyed to the sign-in: a value planted by another origin as a
 * cookie does not fit.
 */
export async function csrfTokenOf(serverKey: ServerKey, authSessionId: string): Promise<string> {
  return base64Url(await serverKey.mac('csrf', authSessionId));
}

/** Refuses a write from a foreign origin. Requests without Origin come from no browser page. */
export function checkOrigin(config: Config, request: Request): void {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== config.baseUrl)
    throw new Problem('origin_refused', { origin: origin.slice(0, 200) });
}

/**
 * Threat: a GET that a cookie authenticates has effects as well: it starts a session, issues a
 * ticket, leaves an audit entry. A page of another site, or a preview below our own domain, makes
 * the browser send one, by a link, an image or a frame. Property: a browser tells where a request
 * comes from (Fetch Metadata); what comes from elsewhere is refused, unless a person is on their
 * way to a page of ours. Such a page then does nothing that they have not asked for here: see
 * `isWilled`.
 */
export function checkInitiator(request: Request, navigable: boolean): void {
  const site = request.headers.get('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return;
  if (navigable && isNavigation(request)) return;
  throw new Problem('origin_refused', { origin: request.headers.get('origin')?.slice(0, 200) ?? site.slice(0, 20) });
}

/**
 * Whether a person, or a program by its own credential, asked for just this request: by a click on
 * our own pages, by an address that they typed or kept (`none`), or with a token. No HEAD, no
 * prefetch, nothing that another site leads to.
 */
export function isWilled(request: Request, via: 'token' | 'cookie' | null): boolean {
  if (request.method === 'HEAD' || request.headers.has('sec-purpose')) return false;
  const site = request.headers.get('sec-fetch-site');
  return via === 'token' || site === 'same-origin' || (site === 'none' && isNavigation(request));
}

export async function checkCsrf(
  config: Config,
  serverKey: ServerKey,
  request: Request,
  authSessionId: string,
): Promise<void> {
  checkOrigin(config, request);
  const given = request.headers.get('x-csrf-token');
  if (!given) throw new Problem('csrf_failed', { reason: 'The x-csrf-token header is missing.' });
  if (!sameText(given, await csrfTokenOf(serverKey, authSessionId))) {
    throw new Problem('csrf_failed', { reason: 'The x-csrf-token header does not belong to this sign-in.' });
  }
}
