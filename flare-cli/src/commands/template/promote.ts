import * as Args from '@oclif/core/args';
import { findTemplate, findVersion } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class TemplatePromote extends FlareCommand<typeof TemplatePromote> {
  static override summary = 'Promote a version';
  static override description = 'New sessions get it from now on; those that exist keep theirs.';
  static override examples = [
    { description: 'The newest version that is ready', command: '<%= config.bin %> <%= command.id %> web' },
    { description: 'A certain version', command: '<%= config.bin %> <%= command.id %> web 3' },
  ];
  static override args = {
    template: Args.string({ description: 'Name or id of the template', required: true }),
    version: Args.string({ description: 'Number or id of the version; the newest that is ready if absent' }),
  };

  async run() {
    const { client } = this;
    const template = await findTemplate(client, this.args.template);
    const version = await findVersion(client, template.id, this.args.version);
    const body = { versionId: version.id };
    const result = await client.call('promoteTemplate', { params: { templateId: template.id }, body });
    this.say(`New sessions of ${template.name} get version ${version.number} from now on.`);
    this.log('%s', result.release.id);
    this.hint(
      template.activeVersion === null
        ? `Next: flare session create --template ${asArgument(template.name)} --start`
        : `Undo: flare template rollback ${asArgument(template.name)}`,
    );
    return result;
  }
}
