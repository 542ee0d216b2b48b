// Owns which sessions nobody came back to, and deleting them.
import { type Client, type components, deleteSession, ProblemError } from '@burstflare/sdk';

type Session = components['schemas']['Session'];

/** Sleeps or failed, and has not changed since `before`. */
export const isForgotten = ({ state, updatedAt }: Session, before: number) =>
  (state === 'sleeping' || state === 'failed') && Date.parse(updatedAt) <= before;

/**
 * Looks at each one again before: somebody may have come back to it since it was listed. Returns
 * those that were deleted.
 */
export async function deleteForgotten(
  client: Client,
  found: readonly Session[],
  before: number,
  say: (text: string) => void,
): Promise<Session[]> {
  const deleted: Session[] = [];
  for (const session of found) {
    const now = await present(client, session.id);
    if (now === undefined) say(`${session.name} is deleted already.`);
    else if (!isForgotten(now, before)) say(`Kept ${now.name}: it changed meanwhile and is ${now.state}.`);
    else {
      await deleteSession(client, session.id);
      deleted.push(session);
    }
  }
  return deleted;
}

async function present(client: Client, sessionId: string): Promise<Session | undefined> {
  try {
    const session = await client.call('getSession', { params: { sessionId } });
    return session.state === 'deleted' ? undefined : session;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
