import * as Args from '@oclif/core/args';
import { findTemplate } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { ago, asArgument } from '../../output/text.ts';

export default class TemplateGet extends FlareCommand<typeof TemplateGet> {
  static override summary = 'Show a template';
  static override examples = [
    { description: 'By name', command: '<%= config.bin %> <%= command.id %> web' },
    {
      description: 'The active version alone',
      command: '<%= config.bin %> <%= command.id %> web --json | jq .activeVersion',
    },
  ];
  static override args = { template: Args.string({ description: 'Name or id of the template', required: true }) };

  async run() {
    const template = await findTemplate(this.client, this.args.template);
    const { activeVersion, archivedAt } = template;
    this.printFields([
      ['Name', template.name],
      ['Id', template.id],
      ['Description', template.description === '' ? undefined : template.description],
      ['State', archivedAt === null ? template.state : `${template.state} (${ago(archivedAt)})`],
      ['Active version', activeVersion === null ? 'none' : `${activeVersion.number} (${activeVersion.id})`],
      ['Release', template.activeReleaseId ?? undefined],
      ['Versions', String(template.versionCount)],
      ['Created', ago(template.createdAt)],
      ['Updated', ago(template.updatedAt)],
    ]);
    if (activeVersion === null)
      this.hint(`No sessions can be created from it yet. Next: flare template promote ${asArgument(template.name)}`);
    return template;
  }
}
