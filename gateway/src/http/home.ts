// At home, where BurstFlare runs on a person's own machine, the console has a host name of its own,
// and `localhost` is for programs. Threat: cookies know no ports. What listens on any other port of
// `localhost` (an app of somebody's, a port forwarded to here) is sent the console's cookies as
// soon as a page leads the browser there, and can set its own in their place. Property: the
// console's sign-in lives on its own name alone; at the other names no cookie is believed, and a
// sign-in that a browser still has there, since it was made there once or was planted, ends for
// good when the browser comes by: it may have been read on its way. The limit: another port of the
// console's own name gets its cookies, too. No session can listen there; see docs/security.md.
import type { Deps } from '../deps.ts';
import { type Config, isLoopback } from '../config.ts';
import { base64Url } from '../platform/crypto.ts';
import { endLeftSignIn } from '../domains/auth/index.ts';
import { callerAddress } from './address.ts';
import { clearSignInCookies, readCookie, refreshCookie, refreshPath, sessionCookie } from './cookies.ts';
import { escapeHtml } from './navigation.ts';

/** Where the page on the other names asks whether the console's name leads here. */
export const homePath = '/.burstflare/home';

/**
 * Where the page on the other names hands in what the browser has there: below the path that the
 * refresh token is sent to.
 */
export const leftPath = `${refreshPath}/left`;

/** Whether the request came by another of this machine's names than the console's. */
export function isOtherNameOfHome(config: Config, url: URL): boolean {
  const { hostname } = new URL(config.baseUrl);
  return url.origin !== config.baseUrl && hostname.endsWith('.localhost') && isLoopback(url.hostname);
}

/**
 * Whether what a browser has under this name is no sign-in of the console's. Another port of the
 * console's own name gets the console's live cookies, as cookies know no ports: these must not be
 * ended because a page led the browser there.
 */
export function isLeftName(config: Config, url: URL): boolean {
  return isOtherNameOfHome(config, url) && url.hostname !== new URL(config.baseUrl).hostname;
}

/**
 * Threat: a page on the internet leads its own name to this machine (DNS rebinding), is of one
 * origin with the gateway then, and asks and reads from within the browser of whoever looks at it
 * what strangers never reach. Property: at home nothing is served under a name that is neither the
 * console's nor this machine's; nobody else can lead an address, or a name below `.localhost`. On
 * Cloudflare the routes say which names lead here.
 */
export function isStrangersName({ runtimeHost, baseUrl }: Config, { hostname }: URL): boolean {
  if (runtimeHost !== 'process' || hostname === new URL(baseUrl).hostname) return false;
  return !isLoopback(hostname) && !/^[\d.]+$|^\[/.test(hostname);
}

/**
 * Where a program reaches the API: by the name that it came by, if that is this machine's, as
 * programs do not find the names below `.localhost`.
 */
export function apiOrigin(config: Config, request: Request): string {
  const url = new URL(request.url);
  return isOtherNameOfHome(config, url) ? url.origin : config.baseUrl;
}

/** Tells this platform from whatever else may answer by the console's name; no secret. */
const markOf = async (deps: Deps) => base64Url(await deps.serverKey.mac('home', deps.config.baseUrl));

/** A page on another name may read this; there is nothing else in it. */
export async function homeMark(deps: Deps): Promise<Response> {
  return new Response(await markOf(deps), {
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store', 'access-control-allow-origin': '*' },
  });
}

/**
 * For a person who came by another name: moves on to the console's if this browser finds it, else
 * says what to do.
 */
export async function homePage(deps: Deps, request: Request, url: URL): Promise<Response> {
  const { baseUrl } = deps.config;
  const nonce = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      `connect-src 'self' ${baseUrl}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  const page = pageOf(baseUrl, url, nonce, await markOf(deps));
  return new Response(request.method === 'HEAD' ? null : page, { headers });
}

/**
 * Ends the sign-ins of the cookies that came, and removes these. Another site can have it called,
 * and ends what has no right to live.
 */
export async function endLeftSignIns(deps: Deps, request: Request, requestId: string): Promise<Response> {
  const scope = { requestId, ip: callerAddress(deps.config, request), now: deps.clock.now() };
  for (const name of [sessionCookie, refreshCookie]) {
    const token = readCookie(request, name);
    if (token) await endLeftSignIn(deps, scope, token);
  }
  const headers = new Headers({ 'cache-control': 'no-store' });
  clearSignInCookies(headers);
  return new Response(null, { status: 204, headers });
}

const limitMs = 4_000;

function pageOf(baseUrl: string, url: URL, nonce: string, mark: string): string {
  const { hostname, port } = new URL(baseUrl);
  const target = escapeHtml(baseUrl + url.pathname + url.search);
  const forwarded =
    url.port === port
      ? ''
      : `<li>You came by port ${escapeHtml(url.port)}, and BurstFlare listens on ${escapeHtml(port)}. If the port is forwarded, forward it to the same number.</li>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BurstFlare</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 24px; box-sizing: border-box; }
main { max-width: 560px; }
h1 { font-size: 20px; line-height: 1.3; margin: 0 0 12px; }
p, ul { margin: 0 0 12px; }
ul { padding-left: 20px; }
li { margin: 0 0 8px; }
code { font: 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main id="trying">
<h1>Opening the console</h1>
<p>It is at <a href="${target}">${escapeHtml(baseUrl)}</a>.</p>
</main>
<main id="failed" role="alert" hidden>
<h1>This browser does not find ${escapeHtml(hostname)}</h1>
<p>The console is at <a href="${target}">${escapeHtml(baseUrl)}</a>, a name of its own on this machine: what else runs on
<code>localhost</code> then gets no part in your sign-in.</p>
<ul>
${forwarded}
<li>Chrome, Edge and Firefox find every name that ends in <code>.localhost</code>, those of previews as well. Open the address in one of
them.</li>
<li>Other browsers ask the operating system. Add this line to <code>/etc/hosts</code> (on Windows
<code>C:\\Windows\\System32\\drivers\\etc\\hosts</code>) for the console; each preview would need one, too:<br>
<code>127.0.0.1 ${escapeHtml(hostname)}</code></li>
</ul>
<p><a href="">Try again</a></p>
</main>
<noscript><p>Open <a href="${target}">${escapeHtml(baseUrl)}</a>.</p></noscript>
<script nonce="${nonce}">
const target = ${JSON.stringify(baseUrl)};
const options = { credentials: 'omit', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(${limitMs}) };
const left = fetch(${JSON.stringify(leftPath)}, { method: 'POST', keepalive: true }).catch(() => undefined);
fetch(target + ${JSON.stringify(homePath)}, options)
  .then((answer) => answer.text())
  .then((text) => {
    if (text !== ${JSON.stringify(mark)}) throw new Error('Another program answers there.');
    return left;
  })
  .then(() => {
    location.replace(target + location.pathname + location.search + location.hash);
  })
  .catch(() => {
    document.getElementById('trying').hidden = true;
    document.getElementById('failed').hidden = false;
  });
</script>
</body>
</html>
`;
}
