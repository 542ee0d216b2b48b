// Trades a ticket for a pass on a preview's origin, and signs the browser in to the session's other
// ports on the way, so that a page on one may call the other.
import type { Deps } from '../deps.ts';
import {
  passLifetimeSeconds,
  previewOrigin,
  redeemTicket,
  signInPath,
  type Redeemed,
} from '../domains/sessions/index.ts';
import { Problem } from '../errors.ts';
import { base64Url } from '../platform/crypto.ts';
import { escapeHtml, isNavigation, redirect } from './navigation.ts';
import { originWithinSession, type PreviewHost, readableBy } from './preview-host.ts';

export const passCookie = '__Host-burstflare_preview';

/** How long a page waits for its sign-in to the session's other ports. */
const othersMs = 3_000;

/** Where a browser without a pass is led: the console's own origin, which knows its person. */
export function openAddress(deps: Deps, { sessionId, port }: PreviewHost, path: string): string {
  const query = new URLSearchParams({ port: String(port), path: path.slice(0, 2000) });
  return `${deps.config.baseUrl}/runtime/sessions/${sessionId}/preview?${query}`;
}

/**
 * Leaves a clean address: no Referer, and no history entry that holds the ticket. A program is
 * redirected; so is a browser, unless its session has other ports. Cookies of these are sent from
 * this port's pages only if they were set while one of them was open (Partitioned), which a
 * redirect cannot do: a page of ours asks for each, and then gives way.
 */
export async function signInToPreview(
  deps: Deps,
  request: Request,
  url: URL,
  preview: PreviewHost,
  now: number,
): Promise<Response> {
  const path = pathWithin(url.origin, url.searchParams.get('path') ?? '/');
  const ticket = url.searchParams.get('ticket');
  const isPage = isNavigation(request);
  const redeemed = ticket && (await redeemTicket(deps, ticket, preview, isPage, now));
  if (!redeemed) {
    if (isPage) return redirect(openAddress(deps, preview, path));
    throw new Problem('unauthenticated');
  }
  // In a frame of the console Chromium keeps no cookie but a partitioned one.
  const attributes = `Path=/; Max-Age=${passLifetimeSeconds}; HttpOnly; Secure; SameSite=None; Partitioned`;
  const headers = { 'set-cookie': `${passCookie}=${redeemed.pass}; ${attributes}` };
  const from = originWithinSession(request, url, preview, deps.config);
  if (!isPage && from !== null)
    return new Response(null, {
      status: 204,
      headers: { ...headers, ...readableBy(from), 'cache-control': 'no-store' },
    });
  if (request.method === 'HEAD' || redeemed.others.length === 0) return redirect(path, headers);
  return otherPortsPage(deps, preview, path, redeemed.others, headers);
}

/**
 * Threat: a link to a preview that leads on to another site. Property: the target is resolved
 * against our own origin and cut to its path. Leading slashes become one: `/.//host` resolves to
 * the path `//host`, which as a Location names another host.
 */
function pathWithin(origin: string, wanted: string): string {
  const target = URL.parse(wanted, origin);
  if (target?.origin !== origin) return '/';
  return target.pathname.replace(/^[/\\]+/, '/') + target.search + target.hash;
}

function otherPortsPage(
  { config }: Deps,
  { sessionId }: PreviewHost,
  path: string,
  others: Redeemed['others'],
  headers: Record<string, string>,
): Response {
  const nonce = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  const origins = others.map(({ port }) => previewOrigin(config, sessionId, port));
  const addresses = others.map(({ ticket }, at) => `${origins[at]}${signInPath}?ticket=${ticket}`);
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Opening the preview</title>
<noscript><meta http-equiv="refresh" content="0;url=${escapeHtml(path)}"></noscript></head>
<body><script nonce="${nonce}">
const signIn = (address) => fetch(address, { credentials: 'include', signal: AbortSignal.timeout(${othersMs}) });
Promise.allSettled(${inScript(addresses)}.map(signIn)).then(() => location.replace(${inScript(path)}));
</script></body></html>
`;
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; connect-src ${origins.join(' ')}; base-uri 'none'`;
  return new Response(page, {
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}

/** As a script's own text, whatever it holds. */
const inScript = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
