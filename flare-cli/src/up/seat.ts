// Owns which session a folder gets. An unchanged folder keeps its session. A changed one gets a new
// session, and the one before is saved and put to sleep, never overwritten: what somebody edited in
// it is theirs.
import { type Client, commandSession, type components, ProblemError } from '@burstflare/sdk';
import { bringUp } from './bring-up.ts';
import { rememberSession, sessionOfFolder } from './remembered.ts';

type Session = components['schemas']['Session'];
type Version = components['schemas']['TemplateVersion'];

export interface Seating {
  client: Client;
  apiUrl: string;
  folder: string;
  version: Version;
  quiet: boolean;
  say(text: string): void;
}

export interface Seat {
  session: Session;
  /** It was there before. */
  reused: boolean;
  /** The session that the folder had, if it gave way. */
  previous: Session | undefined;
}

export async function folderSession(seating: Seating): Promise<Seat> {
  const { client, apiUrl, folder, version, quiet, say } = seating;
  const present = await sessionSoFar(seating);
  if (present?.templateVersionId === version.id) {
    const session = await bringUp(client, await settled(client, present), 'startSession', quiet);
    say(present.state === 'running' ? `${session.name} runs already.` : `${session.name} runs again.`);
    return { session, reused: true, previous: undefined };
  }
  const previous = present === undefined ? undefined : await putToSleep(seating, present);
  const made = await client.call('createSession', { body: { templateId: version.templateId } });
  await rememberSession(apiUrl, folder, made.id);
  say(`Created the session ${made.name}.`);
  const session = await bringUp(client, made, 'startSession', quiet);
  return { session, reused: false, previous };
}

async function sessionSoFar({ client, apiUrl, folder }: Seating): Promise<Session | undefined> {
  const sessionId = sessionOfFolder(apiUrl, folder);
  if (sessionId === undefined) return undefined;
  try {
    const session = await client.call('getSession', { params: { sessionId } });
    return session.state === 'deleted' ? undefined : session;
  } catch (error) {
    // Deleted, or it belongs to another account that was signed in here before.
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

/** Waits for a stop that is under way: a session cannot be started before. */
async function settled(client: Client, session: Session): Promise<Session> {
  if (session.state !== 'stopping') return session;
  return commandSession(client, 'stopSession', session.id);
}

async function putToSleep({ client, say }: Seating, session: Session): Promise<Session> {
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
