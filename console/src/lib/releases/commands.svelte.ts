// What people do to what new sessions get: promote a version, and roll back. A promotion can be
// undone and is not asked about; a rollback is, since it changes what everybody's new sessions get.
import { api } from '#lib/data/api.ts';
import { Commands } from '#lib/data/commands.svelte.ts';
import type { Template, TemplateVersion } from '#lib/templates/templates.ts';
import { ask, type Question } from '#lib/ui/question.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Release } from './releases.ts';

/** Says which version new sessions get then, and which they get now. */
function rollbackQuestion({ name, activeVersion }: Template, release: Release | null): Question {
  const now = activeVersion ? `version ${activeVersion.number}` : 'what they get now';
  const then = release ? `version ${release.versionNumber}` : 'the version of the release before';
  return {
    title: `Roll ${name} back to ${release ? then : 'the release before'}?`,
    text: `New sessions get ${then} instead of ${now}. Sessions that exist keep theirs, and nothing is deleted: this creates a new release, and ${now} can be promoted again.`,
    confirm: release ? `Roll back to ${then}` : 'Roll back',
    harmless: true,
  };
}

class ReleaseCommands extends Commands<'promote' | 'rollback'> {
  /** Returns the release that it created. */
  async promote(template: Template, version: Pick<TemplateVersion, 'id' | 'number'>): Promise<Release | null> {
    const { id: templateId, activeReleaseId: before } = template;
    return await this.run(
      templateId,
      'promote',
      async () => {
        const { release } = await api.call('promoteTemplate', {
          params: { templateId },
          body: { versionId: version.id },
        });
        toasts.done(`Version ${version.number} is active`, {
          text: 'New sessions get it; those that exist keep theirs.',
          ...(before !== null && {
            action: { label: 'Undo', run: () => void this.#rollback(templateId, before, before) },
          }),
        });
        return release;
      },
      version.id,
    );
  }

  /**
   * To this release, else to the one before the active one. Returns the release that it created.
   */
  async rollback(template: Template, release: Release | null): Promise<Release | null> {
    if (!(await ask(rollbackQuestion(template, release)))) return null;
    return await this.#rollback(template.id, release?.id, release?.id ?? template.id);
  }

  /** The same where the page does not know the release's template. */
  async rollbackTo(release: Release): Promise<Release | null> {
    const { id, templateId } = release;
    const template = await this.run(
      templateId,
      'rollback',
      () => api.call('getTemplate', { params: { templateId } }),
      id,
    );
    return template && (await this.rollback(template, release));
  }

  async #rollback(templateId: string, releaseId: string | undefined, on: string): Promise<Release | null> {
    return await this.run(
      templateId,
      'rollback',
      async () => {
        const { release } = await api.call('rollbackTemplate', { params: { templateId }, body: { releaseId } });
        toasts.done(`Back to version ${release.versionNumber}`);
        return release;
      },
      on,
    );
  }
}

export const releaseCommands = new ReleaseCommands('releases', 'templates');
