// The console's files, behind the Worker: the assets binding matches by path alone, so the Worker
// decides what it may answer.
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';

// frame-src: previews, each on an origin of its own below the preview domain. ws: for terminals,
// which 'self' covers. The console's own pages carry the hashes of their inline scripts in a meta
// tag; this header narrows all the rest.
const policy = (previewDomain: string, scheme: string) =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    "script-src 'self' 'unsafe-inline'",
    `frame-src 'self' ${scheme}//*.${previewDomain}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');

export async function serveConsole(request: Request, assets: Fetcher, config: Config): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new Problem('method_not_allowed', { method: request.method, allowed: ['GET', 'HEAD'] });
  }
  const response = await assets.fetch(request);
  const navigation = (request.headers.get('accept') ?? '').includes('text/html');
  if (response.status === 404 && !navigation)
    throw new Problem('route_not_found', { method: request.method, path: pathname.slice(0, 200) });
  const page = response.status === 404 ? await assets.fetch(new URL('/200.html', request.url)) : response;
  const headers = new Headers(page.headers);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  if (headers.get('content-type')?.startsWith('text/html')) {
    headers.set('content-security-policy', policy(config.previewDomain, new URL(config.baseUrl).protocol));
    // Threat: a page that opens the console in a window of its own leads it on while the person
    // looks. Property: no other origin holds the console's window, and a sandboxed frame's windows
    // do not get to load it.
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cache-control', 'no-cache');
  } else if (pathname.startsWith('/_app/immutable/')) {
    headers.set('cache-control', 'public, max-age=31536000, immutable');
  }
  return new Response(page.body, { status: page.status, headers });
}
