// Which preview an address is for, and which origins are one session's.
import { Problem } from '../errors.ts';
import type { Config } from '../config.ts';

export interface PreviewHost {
  port: number;
  sessionId: string;
}

/**
 * The preview that an address's host stands for, or null for any other host. Throws for one below
 * the preview domain that names none. Threat: a page in a preview fills the browser with cookies
 * for the domain above it, and every other preview gets more than servers take. Property: there is
 * no such domain. The preview domain is one that browsers take no cookies for: at home `localhost`,
 * which previews and the console's own name are right below; elsewhere the operator has it in the
 * Public Suffix List (docs/security.md).
 */
export function previewHostOf({ host, hostname }: URL, { baseUrl, previewDomain }: Config): PreviewHost | null {
  if (!host.endsWith(`.${previewDomain}`) || hostname === new URL(baseUrl).hostname) return null;
  const preview = namedBy(host, previewDomain);
  if (!preview) throw new Problem('not_found', { what: 'preview' });
  return preview;
}

function namedBy(host: string, previewDomain: string): PreviewHost | null {
  if (!host.endsWith(`.${previewDomain}`)) return null;
  const [, port, sessionId] = /^(\d{4,5})--(ses-[a-z2-7]{20})$/.exec(host.slice(0, -previewDomain.length - 1)) ?? [];
  return port && sessionId ? { port: Number(port), sessionId } : null;
}

/**
 * The origin of a page of this very session that a request names, or null. Threat: a page of
 * another session, or of another site, passes for one of the app's own. Property: browsers write
 * Origin themselves, and only one whose scheme, domain and session are those of the request counts.
 */
export function originWithinSession(
  request: Request,
  url: URL,
  { sessionId }: PreviewHost,
  { previewDomain }: Config,
): string | null {
  const origin = request.headers.get('origin');
  const from = origin === null ? null : URL.parse(origin);
  if (origin === null || from?.origin !== origin || from.protocol !== url.protocol) return null;
  return namedBy(from.host, previewDomain)?.sessionId === sessionId ? origin : null;
}

/** Lets a page of the same session read an answer of the platform's own. */
export const readableBy = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
});
