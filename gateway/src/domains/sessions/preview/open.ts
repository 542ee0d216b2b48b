// Opens a preview: wakes the session, and sends a browser on to the app's own origin with a ticket.
import type { Preview } from '../../../../generated/schemas.ts';
import type { SignedIn } from '../../../scope.ts';
import { Problem } from '../../../errors.ts';
import { timestamp } from '../../../platform/clock.ts';
import { previewOrigin } from '../answers.ts';
import { issueTicket } from './pass.ts';
import type { SessionView } from '../record.ts';
import { commandSession, getSession } from '../service.ts';

/** Where the preview's origin takes tickets. */
export const signInPath = '/.burstflare/sign-in';

export async function openPreview(
  scope: SignedIn,
  sessionId: string,
  input: { port?: number | undefined; path: string },
  mayStart: boolean,
): Promise<Preview> {
  const found = await getSession(scope, sessionId);
  const running = found.state === 'running';
  if (!running && !mayStart) throw new Problem('session_not_running', { state: found.state, sessionId });
  // Before anything is started for nothing; what is deleted has no ports, and cannot be started.
  const isDeleted = found.state === 'deleted';
  if (!running && !isDeleted && input.port === undefined && portOf(found) === undefined) throw noPort();
  const session = running ? found : await commandSession(scope, sessionId, 'start');
  if (running) await scope.deps.sessions.attach(sessionId);
  const port = input.port ?? portOf(session);
  if (port === undefined) throw noPort();
  const { ticket, expiresAt } = await issueTicket(scope, sessionId, port);
  const origin = previewOrigin(scope.deps.config, sessionId, port);
  // As addresses are written: blanks and other characters of a path encoded. Behind the origin and
  // not resolved against it: parsers leave tabs out, and `/<tab>/host` would name another host.
  const { href, pathname, search, hash } = new URL(origin + input.path);
  const signIn = new URLSearchParams({ ticket, path: pathname + search + hash });
  return {
    sessionId,
    port,
    state: session.ports.find(({ number }) => number === port)?.state ?? 'waiting',
    url: href,
    signInUrl: `${origin}${signInPath}?${signIn}`,
    expiresAt: timestamp(expiresAt),
  };
}

const portOf = ({ app, ports }: SessionView) => app?.port ?? ports[0]?.number;

const noPort = () =>
  new Problem('bad_request', {}, undefined, [
    { path: 'query.port', message: 'The manifest names no port, so say which one to open' },
  ]);
