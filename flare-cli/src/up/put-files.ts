// Owns putting a folder's changes into its session: looked at first, saved, and only then written.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Client, type components, saveSession } from '@burstflare/sdk';
import type { Listing } from '../bundle/list-files.ts';
import { withChangedFiles } from '../bundle/pack.ts';
import { EXIT, Failure } from '../failures.ts';
import { asArgument } from '../output/text.ts';
import type { ChangedFile } from './need.ts';

type Session = components['schemas']['Session'];
type Change = components['schemas']['Change'];

export interface Putting {
  client: Client;
  session: Session;
  files: readonly ChangedFile[];
  listing: Listing;
  /** Overwrites what somebody changed in the session. */
  force: boolean;
  say(text: string): void;
}

const SHOWN = 20;
const WORDS: Record<Change['conflicts'][number]['found'], string> = {
  changed: 'changed in the session',
  created: 'created in the session',
  deleted: 'deleted in the session',
  not_a_file: 'a folder in the session, or behind one of its links',
};

/** Changes nothing. Throws where somebody changed the same files in the session. */
export async function proposeFiles({ client, session, files, force }: Putting): Promise<Change> {
  const body = { changeId: `chg-${randomBytes(10).toString('hex')}`, files: [...files], overwrite: force };
  const change = await client.call('startSessionChange', { params: { sessionId: session.id }, body });
  if (change.state === 'refused') throw inConflict(session, change);
  return change;
}

/** Returns the snapshot of how the session was before. */
export async function putFiles(putting: Putting, restart: boolean): Promise<string> {
  const { client, session, files, listing, say } = putting;
  const sessionId = session.id;
  const { id: snapshotId } = await saveSession(client, sessionId, { label: 'Before flare up' });
  const { changeId, conflictCount } = await proposeFiles(putting);
  await withChangedFiles(listing, files, async ({ path, bytes }) => {
    await client.call('receiveSessionChange', {
      params: { sessionId, changeId },
      query: { restart },
      // Node's own type of the same web stream.
      body: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
      headers: { 'content-type': 'application/gzip', 'content-length': String(bytes) },
    });
  });
  const removed = files.filter(({ after }) => after === null).length;
  const written = files.length - removed;
  say(`Saved ${session.name} as ${snapshotId}, then put ${count(written)} into it and removed ${count(removed)}.`);
  if (conflictCount > 0) say(`${count(conflictCount)} that had changed in the session were overwritten.`);
  return snapshotId;
}

const count = (number: number) => `${number} ${number === 1 ? 'file' : 'files'}`;

function inConflict({ name }: Session, { conflicts, conflictCount }: Change): Failure {
  const shown = conflicts.slice(0, SHOWN).map(({ path, found }) => `${path}: ${WORDS[found]}`);
  const more = conflictCount - shown.length;
  return new Failure({
    code: 'files_changed',
    title: `${count(conflictCount)} changed both in the folder and in the session ${name}`,
    detail: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    next:
      `Nothing was changed. Look at them: flare session terminal ${asArgument(name)}. Then run flare up with --force, which saves the session ` +
      'and overwrites them, or with --new, which saves it, puts it to sleep, and creates another one.',
    exitCode: EXIT.conflict,
    context: { conflicts, conflictCount },
  });
}
