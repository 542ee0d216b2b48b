import * as Args from '@oclif/core/args';
import { findTemplateId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateArchive extends FlareCommand<typeof TemplateArchive> {
  static override summary = 'Archive a template';
  static override description = 'Prevents new sessions of the template; existing sessions stay.';
  static override examples = [
    { description: 'Archive a template', command: '<%= config.bin %> <%= command.id %> web' },
  ];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };

  async run() {
    const templateId = await findTemplateId(this.client, this.args.template);
    const template = await this.client.call('archiveTemplate', { params: { templateId } });
    this.say(`Archived ${template.name}.`);
    this.hint(`Undo: flare template restore ${asArgument(template.name)}`);
    return template;
  }
}
