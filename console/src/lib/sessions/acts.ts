// Carries out what people do to a session, and says so once it is a fact. Loaded with the first
// command that is given: a list that is only looked at does not need it.
import { commandSession, deleteSession } from '@burstflare/sdk';
import { api } from '#lib/data/api.ts';
import { hear } from '#lib/data/feed.ts';
import type { Question } from '#lib/ui/question.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Command, Named, Session } from './states.ts';

/**
 * Each message stands for the state that `commandSession` has waited for. A restarted app has none:
 * whether it is up, its own state says. A stop and a restart save the session first, and are
 * refused if that does not work: nothing is lost, so nothing is asked.
 */
const done: Record<Exclude<Command, 'restartSessionApp' | 'deleteSession'>, (name: string) => string> = {
  startSession: (name) => `${name} is running`,
  stopSession: (name) => `${name} is asleep`,
  restartSession: (name) => `${name} is running again`,
};

/** Asked once before: what will be gone cannot be had again. */
export const deletion = (name: string): Question => ({
  title: `Delete ${name}?`,
  text: 'The session, its machine, its files and its snapshots will be gone for good. Its template stays.',
  confirm: 'Delete session',
});

export async function remove(session: Session): Promise<Session> {
  await deleteSession(api, session.id, { hear });
  toasts.done(`${session.name} was deleted`);
  return { ...session, state: 'deleted' };
}

export async function act(
  command: Exclude<Command, 'deleteSession'>,
  { id, name }: Named,
  discard: boolean,
): Promise<Session> {
  const params = { sessionId: id };
  if (command === 'restartSessionApp') {
    await api.call('restartSessionApp', { params });
    return await api.call('getSession', { params });
  }
  const after = await commandSession(api, command, id, { discard, hear });
  toasts.done(discard ? `${name} is asleep, without what was changed since its last save` : done[command](name));
  return after;
}
