import * as Flags from '@oclif/core/flags';
import { FlareCommand, listFlags, take } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

export default class TemplateList extends FlareCommand<typeof TemplateList> {
  static override summary = 'List templates';
  static override examples = [
    { description: 'All templates', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Those that are archived', command: '<%= config.bin %> <%= command.id %> --state archived' },
  ];
  static override flags = {
    state: Flags.option({ options: ['active', 'archived'] as const, description: 'Only templates in this state' })(),
    search: Flags.string({ description: 'Only templates whose name contains this', helpValue: '<text>' }),
    ...listFlags,
  };

  async run() {
    const { state, search, limit } = this.flags;
    const found = this.client.items('listTemplates', {
      query: { state: state && [state], q: search, limit: Math.min(limit, 100) },
    });
    const { items, more } = await take(found, limit);
    if (items.length === 0) {
      this.say(state === undefined && search === undefined ? 'There are no templates yet.' : 'No template fits.');
      this.hint('Create one, and a session from it: flare up <folder>');
      return items;
    }
    this.printTable(items, [
      { header: 'NAME', value: ({ name }) => name },
      { header: 'ID', value: ({ id }) => id, rank: 3 },
      { header: 'STATE', value: (template) => template.state },
      { header: 'ACTIVE', value: ({ activeVersion }) => (activeVersion === null ? '-' : `v${activeVersion.number}`) },
      { header: 'VERSIONS', value: ({ versionCount }) => String(versionCount), rank: 1 },
      { header: 'UPDATED', value: ({ updatedAt }) => ago(updatedAt), rank: 2 },
    ]);
    if (more) this.say(`There are more; show them with --limit ${limit * 2}.`);
    return items;
  }
}
