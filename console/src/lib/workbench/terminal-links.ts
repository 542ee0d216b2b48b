// Where a link in a terminal leads.
import { previewPath } from '#lib/paths.ts';

const preview = /^\d{4,5}--ses-[a-z2-7]{20}\./;
const local = /^(?:.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^0\.0\.0\.0$|^\[::1?\]$/;

/**
 * The address to open for a link; null for one that nobody should follow. A program says
 * `localhost` of its session, where this browser's is another machine: such a link leads to the
 * port's preview. Threat: what runs in the session prints a link that runs a script here, or one
 * that starts a session as if the person had asked for it. Property: only web addresses are
 * followed, and of the console's own only pages.
 */
export function linkTarget(text: string, sessionId: string, consoleOrigin: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return null;
  if (url.origin === consoleOrigin) return url.pathname.startsWith('/runtime/') ? null : url.href;
  const port = Number(url.port);
  if (!local.test(url.hostname) || preview.test(url.hostname) || port < 1024) return url.href;
  const path = url.pathname + url.search + url.hash;
  return previewPath(sessionId, port, path === '/' ? undefined : path);
}
