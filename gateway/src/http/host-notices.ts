// What the process host reports by itself: that a runtime has ended, and that one rang, since its
// ports changed. Not part of the public contract: only the host can prove that it knows the secret.
import type * as z from 'zod';
import { hostNotices } from '../../generated/host.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { arriving } from '../platform/arrival.ts';
import { readBounded } from '../platform/bounded-body.ts';
import { fromBase64Url, ServerKey } from '../platform/crypto.ts';

const { reportExit, reportRing } = hostNotices;

export const isHostNotice = (path: string) => path === reportExit.path || path === reportRing.path;

const freshSeconds = 300;

/**
 * Threat: somebody on the machine declares other people's sessions dead; or sits where the gateway
 * should, and learns from a notice how. Property: a notice carries a proof of the host's secret
 * over its time and its text, never the secret, and anything else is a 404. Replayed, it is refused
 * after five minutes and harmless before: an instance ends once, its id is in the text, and a ring
 * only makes the session's ports be asked for.
 */
export async function takeHostNotice(
  deps: Deps,
  request: Request,
  path: string,
  secret: string | undefined,
): Promise<Response> {
  const refused = () => new Problem('route_not_found', { method: request.method, path });
  const proof = /^t=(\d{1,12}),v1=([\w-]{43})$/.exec(request.headers.get('x-burstflare-proof') ?? '');
  const [, time = '', mac = ''] = proof ?? [];
  const age = Math.abs(deps.clock.now() / 1000 - Number(time));
  if (request.method !== 'POST' || !secret || !proof || age > freshSeconds) throw refused();
  // Whether the proof holds is known with the last byte alone, so strangers can begin a body, too.
  const body = request.body && arriving(request.body, deps.config.bodyStallSeconds);
  const { maxBytes } = path === reportExit.path ? reportExit : reportRing;
  const text = await readBounded({ body }, maxBytes);
  const bytes = fromBase64Url(mac);
  const message = `POST ${path}\n${time}\n${text}`;
  if (text === null || !bytes || !(await new ServerKey(secret).verify('host notice', message, bytes))) throw refused();
  await (path === reportExit.path ? takeExit(deps, text) : takeRing(deps, text));
  return new Response(null, { status: 204 });
}

async function takeExit(deps: Deps, text: string): Promise<void> {
  const { sessionId, instanceId, exit } = noticeOf(reportExit.schema, text);
  if (sessionId.startsWith('bld-')) await deps.builds.nudge(sessionId, 'direct');
  else await deps.sessions.exited(sessionId, instanceId, exit);
}

async function takeRing(deps: Deps, text: string): Promise<void> {
  const { sessionId, instanceId } = noticeOf(reportRing.schema, text);
  // Nobody asks for the ports of a build.
  if (sessionId.startsWith('ses-')) await deps.sessions.rang(sessionId, instanceId);
}

/** The gateway's own ids: a made-up one would make an object of its own. */
const hosted = /^(ses|bld)-[a-z2-7]{20}$/;

function noticeOf<T extends { sessionId: string }>(schema: z.ZodType<T>, text: string): T {
  const notice = schema.safeParse(parsed(text));
  if (!notice.success || !hosted.test(notice.data.sessionId)) throw new Problem('bad_request');
  return notice.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
