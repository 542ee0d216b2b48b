// Pages of other origins, where the deployment lets them call the API with a bearer token. Threat:
// a page elsewhere has the browser call with the cookies of a person who is signed in here, and
// reads what comes. Property: only origins that are named are answered to, and no answer allows
// credentials, so the browser hides it from the page wherever cookies went along.
import type { Config } from '../config.ts';
import { previewHostOf } from './preview-host.ts';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const sendable = [
  'authorization',
  'content-type',
  'idempotency-key',
  'last-event-id',
  'repr-digest',
  'range',
  'if-range',
];
const readable = [
  ...['x-request-id', 'location', 'retry-after', 'etag', 'repr-digest', 'content-range', 'content-disposition'],
  ...['x-burstflare-rate-limit-limit', 'x-burstflare-rate-limit-remaining', 'x-burstflare-rate-limit-reset'],
  ...['idempotency-replayed', 'www-authenticate', 'allow'],
];
const daySeconds = 86_400;

/** A preview's paths are its app's. */
const isApi = (config: Config, url: URL) =>
  !previewHostOf(url, config) && (/^\/(api|runtime)\//.test(url.pathname) || url.pathname === '/openapi.json');

/** The origin that asks, if it is one that may. */
function allowed(config: Config, request: Request, url: URL): string | null {
  const origin = request.headers.get('origin');
  return origin !== null && isApi(config, url) && config.allowedOrigins.includes(origin) ? origin : null;
}

/** The answer to a browser that asks whether it may send a request; null for any other request. */
export function preflight(config: Config, request: Request, url: URL): Response | null {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return null;
  if (allowed(config, request, url) === null) return null;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods,
      'access-control-allow-headers': sendable.join(', '),
      'access-control-max-age': String(daySeconds),
    },
  });
}

/** Adds to an answer that a page of an allowed origin may read it. */
export function shareWith(config: Config, request: Request, headers: Headers): void {
  const url = URL.parse(request.url);
  if (url === null || config.allowedOrigins.length === 0 || !isApi(config, url)) return;
  headers.append('vary', 'Origin');
  const origin = allowed(config, request, url);
  if (origin === null) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', readable.join(', '));
}
