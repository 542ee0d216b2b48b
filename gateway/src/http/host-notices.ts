// The process host's word that a runtime has ended. Not part of the public contract: only the host knows the secret.
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { sameText } from '../platform/crypto.ts';

export const exitNoticePath = '/internal/host/exits';

const ExitNotice = z.object({
  // A builder runs under its build's id.
  sessionId: z.string().regex(/^(ses|bld)-[a-z2-7]{20}$/),
  instanceId: z.string().max(64),
  exit: z.object({ code: z.int().nullable(), signal: z.string().max(20).nullable(), reason: z.string().max(1000) }),
});

/** Threat: somebody on the machine declares other people's sessions dead. Property: without the host's secret this route is a 404. */
export async function takeExitNotice(deps: Deps, request: Request, secret: string | undefined): Promise<Response> {
  const given = request.headers.get('authorization') ?? '';
  if (request.method !== 'POST' || !secret || !sameText(given, `Bearer ${secret}`)) {
    throw new Problem('route_not_found', { method: request.method, path: exitNoticePath });
  }
  const notice = ExitNotice.safeParse(await request.json().catch(() => null));
  if (!notice.success) throw new Problem('bad_request');
  const { sessionId, instanceId, exit } = notice.data;
  if (sessionId.startsWith('bld-')) await deps.builds.nudge(sessionId, 'direct');
  else await deps.coordinators.exited(sessionId, instanceId, exit);
  return new Response(null, { status: 204 });
}
