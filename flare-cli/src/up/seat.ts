// Owns bringing a folder into its session. An unchanged folder keeps it, a changed one is put into
// it, and a new one is created where there is none, where the manifest changed, or on demand. What
// somebody edited in a session is never overwritten unasked.
import { type Client, commandSession, type components, ProblemError } from '@burstflare/sdk';
import type { Listing } from '../bundle/list-files.ts';
import type { FolderBundle } from '../bundle/pack.ts';
import type { FolderManifest } from '../manifest/of-folder.ts';
import { bringUp } from './bring-up.ts';
import { type Memory, recall, remember, sessionOfEarlierRelease } from './memory.ts';
import { type Need, needOf, type Sent } from './need.ts';
import { proposeFiles, putFiles } from './put-files.ts';
import { beginVersion, type Begun, finishVersion, type Readying } from './ready-version.ts';
import { setUpAgain } from './set-up-again.ts';
import { stillHere, stillHereWords, without } from './still-here.ts';
import { templateOfFolder } from './template-of-folder.ts';

type Session = components['schemas']['Session'];
type Version = components['schemas']['TemplateVersion'];

export interface Coming {
  client: Client;
  apiUrl: string;
  folder: string;
  manifest: FolderManifest;
  /** What was asked for by --name. */
  name: string | undefined;
  /** Creates another session. */
  isNew: boolean;
  /** Overwrites what changed in the session as well. */
  force: boolean;
  quiet: boolean;
  say(text: string): void;
  /** How to go on after Ctrl-C. */
  again: string;
}

export interface Packed {
  bundle: FolderBundle | undefined;
  listing: Listing | undefined;
}

interface Present {
  session: Session;
  before: Sent & { isSetUp: boolean };
}

/** What is known once the folder was sent, as far as it has to be. */
export interface Begin {
  sent: Sent;
  listing: Listing | undefined;
  present: Present | undefined;
  need: Need;
  /** Of what is built first. */
  version: { readying: Readying; begun: Begun } | undefined;
}

export interface Seat {
  session: Session;
  version: Version;
  /** No version was added. */
  versionReused: boolean;
  /** It was there before. */
  reused: boolean;
  /** What was put into it, and the snapshot of how it was before. */
  changed: { written: number; removed: number; snapshotId: string } | undefined;
  /** The session that the folder had, if it gave way. */
  previous: Session | undefined;
}

/** Needs the bundle; what comes after does not. */
export async function begin(coming: Coming, { bundle, listing }: Packed): Promise<Begin> {
  const { client, apiUrl, folder, manifest, name, isNew, force, quiet, say, again } = coming;
  const memory = recall(apiUrl, folder);
  const sent: Sent = { digest: bundle?.digest ?? null, manifest: manifest.manifest, files: bundle?.files ?? {} };
  const found = await sessionSoFar(coming, memory);
  // Under another name it is another template's session, and the one so far is left alone.
  const given = name ?? manifest.name;
  const isOwn = given === undefined || found?.session.templateName.toLowerCase() === given.toLowerCase();
  const present = found && isOwn ? { ...found } : undefined;
  const need: Need = present === undefined || isNew ? { kind: 'session' } : needHere(present, sent, listing, say);
  if (present !== undefined && 'files' in need && listing !== undefined) {
    present.session = await awake(coming, present.session);
    // Before anything is built or saved for it.
    await proposeFiles({ client, session: present.session, files: need.files, listing, force, say });
  }
  const isBuilt = need.kind === 'session' || (need.kind === 'setup' && need.files.length > 0);
  if (!isBuilt) return { sent, listing, present, need, version: undefined };
  const template = await templateOfFolder({ client, apiUrl, folder, manifest, name, memory, say });
  const readying = { client, template, manifest, quiet, say, again };
  return { sent, listing, present, need, version: { readying, begun: await beginVersion(readying, bundle) } };
}

/** What is here still is not deleted in the session. */
function needHere({ before }: Present, sent: Sent, listing: Listing | undefined, say: Coming['say']): Need {
  const isSame = listing === undefined || before.digest === sent.digest;
  const here = isSame ? [] : stillHere(listing.folder, before.files, sent.files);
  const need = needOf({ ...before, files: without(before.files, here) }, sent);
  if (here.length > 0 && need.kind !== 'session') say(stillHereWords(here));
  return need;
}

export async function folderSession(coming: Coming, { sent, listing, present, need, version }: Begin): Promise<Seat> {
  const { client, say } = coming;
  const built = version && (await finishVersion(version.readying, version.begun.version));
  if (built !== undefined && (present === undefined || need.kind === 'session'))
    return newSession(coming, sent, built, version?.begun.reused === true, present?.session);
  if (present === undefined) throw new Error('A folder without a session needs a version.');
  const session = await awake(coming, present.session);
  const kept = built ?? (await versionOf(client, session));
  const seat: Seat = {
    ...{ session, version: kept, versionReused: built === undefined, reused: true },
    ...{ changed: undefined, previous: undefined },
  };
  if (need.kind === 'nothing') {
    if (present.session.state === 'running')
      say(`Nothing changed since the last flare up. ${session.name} runs already.`);
    else say(`Nothing changed since the last flare up. ${session.name} runs again.`);
    keep(coming, sent, kept, session, true);
    return seat;
  }
  if (need.kind === 'session') throw new Error('A new session needs a version.');
  return put(coming, { sent, listing, need, seat, isNewVersion: built !== undefined });
}

