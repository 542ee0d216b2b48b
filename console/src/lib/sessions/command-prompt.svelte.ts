// The question before a command, as state: a page shows one dialog for all its sessions.
import { commandWords, discardWords, sessionCommands, type Command } from './commands.svelte.ts';
import type { Session } from './states.ts';

export class CommandPrompt {
  open = $state(false);
  #asked = $state.raw<{ command: Command; session: Session; discard: boolean } | null>(null);
  #after: (command: Command, session: Session | null) => void;

  constructor(after: (command: Command, session: Session | null) => void) {
    this.#after = after;
  }

  words = $derived.by(() => {
    if (!this.#asked) return null;
    const { command, session, discard } = this.#asked;
    const { ask } = discard ? discardWords : commandWords[command];
    return ask ? { title: ask.title(session.name), text: ask.text, confirm: ask.confirm } : null;
  });

  /** Runs the command, after asking where something would be gone. */
  give(command: Command, session: Session): void {
    if (sessionCommands.refusal(command, session)) return;
    this.#asked = { command, session, discard: false };
    if (commandWords[command].ask) this.open = true;
    else void this.confirmed();
  }

  /** Asks whether to stop the session without a save. */
  discard(session: Session): void {
    if (sessionCommands.refusal('stopSession', session)) return;
    this.#asked = { command: 'stopSession', session, discard: true };
    this.open = true;
  }

  confirmed = async (): Promise<void> => {
    const asked = this.#asked;
    if (!asked) return;
    this.#after(asked.command, await sessionCommands.run(asked.command, asked.session, asked.discard));
  };
}
