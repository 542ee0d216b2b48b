import * as Flags from '@oclif/core/flags';
import { findTemplateId } from '../../find.ts';
import { FlareCommand, limitFlag, take } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

const STATES = ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'] as const;

export default class SessionList extends FlareCommand<typeof SessionList> {
  static override summary = 'List sessions';
  static override examples = [
    { description: 'All sessions', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Running sessions', command: '<%= config.bin %> <%= command.id %> --state running' },
    { description: 'The ids, for a script', command: '<%= config.bin %> <%= command.id %> --json | jq -r ".[].id"' },
  ];
  static override flags = {
    state: Flags.option({ options: STATES, description: 'Only sessions in this state' })(),
    template: Flags.string({ description: 'Only sessions of this template, by name or id', helpValue: '<name>' }),
    search: Flags.string({ description: 'Only sessions whose name contains this', helpValue: '<text>' }),
    ...limitFlag,
  };

  async run() {
    const { client } = this;
    const { state, template, search, limit } = this.flags;
    const templateId = template === undefined ? undefined : await findTemplateId(client, template);
    const query = { state, templateId, q: search, limit: Math.min(limit, 100) };
    const { items, more } = await take(client.items('listSessions', { query }), limit);
    if (items.length === 0) {
      const all = state === undefined && template === undefined && search === undefined;
      this.say(all ? 'There are no sessions yet.' : 'No session matches.');
      this.hint('Create one: flare session create --template <name> --start');
      return items;
    }
    this.printTable(items, [
      { header: 'NAME', value: ({ name }) => name, shrinks: true },
      { header: 'ID', value: ({ id }) => id },
      { header: 'STATE', value: (session) => session.state },
      { header: 'TEMPLATE', value: ({ templateName }) => templateName, shrinks: true },
      { header: 'OPEN PORTS', value: ({ ports }) => openPorts(ports) },
      { header: 'UPDATED', value: ({ updatedAt }) => ago(updatedAt) },
    ]);
    if (more) this.say(`There are more; show them with --limit ${limit * 2}.`);
    return items;
  }
}

function openPorts(ports: { number: number; state: string }[]): string {
  const open = ports.filter(({ state }) => state === 'open').map(({ number }) => number);
  return open.length === 0 ? '-' : open.join(', ');
}
