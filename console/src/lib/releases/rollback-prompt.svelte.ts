// The question before a rollback, as state: it says which version new sessions get then, and which they get now.
import { api } from '#lib/api.ts';
import { shownError } from '#lib/errors.ts';
import type { TemplateCommands } from '#lib/templates/commands.svelte.ts';
import type { Release, Template } from '#lib/templates/templates.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

export class RollbackPrompt {
  open = $state(false);
  /** The release that is being looked up before it is asked about. */
  preparing = $state.raw<string | null>(null);
  #asked = $state.raw<{ template: Template; release: Release | null } | null>(null);
  #commands: TemplateCommands;

  constructor(commands: TemplateCommands) {
    this.#commands = commands;
  }

  words = $derived.by(() => {
    if (!this.#asked) return null;
    const { template, release } = this.#asked;
    const now = template.activeVersion ? `version ${template.activeVersion.number}` : 'what they get now';
    const then = release ? `version ${release.versionNumber}` : 'the version of the release before';
    return {
      title: release
        ? `Roll ${template.name} back to version ${release.versionNumber}?`
        : `Roll ${template.name} back to the release before?`,
      text: `New sessions get ${then} instead of ${now}. Sessions that exist keep theirs, and nothing is deleted: this makes a new release, and ${now} can be promoted again.`,
      confirm: release ? `Roll back to version ${release.versionNumber}` : 'Roll back',
    };
  });

  /** Asks about a release, or about the one before the active one. */
  ask(template: Template, release: Release | null): void {
    this.#asked = { template, release };
    this.open = true;
  }

  /** The same where the page does not know the release's template. */
  async askAbout(release: Release): Promise<void> {
    if (this.preparing) return;
    this.preparing = release.id;
    try {
      this.ask(await api.call('getTemplate', { params: { templateId: release.templateId } }), release);
    } catch (thrown) {
      toasts.failed(shownError(thrown));
    } finally {
      this.preparing = null;
    }
  }

  confirmed = (): void => {
    if (this.#asked) void this.#commands.rollback(this.#asked.template, this.#asked.release ?? undefined);
  };
}
