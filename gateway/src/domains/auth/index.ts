// What other parts may ask of auth.
import type { Caller, Deps } from '../../deps.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import { callerFindByTokenHash } from './store.ts';

/** The person behind an access token, or null for any that does not let in. One D1 round trip. */
export async function findCaller(deps: Deps, token: string, now: number): Promise<Caller | null> {
  return token.startsWith('bfa_') ? callerFindByTokenHash(deps.db, await sha256Hex(token), now) : null;
}
