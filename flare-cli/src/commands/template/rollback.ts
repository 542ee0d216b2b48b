import * as Args from '@oclif/core/args';
import { findTemplate } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplateRollback extends FlareCommand<typeof TemplateRollback> {
  static override summary = 'Go back to an earlier release';
  static override description =
    'To the release before the active one, or to the named one. Sessions that exist keep their version.';
  static override examples = [
    { description: 'To the release before', command: '<%= config.bin %> <%= command.id %> web' },
    {
      description: 'To a certain release',
      command: '<%= config.bin %> <%= command.id %> web rel-k3v7q2xw5mzt4n6ypa2b',
    },
  ];
  static override args = {
    template: Args.string({ description: 'Name or id of the template', required: true }),
    release: Args.string({ description: 'Id of the release to go back to; the one before the active one if absent' }),
  };

  async run() {
    const { client } = this;
    const template = await findTemplate(client, this.args.template);
    const body = { releaseId: this.args.release };
    const result = await client.call('rollbackTemplate', { params: { templateId: template.id }, body });
    this.say(`New sessions of ${template.name} get version ${result.release.versionNumber} again.`);
    this.log('%s', result.release.id);
    if (template.activeVersion !== null) {
      this.hint(`Undo: flare template promote ${asArgument(template.name)} ${template.activeVersion.number}`);
    }
    return result;
  }
}
