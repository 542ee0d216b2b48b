// What has to be looked at now and then: expired rows, and sessions that a crash left behind. Fired by cron, and by `npm start` at home.
import type { Deps } from './deps.ts';
import { sweepBuilds } from './domains/builds/index.ts';
import { sweepSessions } from './domains/sessions/index.ts';
import { query } from './platform/d1.ts';
import { sweepLayers } from './platform/layers/chunk-store.ts';

export async function sweep(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const expired = [
    'upload_grants',
    'tokens',
    'auth_sessions',
    'device_requests',
    'idempotency_keys',
    'preview_tickets',
  ] as const;
  let removed = 0;
  for (const table of expired) removed += await deps.db.run(query.deleteFrom(table).where('expires_at', '<=', now));
  const sessions = await sweepSessions(deps, now);
  const builds = await sweepBuilds(deps, now);
  const chunks = await sweepLayers(deps.db, deps.objects.snapshots, now, sweepBatch);
  deps.log.info('sweep', { removed, chunks, objects: await sweepObjects(deps), ...sessions, ...builds });
}

const sweepBatch = 500;

/** Objects whose rows are gone. The note of one is removed after the object, so a crash between them only repeats the removal. */
async function sweepObjects(deps: Deps): Promise<number> {
  const doomed = await deps.db.all(query.selectFrom('objects_to_delete').selectAll().limit(sweepBatch));
  for (const { bucket, key } of doomed) {
    await deps.objects[bucket].delete([key]);
    await deps.db.run(query.deleteFrom('objects_to_delete').where('bucket', '=', bucket).where('key', '=', key));
  }
  return doomed.length;
}
