// Preview origins, `<port>--<sessionId>.<preview domain>`: lets people in with a pass, then hands
// the request to the app.
import type { Deps } from '../deps.ts';
import { may } from '../authorize.ts';
import { findCaller } from '../domains/auth/index.ts';
import { admit, type Admitted, problemOfHostError, readPass, signInPath } from '../domains/sessions/index.ts';
import { Problem } from '../errors.ts';
import { type Admission, GrantEnded, HostError } from '../platform/runtime-host.ts';
import { callerAddress, setForwardedFor } from './address.ts';
import { csrfCookie, readCookie, refreshCookie, sessionCookie } from './cookies.ts';
import { isNavigation, redirect } from './navigation.ts';
import { withinOrigin } from './preview-answer.ts';
import { originWithinSession, type PreviewHost, readableBy } from './preview-host.ts';
import { openAddress, passCookie, signInToPreview } from './preview-sign-in.ts';

/** What belongs to the control plane never reaches somebody's app. */
const withheldCookies = [passCookie, sessionCookie, refreshCookie, csrfCookie];

// A page loads dozens of files: whether its leave still holds is asked of D1 once in this long per
// isolate, so a revoked sign-in or a lost membership ends its previews within it.
const recheckMs = 5_000;
const rechecked = new Map<string, { admitted: Admitted; until: number }>();

/**
 * What somebody is let in by: a pass in a cookie, or a program's own access token. Browsers add the
 * cookie by themselves; only a program sends the token, which then decides alone and never reaches
 * the app.
 */
interface Leave {
  kind: 'pass' | 'token';
  value: string;
}

function leaveOf({ headers }: Request, cookie: string | null): Leave | null {
  const token = /^bearer\s+(bf[a-z]_\S{0,256})/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token !== undefined) return { kind: 'token', value: token };
  return cookie ? { kind: 'pass', value: cookie } : null;
}

// Threat: a pass that was just seen on its own preview is sent to another. Property: what is
// remembered holds for one preview only.
const recheckKey = ({ sessionId, port }: PreviewHost, { kind, value }: Leave) =>
  `${port}--${sessionId} ${kind} ${value}`;

async function admittedBy(deps: Deps, leave: Leave, preview: PreviewHost, now: number): Promise<Admitted | null> {
  const key = recheckKey(preview, leave);
  const known = rechecked.get(key);
  if (known && known.until > now) return known.admitted;
  const admitted = await (leave.kind === 'pass' ? byPass : byToken)(deps, leave.value, preview, now);
  if (rechecked.size > 5_000) rechecked.clear();
  // Only a running session is worth remembering: any other is about to change.
  if (admitted?.state === 'running') rechecked.set(key, { admitted, until: now + recheckMs });
  return admitted;
}

async function byPass(deps: Deps, cookie: string, preview: PreviewHost, now: number): Promise<Admitted | null> {
  const pass = await readPass(deps, cookie, preview.sessionId, preview.port, now);
  return pass && admit(deps, pass, now);
}

/** The token of a member of the session's workspace, in that workspace. */
async function byToken(deps: Deps, token: string, preview: PreviewHost, now: number): Promise<Admitted | null> {
  const caller = await findCaller(deps, token, 'token', now);
  if (!caller || !may({ kind: 'person', caller }, 'previews:visit', preview)) return null;
  return admit(deps, { ...caller, sessionId: preview.sessionId, expiresAt: caller.signInEndsAt }, now);
}

/** One request to a preview. */
interface Visit {
  deps: Deps;
  request: Request;
  requestId: string;
  url: URL;
  preview: PreviewHost;
  /** The origin of the page of this session that it comes from, where it is one that says so. */
  from: string | null;
}

export async function servePreview(
  deps: Deps,
  request: Request,
  requestId: string,
  preview: PreviewHost,
): Promise<Response> {
  const now = deps.clock.now();
  const url = new URL(request.url);
  if (url.pathname === signInPath) return signInToPreview(deps, request, url, preview, now);
  const from = originWithinSession(request, url, preview, deps.config);
  try {
    return await serve({ deps, request, requestId, url, preview, from }, now);
  } catch (error) {
    // Why it was refused is for the session's own pages to read, as the app's answer would be.
    throw error instanceof Problem && from !== null ? error.withHeaders(readableBy(from)) : error;
  }
}

