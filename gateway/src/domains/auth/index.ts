// What other parts may ask of auth.
import type { Caller, Presented } from '../../scope.ts';
import type { Deps } from '../../deps.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import { authSessionIsLive, callerFindByTokenHash } from './store.ts';
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

/** The person behind an access token, or null for any that does not let in. One D1 round trip. */
export async function findCaller(deps: Deps, token: string, via: Presented, now: number): Promise<Caller | null> {
  if (!token.startsWith('bfa_')) return null;
  const caller = await callerFindByTokenHash(deps.db, await sha256Hex(token), now);
  return caller && isPresentedRight(caller.client, via) ? caller : null;
}
