// Preview origins, `<port>--<sessionId>.<preview domain>`: lets people in with a pass, then hands
// the request to the app.
import type { Deps } from '../deps.ts';
import {
  admit,
  type Admitted,
  passLifetimeSeconds,
  readPass,
  redeemTicket,
  problemOfHostError,
  signInPath,
} from '../domains/sessions/index.ts';
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';
import { GrantEnded, HostError } from '../platform/runtime-host.ts';
import { callerAddress, setForwardedFor } from './address.ts';
import { csrfCookie, readCookie, refreshCookie, sessionCookie } from './cookies.ts';
import { isNavigation, redirect } from './navigation.ts';
import { sameAnswer } from './reply.ts';

const passCookie = '__Host-burstflare_preview';
/** What belongs to the control plane never reaches somebody's app. */
const withheldCookies = [passCookie, sessionCookie, refreshCookie, csrfCookie];

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
  const [, port, sessionId] = /^(\d{4,5})--(ses-[a-z2-7]{20})$/.exec(host.slice(0, -previewDomain.length - 1)) ?? [];
  if (!port || !sessionId) throw new Problem('not_found', { what: 'preview' });
  return { port: Number(port), sessionId };
}

// A page loads dozens of files: whether its pass still holds is asked of D1 once in this long per
// isolate, so a revoked sign-in or a lost membership ends its previews within it.
const recheckMs = 5_000;
const rechecked = new Map<string, { admitted: Admitted; until: number }>();

// Threat: a pass that was just seen on its own preview is sent to another. Property: what is
// remembered holds for one preview only.
const recheckKey = ({ sessionId, port }: PreviewHost, cookie: string) => `${port}--${sessionId} ${cookie}`;

async function admittedBy(deps: Deps, cookie: string, preview: PreviewHost, now: number): Promise<Admitted | null> {
  const key = recheckKey(preview, cookie);
  const known = rechecked.get(key);
  if (known && known.until > now) return known.admitted;
  const pass = await readPass(deps, cookie, preview.sessionId, preview.port, now);
  const admitted = pass && (await admit(deps, pass, now));
  if (rechecked.size > 5_000) rechecked.clear();
  // Only a running session is worth remembering: any other is about to change.
  if (admitted?.state === 'running') rechecked.set(key, { admitted, until: now + recheckMs });
  return admitted;
}

export async function servePreview(
  deps: Deps,
  request: Request,
  requestId: string,
  preview: PreviewHost,
): Promise<Response> {
  const now = deps.clock.now();
  const url = new URL(request.url);
  if (url.pathname === signInPath) return signIn(deps, request, url, preview, now);
  const cookie = readCookie(request, passCookie);
  const admitted = cookie && (await admittedBy(deps, cookie, preview, now));
  if (!admitted || admitted.state !== 'running') {
    if (isNavigation(request)) return redirect(openAddress(deps, preview, url.pathname + url.search));
    if (!admitted || admitted.state === 'deleted') throw new Problem('unauthenticated');
    throw new Problem('session_not_running', { state: admitted.state, sessionId: preview.sessionId });
  }
  checkSameOrigin(request, url.origin);
  try {
    return await pass(deps, request, requestId, url, preview, admitted);
  } catch (error) {
    rechecked.delete(recheckKey(preview, cookie));
    if (!(error instanceof GrantEnded)) throw error;
    if (isNavigation(request)) return redirect(openAddress(deps, preview, url.pathname + url.search));
    throw new Problem('unauthenticated');
  }
}

function openAddress(deps: Deps, { sessionId, port }: PreviewHost, path: string): string {
  const query = new URLSearchParams({ port: String(port), path: path.slice(0, 2000) });
  return `${deps.config.baseUrl}/runtime/sessions/${sessionId}/preview?${query}`;
}

/**
 * Threat: a link to a preview that leads on to another site. Property: the target is resolved
 * against our own origin and cut to its path. Leading slashes become one: `/.//host` resolves to
 * the path `//host`, which as a Location names another host.
 */
function pathWithin(origin: string, wanted: string): string {
  const target = URL.parse(wanted, origin);
  if (target?.origin !== origin) return '/';
  return target.pathname.replace(/^[/\\]+/, '/') + target.search;
}

/**
 * Trades a ticket for a pass and leaves a clean address: no Referer, and no history entry that
 * holds the ticket.
 */
