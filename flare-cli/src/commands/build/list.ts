import * as Flags from '@oclif/core/flags';
import type { Query } from '@burstflare/sdk';
import { findTemplateId } from '../../find.ts';
import { FlareCommand, limitFlag, take } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

const STATUSES = ['queued', 'building', 'succeeded', 'retrying', 'dead_lettered'] as const;

export default class BuildList extends FlareCommand<typeof BuildList> {
  static override summary = 'List builds';
  static override description = 'Newest first.';
  static override examples = [
    { description: 'Of the workspace', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Those of a template that failed for good',
      command: '<%= config.bin %> <%= command.id %> --template web --status dead_lettered',
    },
  ];
  static override flags = {
    template: Flags.string({ description: 'Only builds of this template, by name or id', helpValue: '<name>' }),
    status: Flags.option({ options: STATUSES, description: 'Only builds in this state' })(),
    ...limitFlag,
  };

  async run() {
    const { client, flags } = this;
    const templateId = flags.template === undefined ? undefined : await findTemplateId(client, flags.template);
    const query: Query<'listBuilds'> = { templateId, status: flags.status, limit: Math.min(flags.limit, 100) };
    const { items, more } = await take(client.items('listBuilds', { query }), flags.limit);
    if (items.length === 0) {
      this.say('There are no such builds.');
      return items;
    }
    this.printTable(items, [
      { header: 'BUILD', value: ({ id }) => id },
      { header: 'TEMPLATE', value: ({ templateName }) => templateName, shrinks: true },
      { header: 'VERSION', value: ({ versionNumber }) => String(versionNumber) },
      { header: 'STATUS', value: ({ status }) => status },
      { header: 'ATTEMPTS', value: ({ attempts, maxAttempts }) => `${attempts}/${maxAttempts}` },
      {
        header: 'REASON',
        value: ({ status, lastError }) => (status === 'succeeded' ? '' : (lastError ?? '')),
        shrinks: true,
      },
      { header: 'QUEUED', value: ({ queuedAt }) => ago(queuedAt) },
    ]);
    if (more) this.say(`There are more; show them with --limit ${flags.limit * 2}.`);
    return items;
  }
}
