// Writes that a cookie authenticates must come from our own pages.
// Threat: another site, or another origin below our own domain (a preview is one), makes the browser send a write with its cookie.
// Property: such a write needs the CSRF value of this very sign-in in a header, which other origins can neither read nor set, and an
// Origin header, where there is one, of this deployment.
import type { Config } from '../env.ts';
import { Problem } from '../errors.ts';
import { base64Url, sameText, type ServerKey } from '../platform/crypto.ts';

/** The CSRF value of a sign-in. It is keyed to the sign-in: a value planted by another origin as a cookie does not fit. */
export async function csrfTokenOf(serverKey: ServerKey, authSessionId: string): Promise<string> {
  return base64Url(await serverKey.mac('csrf', authSessionId));
}

/** Refuses a write from a foreign origin. Requests without Origin come from no browser page. */
export function checkOrigin(config: Config, request: Request): void {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== config.baseUrl)
    throw new Problem('origin_refused', { origin: origin.slice(0, 200) });
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
