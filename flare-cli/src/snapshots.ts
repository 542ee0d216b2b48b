// Owns how commands name a snapshot (by its session and its id, or the session's newest one that
// has content), and how its warnings are put: what it does not hold as it stood.
import * as Args from '@oclif/core/args';
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from './failures.ts';

type Snapshot = components['schemas']['Snapshot'];
type Warning = Snapshot['warnings'][number];

export const snapshotArgs = {
  session: Args.string({ description: 'Name or id of the session', required: true }),
  snapshot: Args.string({ description: 'Id of the snapshot, or `latest`', required: true }),
};

export async function findSnapshot(client: Client, sessionId: string, snapshotId: string): Promise<Snapshot> {
  const params = { sessionId };
  if (snapshotId !== 'latest') return client.call('getSnapshot', { params: { sessionId, snapshotId } });
  for await (const snapshot of client.items('listSnapshots', { params, query: { limit: 100 } })) {
    if (snapshot.state === 'ready') return snapshot;
  }
  throw new Failure({
    code: 'not_found',
    title: 'The session has no snapshot that is ready',
    next: `Create one: flare snapshot save ${sessionId}`,
    exitCode: EXIT.notFound,
  });
}

const WORDS: Record<Warning['kind'], string> = {
  left_out: 'left out',
  changed: 'changed while it was read',
  missing: 'not there',
};

/** "2 left out, 1 changed while being read"; undefined where all is as it stood. */
export function warningSummary({ warningCounts: counts }: Pick<Snapshot, 'warningCounts'>): string | undefined {
  const words = [
    counts.leftOut > 0 ? `${counts.leftOut} left out` : '',
    counts.changed > 0 ? `${counts.changed} changed while being read` : '',
    counts.missing > 0 ? `${counts.missing} not there` : '',
  ].filter((word) => word !== '');
  return words.length > 0 ? words.join(', ') : undefined;
}

/** One line for each that is listed, and one for those that are not. */
export function warningLines({ warnings, warningCounts }: Pick<Snapshot, 'warnings' | 'warningCounts'>): string[] {
  const lines = warnings.map(({ kind, path, reason }) => `${path}: ${WORDS[kind] ?? kind} (${reason})`);
  const more = warningCounts.leftOut + warningCounts.changed + warningCounts.missing - warnings.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
