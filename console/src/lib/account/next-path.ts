// Where to go after sign-in.

/**
 * The `next` of an address, if it leads to a page of this origin; else home.
 *
 * Threat: an open redirect, by which a link to our sign-in page ends on a stranger's page that
 * looks like ours. Property: the answer is a path of this origin. The URL parser decides, as the
 * browser will: it alone knows that `//host`, `/\host` and `/<tab>/host` name another host.
 */
export function nextPath(next: string | null, origin: string): string {
  if (!next?.startsWith('/')) return '/';
  let url: URL;
  try {
    url = new URL(next, origin);
  } catch {
    return '/';
  }
  if (url.origin !== origin) return '/';
  // A sign-in page as target would send a signed-in person round in a circle.
  if (['/login', '/register'].includes(url.pathname)) return '/';
  // What is answered is read as an address once more. `/..//host` is resolved to `//host`, which by
  // then names another host.
  const path = url.pathname + url.search + url.hash;
  return URL.canParse(path, origin) && new URL(path, origin).href === url.href ? path : '/';
}

/**
 * Pages that the Worker and not the console answers need a real navigation: the preview hand-off,
 * the API's docs.
 */
export function isServed(path: string): boolean {
  return path.startsWith('/runtime/') || path.startsWith('/api/') || path === '/docs';
}