async function serve(visit: Visit, now: number): Promise<Response> {
  const { deps, request, url, preview } = visit;
  const leave = leaveOf(request, readCookie(request, passCookie));
  const admitted = leave && (await admittedBy(deps, leave, preview, now));
  if (!admitted || admitted.state !== 'running') {
    if (isNavigation(request)) return redirect(openAddress(deps, preview, url.pathname + url.search));
    if (!admitted && isPreflight(visit)) return preflight(visit);
    if (!admitted || admitted.state === 'deleted') throw new Problem('unauthenticated');
    throw new Problem('session_not_running', { state: admitted.state, sessionId: preview.sessionId });
  }
  if (leave.kind === 'pass') checkOrigin(visit);
  try {
    return await pass(visit, admitted);
  } catch (error) {
    rechecked.delete(recheckKey(preview, leave));
    if (!(error instanceof GrantEnded)) throw error;
    if (isNavigation(request)) return redirect(openAddress(deps, preview, url.pathname + url.search));
    throw new Problem('unauthenticated');
  }
}

/**
 * Threat: a page of another session, or of another site, makes the browser write to this app, or
 * open its sockets, with the pass. Property: writes and upgrades come from a page of this very
 * session, by Origin and Sec-Fetch-Site where the browser sends them. Its ports are of one hand:
 * whoever may open one may open all.
 */
function checkOrigin({ request, from }: Visit): void {
  const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (from !== null || (reads && !request.headers.has('upgrade'))) return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  // Under `Referrer-Policy: no-referrer` a page's own form has the Origin `null`.
  if (site === 'same-origin') return;
  if (origin !== null || (site !== null && site !== 'none'))
    throw new Problem('origin_refused', { origin: origin?.slice(0, 200) ?? site ?? '' });
}

/** How long an app may take to answer a preflight: nobody's leave stands behind it. */
const preflightMs = 10_000;
const preflightHeaders = ['origin', 'access-control-request-method', 'access-control-request-headers'];

/** A browser's question whether a page on one port of the session may call another. */
const isPreflight = ({ request: { method, headers }, from }: Visit) =>
  method === 'OPTIONS' && from !== null && headers.has('access-control-request-method');

/**
 * Browsers send no cookie with a preflight, so the app answers it to whoever asks. Threat: a
 * stranger who writes the Origin of such a page reaches a private app. Property: nothing of the
 * request gets in but a bare OPTIONS with its path and what it asks for, and nothing of the answer
 * out but its status and what it allows.
 */
async function preflight(visit: Visit): Promise<Response> {
  const { headers } = visit.request;
  const asked = new Headers(preflightHeaders.map((name) => [name, headers.get(name) ?? '']));
  const signal = AbortSignal.timeout(preflightMs);
  const response = await ask(visit, { method: 'OPTIONS', headers: withForwarded(visit, asked), signal });
  await response.body?.cancel();
  const allowed = [...response.headers].filter(([name]) => name === 'vary' || name.startsWith('access-control-'));
  return new Response(null, { status: response.ok ? 204 : response.status, headers: allowed });
}

async function pass(visit: Visit, { admission }: Admitted): Promise<Response> {
  const { deps, request, requestId, preview } = visit;
  const headers = new Headers(request.headers);
  // Other Authorization headers are the app's own.
  if (/^bearer\s+bf[a-z]_/i.test(headers.get('authorization') ?? '')) headers.delete('authorization');
  const init = { method: request.method, headers: withForwarded(visit, headers), body: request.body };
  const response = await ask(visit, init, { ...admission, withheldCookies });
  const { sessionId, port } = preview;
  // A page loads dozens of files; only what went wrong is worth a line.
  if (response.status >= 500) deps.log.info('preview', { requestId, sessionId, port, status: response.status });
  return withinOrigin(response);
}

/** Tells the runtime where the browser is, over what a client says of it. */
function withForwarded({ deps, request, requestId, url }: Visit, headers: Headers): Headers {
  // Where no app answers, the runtime names the request by it, and the log has to know it.
  headers.set('x-request-id', requestId);
  headers.set('x-forwarded-host', url.host);
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1));
  setForwardedFor(headers, callerAddress(deps.config, request));
  return headers;
}

async function ask({ deps, url, preview }: Visit, init: RequestInit, admission?: Admission): Promise<Response> {
  const path = `/preview/${preview.port}${url.pathname}${url.search}`;
  try {
    return await deps.host.fetch(preview.sessionId, path, init, admission);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const { code, context } = problemOfHostError(error);
    throw new Problem(code, context, error.message);
  }
}
