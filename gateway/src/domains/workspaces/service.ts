// Lets somebody follow along.
import { permissionsHeld } from '../../authorize.ts';
import { type Context, signedIn } from '../../scope.ts';
import type { Following } from './port.ts';

/** Proxies in front of a deployment must pass each event on as it comes. */
const headers = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };

/**
 * A stream as a handler's reply. It is passed on as it is: the feed itself ends it with its
 * sign-in, for all streams of a workspace at once. Who asks for the head alone opens none.
 */
export async function followed(
  context: Context,
  lastEventId: string | undefined,
  following: Following,
): Promise<{ status: 200; response: Response }> {
  if (context.request.method === 'HEAD') return { status: 200, response: new Response(null, { headers }) };
  const { userId, authSessionId, role, signInEndsAt, workspaceId } = signedIn(context).caller;
  const body = await context.deps.feed.follow(workspaceId, {
    following,
    lastEventId: lastEventId ?? null,
    follower: { userId, authSessionId, role, signInEndsAt },
    permissions: context.principal ? permissionsHeld(context.principal) : [],
  });
  return { status: 200, response: new Response(body, { headers }) };
}
