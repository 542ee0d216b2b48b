import * as Flags from '@oclif/core/flags';
import { findTemplateId } from '../../find.ts';
import { FlareCommand, listFlags, take } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

export default class ReleaseList extends FlareCommand<typeof ReleaseList> {
  static override summary = 'List releases';
  static override description = 'Which version of a template new sessions get, and since when. Newest first.';
  static override examples = [
    { description: 'Of the workspace', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Of one template', command: '<%= config.bin %> <%= command.id %> --template web' },
  ];
  static override flags = {
    template: Flags.string({ description: 'Only releases of this template, by name or id', helpValue: '<name>' }),
    ...listFlags,
  };

  async run() {
    const { client, flags } = this;
    const templateId = flags.template === undefined ? undefined : await findTemplateId(client, flags.template);
    const found = client.items('listReleases', { query: { templateId, limit: Math.min(flags.limit, 100) } });
    const { items, more } = await take(found, flags.limit);
    if (items.length === 0) {
      this.say('There are no releases yet.');
      this.hint('Create one: flare template promote <template>');
      return items;
    }
    this.printTable(items, [
      { header: 'TEMPLATE', value: ({ binding }) => binding.templateName },
      { header: 'VERSION', value: ({ versionNumber, active }) => `${versionNumber}${active ? ' (active)' : ''}` },
      { header: 'ID', value: ({ id }) => id, rank: 4 },
      { header: 'MODE', value: ({ mode }) => mode, rank: 1 },
      { header: 'IMAGE', value: ({ binding }) => binding.image, rank: 3 },
      { header: 'CREATED', value: ({ createdAt }) => ago(createdAt), rank: 2 },
    ]);
    if (more) this.say(`There are more; show them with --limit ${flags.limit * 2}.`);
    return items;
  }
}
