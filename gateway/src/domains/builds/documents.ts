// A build's objects: the documents of its image, and its log.
import type { Database } from '../../platform/d1.ts';
import { objectReserve } from '../../platform/expiry-store.ts';
import type { ObjectStores } from '../../platform/object-store.ts';
import { documentsKept } from './store.ts';

type Name = 'config.json' | 'manifest.json' | 'log.txt';

export const buildObjectKey = (workspaceId: string, buildId: string, name: Name): string =>
  `${workspaceId}/builds/${buildId}/${name}`;

/** Of an image, by what they are. */
export interface Documents {
  config: string;
  manifest: string;
}

export interface DocumentDeps {
  db: Database;
  objects: Pick<ObjectStores, 'builds'>;
}

/**
 * Stores the documents of a build that is about to succeed. They are noted for removal until it
 * has: `documentsKept` belongs into the batch in which it does. Of a build that has succeeded
 * already, in an earlier try of the same request, they stay as they are.
 */
export async function storeDocuments(
  { db, objects }: DocumentDeps,
  build: { id: string; workspaceId: string },
  documents: Documents,
  now: number,
): Promise<void> {
  const configKey = buildObjectKey(build.workspaceId, build.id, 'config.json');
  const manifestKey = buildObjectKey(build.workspaceId, build.id, 'manifest.json');
  const [, , kept = 0] = await db.changesOf(
    objectReserve('builds', configKey, now),
    objectReserve('builds', manifestKey, now),
    documentsKept(build.id),
  );
  if (kept > 0) return;
  await objects.builds.putText(configKey, documents.config);
  await objects.builds.putText(manifestKey, documents.manifest);
}
