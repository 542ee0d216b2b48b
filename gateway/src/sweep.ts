// What has to be looked at now and then: expired rows, what crashes left behind, and content that
// nothing names any more. Fired by cron, and by `npm start` at home.
import type { Deps } from './deps.ts';
import { disconnectRevoked } from './domains/auth/index.ts';
import { sweepBuilds } from './domains/builds/index.ts';
import { sweepSessions } from './domains/sessions/index.ts';
import { deleteExpired, objectDeleted, objectsToDelete } from './platform/expiry-store.ts';
import { sweepLayers } from './domains/layers/index.ts';

const batchSize = 500;

export async function sweep(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const removed = await deleteExpired(deps.db, now);
  const disconnected = await disconnectRevoked(deps, null, now);
  const sessions = await sweepSessions(deps, now);
  const builds = await sweepBuilds(deps, now);
  const chunks = await sweepLayers(deps.db, deps.objects.snapshots, now, batchSize);
  deps.log.info('sweep', {
    removed,
    disconnected,
    chunks,
    objects: await sweepObjects(deps, now),
    ...sessions,
    ...builds,
  });
}

/**
 * Objects whose rows are gone. The note of one is removed after the object, so a crash between them
 * only repeats the removal.
 */
async function sweepObjects(deps: Deps, now: number): Promise<number> {
  const doomed = await objectsToDelete(deps.db, now, batchSize);
  for (const { bucket, key } of doomed) {
    await deps.objects[bucket].delete([key]);
    await deps.db.run(objectDeleted(bucket, key));
  }
  return doomed.length;
}
