// Owns how commands name a snapshot (by its session and its id or label, or the session's newest
// one that has content), and how its warnings are put: what it does not hold as it stood.
import * as Args from '@oclif/core/args';
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from './failures.ts';

type Snapshot = components['schemas']['Snapshot'];
type Warning = Snapshot['warnings'][number];

const SNAPSHOT_ID = /^snp-[a-z2-7]{20}$/;

export const snapshotArgs = {
  session: Args.string({ description: 'Name or id of the session', required: true }),
  snapshot: Args.string({ description: 'Id or label of the snapshot, or `latest`', required: true }),
};

/** `name`: an id, a label that one snapshot has, or `latest`. */
export async function findSnapshot(client: Client, sessionId: string, name: string): Promise<Snapshot> {
  const params = { sessionId };
  if (SNAPSHOT_ID.test(name)) return client.call('getSnapshot', { params: { sessionId, snapshotId: name } });
  const labelled: Snapshot[] = [];
  for await (const snapshot of client.items('listSnapshots', { params, query: { limit: 100 } })) {
    if (name === 'latest' && snapshot.state === 'ready') return snapshot;
    if (snapshot.label === name) labelled.push(snapshot);
  }
  const [only, second] = labelled;
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined) throw severalLabelled(name, labelled);
  if (name !== 'latest') throw noneLabelled(name, sessionId);
  throw new Failure({
    code: 'not_found',
    title: 'The session has no snapshot that is ready',
    next: `Create one: flare snapshot save ${sessionId}`,
    exitCode: EXIT.notFound,
  });
}

function noneLabelled(name: string, sessionId: string): Failure {
  return new Failure({
    code: 'not_found',
    title: `The session has no snapshot with the label ${name}`,
    next: `Run \`flare snapshot list ${sessionId}\` to see what it has.`,
    exitCode: EXIT.notFound,
  });
}

function severalLabelled(name: string, found: readonly Snapshot[]): Failure {
  return new Failure({
    code: 'ambiguous_name',
    title: `${found.length} snapshots have the label ${name}`,
    detail: found.map(({ id, createdAt }) => `${id}  ${createdAt}`).join('\n'),
    next: 'Use the id instead of the label.',
    exitCode: EXIT.usage,
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
