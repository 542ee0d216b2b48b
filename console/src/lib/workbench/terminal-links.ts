// Where a link in a terminal leads.
import { previewPath } from '#lib/paths.ts';

const local = /^(?:.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^0\.0\.0\.0$|^\[::1?\]$/;

/**
 * The address to open for a link; null for one that nobody should follow. A program says
 * `localhost` of its session, where this browser's is another machine: such a link leads to the
 * port's preview. Threat: what runs in the session prints a link that runs a script here. Property:
 * only web addresses are followed.
 */
export function linkTarget(text: string, sessionId: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return null;
  const port = Number(url.port);
  if (!local.test(url.hostname) || port < 1024) return url.href;
  const path = url.pathname + url.search;
  return previewPath(sessionId, port, path === '/' ? undefined : path);
}