interface Putting {
  sent: Sent;
  listing: Listing | undefined;
  need: Extract<Need, { files: unknown }>;
  seat: Seat;
  isNewVersion: boolean;
}

async function put(coming: Coming, { sent, listing, need, seat, isNewVersion }: Putting): Promise<Seat> {
  const { client, force, say, quiet } = coming;
  const { session, version } = seat;
  const { kind, files } = need;
  let changed: Seat['changed'];
  if (files.length > 0 && listing !== undefined) {
    const snapshotId = await putFiles({ client, session, files, listing, force, say }, kind === 'files');
    const removed = files.filter(({ after }) => after === null).length;
    changed = { written: files.length - removed, removed, snapshotId };
  }
  // The files are in place, whatever becomes of the setup.
  keep(coming, sent, version, session, kind === 'files');
  if (kind === 'setup') {
    await setUpAgain(client, session, String(Object(sent.manifest).setup), quiet);
    await client.call('restartSessionApp', { params: { sessionId: session.id } });
    keep(coming, sent, version, session, true);
  }
  if (!isNewVersion && changed !== undefined)
    say(
      `New sessions of ${session.templateName} still get version ${version.number}; \`flare up --new\` adds one with these files.`,
    );
  const params = { sessionId: session.id };
  return { ...seat, changed, session: await client.call('getSession', { params }) };
}

async function newSession(
  coming: Coming,
  sent: Sent,
  version: Version,
  versionReused: boolean,
  before: Session | undefined,
): Promise<Seat> {
  const { client, isNew, quiet, say } = coming;
  if (before !== undefined && !isNew)
    say('The manifest changed, which a session gets when it is created: a new session is created.');
  const previous = before === undefined ? undefined : await putToSleep(coming, before);
  const made = await client.call('createSession', { body: { templateId: version.templateId } });
  keep(coming, sent, version, made, true);
  say(`Created the session ${made.name}.`);
  const session = await bringUp(client, made, 'startSession', quiet);
  return { session, version, versionReused, reused: false, changed: undefined, previous };
}

function keep({ apiUrl, folder }: Coming, sent: Sent, version: Version, session: Session, isSetUp: boolean): void {
  const { templateId, id: versionId } = version;
  remember({ version: 1, apiUrl, folder, templateId, versionId, sessionId: session.id, ...sent, isSetUp });
}

const versionOf = (client: Client, { templateId, templateVersionId: versionId }: Session) =>
  client.call('getTemplateVersion', { params: { templateId, versionId } });

async function sessionSoFar(coming: Coming, memory: Memory | undefined): Promise<Present | undefined> {
  const { client, apiUrl, folder } = coming;
  const sessionId = memory?.sessionId ?? sessionOfEarlierRelease(apiUrl, folder);
  if (sessionId === undefined) return undefined;
  try {
    const session = await client.call('getSession', { params: { sessionId } });
    if (session.state === 'deleted') return undefined;
    if (memory !== undefined) return { session, before: memory };
    const { bundle, manifest } = await versionOf(client, session);
    return { session, before: { digest: bundle?.digest ?? null, manifest, files: {}, isSetUp: true } };
  } catch (error) {
    // Deleted, or it belongs to another account that was signed in here before.
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

async function awake({ client, quiet }: Coming, session: Session): Promise<Session> {
  if (session.state === 'running') return session;
  // A session cannot be started while it stops.
  const still = session.state === 'stopping' ? await commandSession(client, 'stopSession', session.id) : session;
  return bringUp(client, still, 'startSession', quiet);
}

async function putToSleep({ client, say }: Coming, session: Session): Promise<Session> {
  // One that is starting cannot be stopped yet; starting it once more waits for it.
  if (session.state === 'starting') await commandSession(client, 'startSession', session.id);
  if (!['starting', 'running', 'stopping'].includes(session.state)) return session;
  const before = await newestSave(client, session);
  const asleep = await commandSession(client, 'stopSession', session.id);
  const after = await newestSave(client, session);
  // A stop that was under way already, or that somebody gave beside this one, may have dropped the
  // files.
  const isSaved = after?.trigger === 'stop' && after.id !== before?.id;
  say(`${isSaved ? 'Saved and stopped' : 'Stopped'} ${session.name}.`);
  return asleep;
}

async function newestSave(client: Client, { id }: Session) {
  const { items } = await client.call('listSnapshots', { params: { sessionId: id }, query: { limit: 1 } });
  return items[0];
}
