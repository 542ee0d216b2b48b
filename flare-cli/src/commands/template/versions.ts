import * as Args from '@oclif/core/args';
import { findTemplate } from '../../find.ts';
import { FlareCommand, listFlags, take } from '../../flare-command.ts';
import { ago, asArgument } from '../../output/text.ts';

export default class TemplateVersions extends FlareCommand<typeof TemplateVersions> {
  static override summary = 'List the versions of a template';
  static override examples = [{ description: 'Newest first', command: '<%= config.bin %> <%= command.id %> web' }];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };
  static override flags = { ...listFlags };

  async run() {
    const { client, flags } = this;
    const template = await findTemplate(client, this.args.template);
    const query = { limit: Math.min(flags.limit, 100) };
    const found = client.items('listTemplateVersions', { params: { templateId: template.id }, query });
    const { items, more } = await take(found, flags.limit);
    if (items.length === 0) {
      this.say(`${template.name} has no versions yet.`);
      this.hint(`Add one: flare template upload ${asArgument(template.name)} --manifest burstflare.yaml`);
      return items;
    }
    const active = template.activeVersion?.id;
    this.printTable(items, [
      { header: 'VERSION', value: ({ number, id }) => `${number}${id === active ? ' (active)' : ''}` },
      { header: 'ID', value: ({ id }) => id, rank: 4 },
      { header: 'STATE', value: ({ state }) => state },
      { header: 'IMAGE', value: ({ manifest }) => manifest.image, rank: 3 },
      { header: 'NOTES', value: ({ notes, stateReason }) => stateReason ?? notes, rank: 1, shrinks: true },
      { header: 'CREATED', value: ({ createdAt }) => ago(createdAt), rank: 2 },
    ]);
    if (more) this.say(`There are more; show them with --limit ${flags.limit * 2}.`);
    return items;
  }
}
