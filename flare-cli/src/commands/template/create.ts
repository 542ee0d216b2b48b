import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateCreate extends FlareCommand<typeof TemplateCreate> {
  static override summary = 'Create a template';
  static override description = 'It has no version yet: add one with `template upload`, then promote it.';
  static override examples = [
    {
      description: 'Create a template',
      command: '<%= config.bin %> <%= command.id %> web --description "The shop\'s front end"',
    },
  ];
  static override args = {
    name: Args.string({ description: 'Name of the template, unique in the workspace', required: true }),
  };
  static override flags = { description: Flags.string({ description: 'What it is for', helpValue: '<text>' }) };

  async run() {
    const { name } = this.args;
    const template = await this.client.call('createTemplate', { body: { name, description: this.flags.description } });
    this.say(`Created the template ${template.name}.`);
    this.log('%s', template.id);
    this.hint(`Next: flare template upload ${asArgument(template.name)} --manifest burstflare.yaml --promote`);
    return template;
  }
}
