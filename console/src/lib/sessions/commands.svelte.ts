// What people do to a session, from the list, the workbench or the palette.
import { refusalOf } from '#lib/account/refusal.ts';
import { api } from '#lib/data/api.ts';
import { hear } from '#lib/data/feed.ts';
import { Commands } from '#lib/data/commands.svelte.ts';
import { ask, type Question } from '#lib/ui/question.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Session } from './states.ts';

export type Command = 'startSession' | 'stopSession' | 'restartSession' | 'deleteSession';
type Named = Pick<Session, 'id' | 'name'>;

interface Words {
  label: string;
  done: (name: string) => string;
  /** Asked once before, where something will be gone that cannot be had again. */
  ask?: (name: string) => Question;
}

export const commandWords: Record<Command, Words> = {
  startSession: { label: 'Start', done: (name) => `${name} is running` },
  // Both save the session first, and are refused if that does not work: nothing is lost, so nothing
  // is asked.
  stopSession: { label: 'Stop', done: (name) => `${name} is asleep` },
  restartSession: { label: 'Restart', done: (name) => `${name} is running again` },
  deleteSession: {
    label: 'Delete',
    done: (name) => `${name} was deleted`,
    ask: (name) => ({
      title: `Delete ${name}?`,
      text: 'The session, its machine, its files and its snapshots will be gone for good. Its template stays.',
      confirm: 'Delete session',
    }),
  },
};

class SessionCommands extends Commands<Command> {
  /** Why a command cannot be given now, from the contract's tables; null if it can. */
  refusal(command: Command, session: Session): string | null {
    const refused = refusalOf(command, session.state);
    if (refused) return refused;
    const other = this.underWay(session.id)?.name;
    return other && other !== command ? `${commandWords[other].label} is under way.` : null;
  }

  /** After asking, where something would be gone. Returns the session as the command left it. */
  async give(command: Command, session: Session): Promise<Session | null> {
    if (this.refusal(command, session)) return null;
    const { ask: question, done } = commandWords[command];
    if (question && !(await ask(question(session.name)))) return null;
    if (command !== 'deleteSession') return await this.#command(command, session, done(session.name));
    return await this.run(session.id, command, async () => {
      const { deleteSession } = await import('./settled.ts');
      await deleteSession(api, session.id, { hear });
      toasts.done(done(session.name));
      return { ...session, state: 'deleted' };
    });
  }

  /** Of a session that was created a moment ago. */
  async start(session: Named): Promise<Session | null> {
    return await this.#command('startSession', session, commandWords.startSession.done(session.name));
  }

  /** A stop without a save, after asking this: the way out where the save does not work. */
  async discard(session: Session, question: Question): Promise<Session | null> {
    if (this.refusal('stopSession', session) || !(await ask(question))) return null;
    const done = `${session.name} is asleep, without what was changed since its last save`;
    return await this.#command('stopSession', session, done, true);
  }

  async #command(
    command: Exclude<Command, 'deleteSession'>,
    { id }: Named,
    done: string,
    discard = false,
  ): Promise<Session | null> {
    return await this.run(id, command, async () => {
      const { commandSession } = await import('./settled.ts');
      const after = await commandSession(api, command, id, { discard, hear });
      toasts.done(done);
      return after;
    });
  }
}

export const sessionCommands = new SessionCommands('sessions');
