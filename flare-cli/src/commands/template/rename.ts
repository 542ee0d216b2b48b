import * as Args from '@oclif/core/args';
import { findTemplate } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateRename extends FlareCommand<typeof TemplateRename> {
  static override summary = 'Rename a template';
  static override description = 'Its versions, releases and sessions stay as they are.';
  static override examples = [
    { description: 'Rename a template', command: '<%= config.bin %> <%= command.id %> web shop' },
  ];
  static override args = {
    template: Args.string({ description: 'Name or id of the template', required: true }),
    name: Args.string({ description: 'Its new name', required: true }),
  };

  async run() {
    const { id: templateId, name: before } = await findTemplate(this.client, this.args.template);
    const template = await this.client.call('updateTemplate', {
      params: { templateId },
      body: { name: this.args.name },
    });
    this.say(`Renamed ${before} to ${template.name}.`);
    this.hint(`Undo: flare template rename ${asArgument(template.name)} ${asArgument(before)}`);
    return template;
  }
}
