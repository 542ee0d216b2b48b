import * as Flags from '@oclif/core/flags';
import type { components, Query } from '@burstflare/sdk';
import { findTemplateId } from '../../find.ts';
import { watch } from '../../follow/watch.ts';
import { FlareCommand, listFlags, take, watchFlag } from '../../flare-command.ts';
import { type Column, rowText } from '../../output/table.ts';
import { ago } from '../../output/text.ts';

const STATES = ['queued', 'building', 'succeeded', 'retrying', 'dead_lettered'] as const;

type Build = components['schemas']['Build'];

const COLUMNS: Column<Build>[] = [
  { header: 'BUILD', value: ({ id }) => id },
  { header: 'TEMPLATE', value: ({ templateName }) => templateName },
  { header: 'VERSION', value: ({ versionNumber }) => String(versionNumber) },
  { header: 'STATE', value: ({ state }) => state },
  { header: 'ATTEMPTS', value: ({ attempts, maxAttempts }) => `${attempts}/${maxAttempts}`, rank: 3 },
  {
    header: 'REASON',
    value: ({ state, lastError }) => (state === 'succeeded' ? '' : (lastError ?? '')),
    rank: 1,
    shrinks: true,
  },
  { header: 'QUEUED', value: ({ queuedAt }) => ago(queuedAt), rank: 2 },
];

export default class BuildList extends FlareCommand<typeof BuildList> {
  static override summary = 'List builds';
  static override description = 'Newest first. With --watch, shows each change as it happens.';
  static override examples = [
    { description: 'Of the workspace', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Those of a template that failed for good',
      command: '<%= config.bin %> <%= command.id %> --template web --state dead_lettered',
    },
  ];
  static override flags = {
    template: Flags.string({ description: 'Only builds of this template, by name or id', helpValue: '<name>' }),
    state: Flags.option({
      options: STATES,
      multiple: true,
      description: 'Only builds in this state; repeat it for several',
    })(),
    ...listFlags,
    ...watchFlag,
  };

  async run() {
    const { client, flags } = this;
    const templateId = flags.template === undefined ? undefined : await findTemplateId(client, flags.template);
    const query: Query<'listBuilds'> = { templateId, state: flags.state, limit: Math.min(flags.limit, 100) };
    const read = () => take(client.items('listBuilds', { query }), flags.limit);
    if (flags.watch) {
      await watch({
        client,
        kind: 'build',
        read: async () => (await read()).items,
        readOne: (buildId) => client.call('getBuild', { params: { buildId } }),
        fits: (build) =>
          (flags.state?.includes(build.state) ?? true) && (templateId === undefined || build.templateId === templateId),
        drawing: (builds) =>
          builds.length === 0 ? 'There are no such builds.' : this.tableText(builds.slice(0, flags.limit), COLUMNS),
        line: (build) => rowText(build, COLUMNS),
        goneLine: ({ id }) => `${id}  deleted`,
        say: (text) => this.say(text),
        print: this.itemPrinter,
      });
      return undefined;
    }
    const { items, more } = await read();
    if (items.length === 0) {
      this.say('There are no such builds.');
      return items;
    }
    this.printTable(items, COLUMNS);
    if (more) this.say(`There are more; show them with --limit ${flags.limit * 2}.`);
    return items;
  }
}
