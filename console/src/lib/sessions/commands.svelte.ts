// What people do to a session, from the list, the workbench or the palette: one command at a time for each session, known to every page.
import { allowedActions, commandSession, type Verdict } from '@burstflare/sdk';
import { SvelteMap } from 'svelte/reactivity';
import { account } from '#lib/account/account.svelte.ts';
import { api } from '#lib/api.ts';
import { shownError } from '#lib/errors.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Session } from './states.ts';

export type Command = 'startSession' | 'stopSession' | 'restartSession' | 'deleteSession';

interface Question {
  title: (name: string) => string;
  text: string;
  confirm: string;
}

interface Words {
  label: string;
  done: (name: string) => string;
  /** Asked once before, where something will be gone that cannot be had again. */
  ask?: Question;
}

/** A stop without a save: the way out where the save does not work. */
export const discardWords = {
  done: (name: string) => `${name} is asleep, without what was changed since its last save`,
  ask: {
    title: (name: string) => `Stop ${name} without saving?`,
    text: 'Files that were changed since the last save will be gone for good. The next start begins with that save, or with the template’s files where there is none.',
    confirm: 'Stop and lose changes',
  },
} satisfies Partial<Words>;

export const commandWords: Record<Command, Words> = {
  startSession: { label: 'Start', done: (name) => `${name} is running` },
  // Both save the session first, and are refused if that does not work: nothing is lost, so nothing is asked.
  stopSession: { label: 'Stop', done: (name) => `${name} is asleep` },
  restartSession: { label: 'Restart', done: (name) => `${name} is running again` },
  deleteSession: {
    label: 'Delete',
    done: (name) => `${name} was deleted`,
    ask: {
      title: (name) => `Delete ${name}?`,
      text: 'The session, its machine, its files and its snapshots will be gone for good. Its template stays.',
      confirm: 'Delete session',
    },
  },
};

class SessionCommands {
  #underWay = new SvelteMap<string, Command>();

  underWay(sessionId: string): Command | undefined {
    return this.#underWay.get(sessionId);
  }

  /** Why a command cannot be given now, from the contract's tables; null if it can. */
  refusal(command: Command, session: Session): string | null {
    const verdict: Verdict = allowedActions(session, account.me?.permissions)[command];
    if (!verdict.allowed) return verdict.reason;
    const other = this.#underWay.get(session.id);
    return other && other !== command ? `${commandWords[other].label} is under way.` : null;
  }

  /** Answers the session as the command left it, or null if it did not work, which has then been said. */
  async run(command: Command, session: Pick<Session, 'id' | 'name'>, discard = false): Promise<Session | null> {
    if (this.#underWay.has(session.id)) return null;
    this.#underWay.set(session.id, command);
    try {
      const after = await commandSession(api, command, session.id, { discard });
      toasts.done((discard ? discardWords : commandWords[command]).done(session.name));
      return after;
    } catch (thrown) {
      toasts.failed(shownError(thrown));
      return null;
    } finally {
      this.#underWay.delete(session.id);
    }
  }
}

export const sessionCommands = new SessionCommands();
