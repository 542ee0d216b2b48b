import * as Args from '@oclif/core/args';
import { findTemplate } from '../../find.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';

export default class TemplateDelete extends FlareCommand<typeof TemplateDelete> {
  static override summary = 'Delete a template';
  static override description = 'Takes its versions and releases along, for good. Refused while it has sessions.';
  static override examples = [
    { description: 'Delete a template', command: '<%= config.bin %> <%= command.id %> web' },
    { description: 'Without being asked', command: '<%= config.bin %> <%= command.id %> web --yes' },
  ];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };
  static override flags = { ...yesFlag };

  async run() {
    const { client } = this;
    const { id, name } = await findTemplate(client, this.args.template);
    await this.confirm(`Delete the template ${name} with its versions and releases, for good?`, this.flags.yes);
    await client.call('deleteTemplate', { params: { templateId: id } });
    this.say(`Deleted ${name}.`);
    return { id, name, deleted: true };
  }
}
