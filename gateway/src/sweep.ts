// What has to be looked at now and then: expired rows, and sessions that a crash left behind. Fired by cron, and by `npm start` at home.
import type { Deps } from './deps.ts';
import { sweepSessions } from './domains/sessions/index.ts';
import { query } from './platform/d1.ts';

export async function sweep(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const expired = ['tokens', 'auth_sessions', 'device_requests', 'idempotency_keys', 'preview_tickets'] as const;
  let removed = 0;
  for (const table of expired) removed += await deps.db.run(query.deleteFrom(table).where('expires_at', '<=', now));
  deps.log.info('sweep', { removed, ...(await sweepSessions(deps, now)) });
}
