// Owns how commands name a snapshot: by its session and its id, or the session's newest one that has content.
import * as Args from '@oclif/core/args';
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from './failures.ts';

export const snapshotArgs = {
  session: Args.string({ description: 'Name or id of the session', required: true }),
  snapshot: Args.string({ description: 'Id of the snapshot, or `latest`', required: true }),
};

export async function findSnapshot(
  client: Client,
  sessionId: string,
  snapshotId: string,
): Promise<components['schemas']['Snapshot']> {
  const params = { sessionId };
  if (snapshotId !== 'latest') return client.call('getSnapshot', { params: { sessionId, snapshotId } });
  for await (const snapshot of client.items('listSnapshots', { params, query: { limit: 100 } })) {
    if (snapshot.state === 'ready') return snapshot;
  }
  throw new Failure({
    code: 'not_found',
    title: 'The session has no snapshot that is ready',
    next: `Make one: flare snapshot save ${sessionId}`,
    exitCode: EXIT.notFound,
  });
}