async function signIn(deps: Deps, request: Request, url: URL, preview: PreviewHost, now: number): Promise<Response> {
  const path = pathWithin(url.origin, url.searchParams.get('path') ?? '/');
  const ticket = url.searchParams.get('ticket');
  const pass = ticket && (await redeemTicket(deps, ticket, preview.sessionId, preview.port, now));
  if (!pass) {
    if (isNavigation(request)) return redirect(openAddress(deps, preview, path));
    throw new Problem('unauthenticated');
  }
  // In a frame of the console Chromium keeps no cookie but a partitioned one.
  const attributes = `Path=/; Max-Age=${passLifetimeSeconds}; HttpOnly; Secure; SameSite=None; Partitioned`;
  return redirect(path, { 'set-cookie': `${passCookie}=${pass}; ${attributes}` });
}

/**
 * Threat: another page, a sibling preview among them, makes the browser write to this app, or open
 * its sockets, with the pass. Property: writes and upgrades come from this very origin, by Origin
 * and Sec-Fetch-Site where the browser sends them.
 */
function checkSameOrigin(request: Request, origin: string): void {
  const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (reads && !request.headers.has('upgrade')) return;
  const from = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if ((from !== null && from !== origin) || (site !== null && site !== 'same-origin' && site !== 'none')) {
    throw new Problem('origin_refused', { origin: from?.slice(0, 200) ?? site ?? '' });
  }
}

function forwardedHeaders(config: Config, request: Request, requestId: string, url: URL): Headers {
  const headers = new Headers(request.headers);
  // Other Authorization headers are the app's own.
  if (/^bearer\s+bf[a-z]_/i.test(headers.get('authorization') ?? '')) headers.delete('authorization');
  // Over a client's own: where no app answers, the runtime names the request by it, and the log has
  // to know it.
  headers.set('x-request-id', requestId);
  headers.set('x-forwarded-host', url.host);
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1));
  setForwardedFor(headers, callerAddress(config, request));
  return headers;
}

async function pass(
  deps: Deps,
  request: Request,
  requestId: string,
  url: URL,
  preview: PreviewHost,
  { admission }: Admitted,
): Promise<Response> {
  const headers = forwardedHeaders(deps.config, request, requestId, url);
  let response: Response;
  try {
    const path = `/preview/${preview.port}${url.pathname}${url.search}`;
    const init = { method: request.method, headers, body: request.body };
    response = await deps.host.fetch(preview.sessionId, path, init, { ...admission, withheldCookies });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const { code, context } = problemOfHostError(error);
    throw new Problem(code, context, error.message);
  }
  const { sessionId, port } = preview;
  // A page loads dozens of files; only what went wrong is worth a line.
  if (response.status >= 500) deps.log.info('preview', { requestId, sessionId, port, status: response.status });
  return withinOrigin(response);
}

// Browsers take white space around an attribute's name (RFC 6265 section 5.2).
const domainAttribute = /;\s*domain\s*=[^;]*/i;

/**
 * Threat: an app sets a cookie for the whole preview domain, or for the domain above it, and so
 * reaches other people's previews; or it has the browser forget all cookies of that domain, the
 * other previews' passes and a console's beside them (Clear-Site-Data). Property: what an answer
 * sets or clears stays with its origin, that to a WebSocket included. What a page's script sets
 * never comes by here: the browser refuses it (`previewHostOf`). An honest runtime has taken the
 * domains out already, byte for byte, which a Worker cannot.
 */
function withinOrigin(response: Response): Response {
  const cookies = response.headers.getSetCookie();
  const clears = response.headers.get('clear-site-data');
  const isWide = cookies.some((cookie) => domainAttribute.test(cookie));
  if (!isWide && clears === null) return response;
  const headers = new Headers(response.headers);
  if (isWide) {
    headers.delete('set-cookie');
    for (const cookie of cookies)
      headers.append('set-cookie', cookie.replaceAll(new RegExp(domainAttribute, 'gi'), ''));
  }
  if (clears !== null) {
    headers.delete('clear-site-data');
    const left = clearedWithinOrigin(clears);
    if (left) headers.set('clear-site-data', left);
  }
  return sameAnswer(response, headers);
}

/** What Clear-Site-Data clears for the origin alone; cookies go for the whole registered domain. */
const originKinds = [
  '"cache"',
  '"storage"',
  '"executionContexts"',
  '"clientHints"',
  '"prefetchCache"',
  '"prerenderCache"',
];

function clearedWithinOrigin(value: string): string {
  const kinds = value.split(',').map((kind) => kind.trim());
  const isAll = kinds.includes('"*"');
  return originKinds.filter((kind) => isAll || kinds.includes(kind)).join(', ');
}
