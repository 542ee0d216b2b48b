import * as Args from '@oclif/core/args';
import { findTemplateId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateRestore extends FlareCommand<typeof TemplateRestore> {
  static override summary = 'Restore an archived template';
  static override description = 'Allows new sessions of the template again.';
  static override examples = [
    { description: 'Restore a template', command: '<%= config.bin %> <%= command.id %> web' },
  ];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };

  async run() {
    const templateId = await findTemplateId(this.client, this.args.template);
    const template = await this.client.call('restoreTemplate', { params: { templateId } });
    this.say(`Restored ${template.name}.`);
    this.hint(`Undo: flare template archive ${asArgument(template.name)}`);
    return template;
  }
}
