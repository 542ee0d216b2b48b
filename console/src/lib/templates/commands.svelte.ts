// What people do to a template: archive and restore (which can be undone, and are not asked about),
// and delete.
import { refusalOf } from '#lib/account/refusal.ts';
import { api } from '#lib/data/api.ts';
import { Commands } from '#lib/data/commands.svelte.ts';
import { ask } from '#lib/ui/question.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { TemplateAction } from '@burstflare/sdk';
import type { Template } from './templates.ts';

class TemplateCommands extends Commands<'archive' | 'restore' | 'delete'> {
  /** Why something cannot be done to a template now, by the contract's tables; null if it can. */
  refusal(action: TemplateAction, { state }: Pick<Template, 'state'>): string | null {
    return refusalOf(action, state);
  }

  async archive(template: Template): Promise<Template | null> {
    const params = { templateId: template.id };
    return await this.run(template.id, 'archive', async () => {
      const after = await api.call('archiveTemplate', { params });
      toasts.done(`${template.name} is archived`, {
        text: 'No new sessions are created from it.',
        action: { label: 'Undo', run: () => void this.restore(template) },
      });
      return after;
    });
  }

  async restore(template: Template): Promise<Template | null> {
    return await this.run(template.id, 'restore', async () => {
      const after = await api.call('restoreTemplate', { params: { templateId: template.id } });
      toasts.done(`${template.name} is back`);
      return after;
    });
  }

  /** After asking. Returns the template that is gone. */
  async delete(template: Template): Promise<Template | null> {
    const { id, name, versionCount } = template;
    const versions = versionCount === 1 ? 'its one version' : `its ${versionCount} versions`;
    const wanted = await ask({
      title: `Delete ${name}?`,
      text: `The template, ${versions} and its releases will be gone for good. Deleting is refused while a session of the template is left.`,
      confirm: 'Delete template',
    });
    if (!wanted) return null;
    return await this.run(id, 'delete', async () => {
      await api.call('deleteTemplate', { params: { templateId: id } });
      toasts.done(`${name} was deleted`);
      return template;
    });
  }
}

export const templateCommands = new TemplateCommands('templates');
