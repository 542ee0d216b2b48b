// What an app's answer may set in the browser: nothing beyond its own origin.
import { sameAnswer } from './reply.ts';

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
export function withinOrigin(response: Response): Response {
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
