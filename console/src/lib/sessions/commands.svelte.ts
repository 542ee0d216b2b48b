// What people do to a session, from the list, the workbench or the palette.
import { refusalOf } from '#lib/account/refusal.ts';
import { Commands } from '#lib/data/commands.svelte.ts';
import { ask, type Question } from '#lib/ui/question.svelte.ts';
import type { Command, Named, Session } from './states.ts';

export const commandLabels: Record<Command, string> = {
  startSession: 'Start',
  stopSession: 'Stop',
  restartSession: 'Restart',
  deleteSession: 'Delete',
  restartSessionApp: 'Restart app',
};

class SessionCommands extends Commands<Command> {
  /** Why a command cannot be given now, from the contract's tables; null if it can. */
  refusal(command: Command, session: Session): string | null {
    const refused = refusalOf(command, session.state);
    if (refused) return refused;
    if (command === 'restartSessionApp' && session.app === null) return 'The template has no start command.';
    const other = this.underWay(session.id)?.name;
    return other && other !== command ? `${commandLabels[other]} is under way.` : null;
  }

  /** After asking, where something would be gone. Returns the session as the command left it. */
  async give(command: Command, session: Session): Promise<Session | null> {
    if (this.refusal(command, session)) return null;
    if (command !== 'deleteSession') return await this.#act(command, session);
    const { deletion, remove } = await import('./acts.ts');
    return (await ask(deletion(session.name))) ? await this.run(session.id, command, () => remove(session)) : null;
  }

  /** Of a session that was created a moment ago. */
  async start(session: Named): Promise<Session | null> {
    return await this.#act('startSession', session);
  }

  /** A stop without a save, after asking this: the way out where the save does not work. */
  async discard(session: Session, question: Question): Promise<Session | null> {
    if (this.refusal('stopSession', session) || !(await ask(question))) return null;
    return await this.#act('stopSession', session, true);
  }

  async #act(command: Exclude<Command, 'deleteSession'>, session: Named, discard = false): Promise<Session | null> {
    return await this.run(session.id, command, async () => (await import('./acts.ts')).act(command, session, discard));
  }
}

export const sessionCommands = new SessionCommands('sessions');
