import { type components, isAppCrashing } from '@burstflare/sdk';
import * as Flags from '@oclif/core/flags';
import { findTemplateId } from '../../find.ts';
import { watch } from '../../follow/watch.ts';
import { FlareCommand, listFlags, take, watchFlag } from '../../flare-command.ts';
import { type Column, rowText } from '../../output/table.ts';
import { ago } from '../../output/text.ts';

const STATES = ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'] as const;

type Session = components['schemas']['Session'];

const COLUMNS: Column<Session>[] = [
  { header: 'NAME', value: ({ name }) => name },
  { header: 'ID', value: ({ id }) => id, rank: 4 },
  { header: 'STATE', value: ({ state }) => state },
  { header: 'APP', value: ({ app }) => appCell(app), rank: 1 },
  { header: 'TEMPLATE', value: ({ templateName }) => templateName, rank: 3 },
  { header: 'OPEN PORTS', value: ({ ports }) => openPorts(ports), rank: 1 },
  { header: 'UPDATED', value: ({ updatedAt }) => ago(updatedAt), rank: 2 },
];

export default class SessionList extends FlareCommand<typeof SessionList> {
  static override aliases = ['ls'];
  static override summary = 'List sessions';
  static override description = `With --watch, shows each change as it happens: a terminal shows the present list, a pipe gets a line for each
change, with --json a JSON object.`;
  static override examples = [
    { description: 'All sessions', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'As they change', command: '<%= config.bin %> <%= command.id %> --watch' },
    { description: 'Running sessions', command: '<%= config.bin %> <%= command.id %> --state running' },
    { description: 'The ids, for a script', command: '<%= config.bin %> <%= command.id %> --json | jq -r ".[].id"' },
  ];
  static override flags = {
    state: Flags.option({
      options: STATES,
      multiple: true,
      description: 'Only sessions in this state; repeat it for several',
    })(),
    template: Flags.string({ description: 'Only sessions of this template, by name or id', helpValue: '<name>' }),
    search: Flags.string({ description: 'Only sessions whose name contains this', helpValue: '<text>' }),
    ...listFlags,
    ...watchFlag,
  };

  async run() {
    const { client } = this;
    const { state, template, search, limit } = this.flags;
    const templateId = template === undefined ? undefined : await findTemplateId(client, template);
    const query = { state, templateId, q: search, limit: Math.min(limit, 100) };
    const read = () => take(client.items('listSessions', { query }), limit);
    if (this.flags.watch) {
      await watch({
        client,
        kind: 'session',
        read: async () => (await read()).items,
        readOne: (sessionId) => client.call('getSession', { params: { sessionId } }),
        fits: (session) =>
          (state?.includes(session.state) ?? true) &&
          (templateId === undefined || session.templateId === templateId) &&
          (search === undefined || session.name.toLowerCase().includes(search.toLowerCase())),
        drawing: (sessions) =>
          sessions.length === 0 ? 'There are no such sessions.' : this.tableText(sessions.slice(0, limit), COLUMNS),
        line: (session) => rowText(session, COLUMNS),
        goneLine: (session) => rowText({ ...session, state: 'deleted', ports: [] }, COLUMNS),
        say: (text) => this.say(text),
        print: this.itemPrinter,
      });
      return undefined;
    }
    const { items, more } = await read();
    if (items.length === 0) {
      const all = state === undefined && template === undefined && search === undefined;
      this.say(all ? 'There are no sessions yet.' : 'No session matches.');
      this.hint('Create one: flare session create --template <name> --start');
      return items;
    }
    this.printTable(items, COLUMNS);
    if (more) this.say(`There are more; show them with --limit ${limit * 2}.`);
    return items;
  }
}

/** In a word, as the columns beside it say the rest. */
function appCell(app: Session['app']): string {
  if (app === null) return '-';
  return isAppCrashing(app) ? 'crashed' : app.state;
}

function openPorts(ports: { number: number; state: string }[]): string {
  const open = ports.filter(({ state }) => state === 'open').map(({ number }) => number);
  return open.length === 0 ? '-' : open.join(', ');
}
