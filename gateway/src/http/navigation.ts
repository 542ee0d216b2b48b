// Browser navigations: the only requests that get HTML and redirects.
import type { Problem } from '../errors.ts';
import { problemBody } from './problems.ts';

/**
 * Whether a person's browser is on its way to a page. Browsers say so in Sec-Fetch-Mode; old ones
 * only by what they accept.
 */
export function isNavigation(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const mode = request.headers.get('sec-fetch-mode');
  if (mode !== null) return mode === 'navigate';
  return (request.headers.get('accept') ?? '').includes('text/html') && !request.headers.has('authorization');
}

export function redirect(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, {
    status: 302,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers },
  });
}

export const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/**
 * What a person may do about a refusal: a link on our own origin, so that following it comes from a
 * page of ours.
 */
export interface WayOn {
  label: string;
  href: string;
}

/** A refusal as a page, for a person who navigated here. */
export function problemPage(problem: Problem, requestId: string, wayOn?: WayOn): Response {
  const body = problemBody(problem, requestId);
  const text = (key: string) => escapeHtml(String(body[key] ?? ''));
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text('title')}</title>
<style>
:root { color-scheme: light dark; font: 14px/1.6 system-ui, sans-serif; }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 24px; box-sizing: border-box; }
main { max-width: 480px; } h1 { font-size: 18px; margin: 0 0 8px; } p { margin: 0 0 8px; } code { font: 12px ui-monospace, monospace; opacity: .7; }
.on { display: inline-block; margin: 8px 0 16px; padding: 8px 16px; border-radius: 6px; background: #1f6feb; color: #fff; text-decoration: none; font-weight: 500; }
.on:focus-visible { outline: 2px solid #1f6feb; outline-offset: 2px; }
</style></head>
<body><main><h1>${text('title')}</h1><p>${text('detail')}</p>${wayOn ? `<a class="on" href="${escapeHtml(wayOn.href)}">${escapeHtml(wayOn.label)}</a><br>` : `<p>${text('next')}</p>`}<code>${text('requestId')}</code></main></body></html>
`;
  return new Response(page, {
    status: problem.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    },
  });
}
