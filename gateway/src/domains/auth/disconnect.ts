// Ends what is open under sign-ins that were revoked: terminals, sockets and streams of previews.
// Threat: authorised once, a connection outlives the sign-in that it was made with. Property: the
// host, which carries every connection, is asked to end them before a sign-out is answered. Where
// it cannot be asked, or the Worker dies in between, the row of the sign-in still says so, and the
// sweep asks again until it was heard. Sign-ins that run out end theirs by themselves: the host
// knows when.
import type { Deps } from '../../deps.ts';
import { HostError } from '../../platform/runtime-host.ts';
import * as store from './store.ts';

/** As many as the host takes in one call, and D1 in one statement. */
const batchSize = 90;

/**
 * Of one person, or of everybody. Returns how many sign-ins; those that the host could not be asked
 * for are left to the sweep.
 */
export async function disconnectRevoked(deps: Deps, userId: string | null, now: number): Promise<number> {
  let count = 0;
  for (;;) {
    const revoked = await deps.db.all(store.authSessionsToDisconnect(userId, batchSize));
    const ids = revoked.map(({ id }) => id);
    if (ids.length === 0) return count;
    try {
      await deps.host.endGrants(ids);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      deps.log.error('connections of ended sign-ins are not ended yet', error, { signIns: ids.length });
      return count;
    }
    await deps.db.run(store.authSessionsDisconnected(ids, now));
    count += ids.length;
  }
}
