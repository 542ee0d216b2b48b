// What other parts may ask of auth.
import type { Caller, Presented, Role } from '../../scope.ts';
import type { Deps } from '../../deps.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import type { Database } from '../../platform/d1.ts';
import { authSessionIsLive, authSessionsLive, callerFindByTokenHash } from './store.ts';
import { isPresentedRight } from './tokens.ts';

export { endLeftSignIn } from './left-sign-in.ts';
export { disconnectRevoked } from './disconnect.ts';

/** Whether the sign-in that a request came with, or that gave a grant, still lets in. */
export async function isSignedIn(
  deps: Deps,
  { authSessionId, workspaceId }: Pick<Caller, 'authSessionId' | 'workspaceId'>,
  now: number,
): Promise<boolean> {
  return (await deps.db.first(authSessionIsLive({ authSessionId, workspaceId, now }))) !== null;
}

/** The same for many at once: the role of each of those that still let in, by its sign-in. */
export async function liveSignIns(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<Map<string, Role>> {
  const rows = await db.all(authSessionsLive(workspaceId, ids, now));
  return new Map(rows.map(({ id, role }) => [id, role]));
}

/** The person behind an access token, or null for any that does not let in. One D1 round trip. */
export async function findCaller(deps: Deps, token: string, via: Presented, now: number): Promise<Caller | null> {
  if (!token.startsWith('bfa_')) return null;
  const caller = await callerFindByTokenHash(deps.db, await sha256Hex(token), now);
  return caller && isPresentedRight(caller.client, via) ? caller : null;
}
