// What people do to a template: archive and restore (which can be undone, and are not asked about), promote, roll back, delete.
import { api } from '#lib/api.ts';
import { shownError } from '#lib/errors.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Release, Template, TemplateVersion } from './templates.ts';

export class TemplateCommands {
  /** Which one is under way, by the id of what it is done to. */
  busy = $state.raw<string | null>(null);
  #after: () => void;

  constructor(after: () => void) {
    this.#after = after;
  }

  async archive(template: Template): Promise<void> {
    const params = { templateId: template.id };
    await this.#run(template.id, async () => {
      await api.call('archiveTemplate', { params });
      toasts.done(`${template.name} is archived`, {
        text: 'No new sessions are made from it.',
        action: { label: 'Undo', run: () => void this.restore(template) },
      });
    });
  }

  async restore(template: Template): Promise<void> {
    await this.#run(template.id, async () => {
      await api.call('restoreTemplate', { params: { templateId: template.id } });
      toasts.done(`${template.name} is back`);
    });
  }

  async promote(template: Template, version: Pick<TemplateVersion, 'id' | 'number'>): Promise<void> {
    const before = template.activeReleaseId;
    await this.#run(version.id, async () => {
      await api.call('promoteTemplate', { params: { templateId: template.id }, body: { versionId: version.id } });
      const undo =
        before === null ? {} : { action: { label: 'Undo', run: () => void this.rollback(template, { id: before }) } };
      toasts.done(`Version ${version.number} is active`, {
        text: 'New sessions get it; those that exist keep theirs.',
        ...undo,
      });
    });
  }

  /** To the named release, else to the one before the active one. */
  async rollback(template: Template, release?: Pick<Release, 'id'>): Promise<void> {
    await this.#run(release?.id ?? template.id, async () => {
      const result = await api.call('rollbackTemplate', {
        params: { templateId: template.id },
        body: { releaseId: release?.id },
      });
      toasts.done(`Back to version ${result.release.versionNumber}`);
    });
  }

  /** Resolves to whether it is gone. */
  async delete(template: Template): Promise<boolean> {
    return await this.#run(template.id, async () => {
      await api.call('deleteTemplate', { params: { templateId: template.id } });
      toasts.done(`${template.name} was deleted`);
    });
  }

  async #run(on: string, act: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = on;
    try {
      await act();
      return true;
    } catch (thrown) {
      toasts.failed(shownError(thrown));
      return false;
    } finally {
      this.busy = null;
      this.#after();
    }
  }
}
