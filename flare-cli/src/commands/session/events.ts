import * as Args from '@oclif/core/args';
import { findSessionId } from '../../find.ts';
import { FlareCommand, limitFlag, take } from '../../flare-command.ts';

export default class SessionEvents extends FlareCommand<typeof SessionEvents> {
  static override summary = 'List the events of a session';
  static override description = 'Newest first.';
  static override examples = [
    { description: 'The last ten events', command: '<%= config.bin %> <%= command.id %> fix-checkout --limit 10' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = { ...limitFlag };

  async run() {
    const { client } = this;
    const { limit } = this.flags;
    const sessionId = await findSessionId(client, this.args.session);
    const found = client.items('listSessionEvents', { params: { sessionId }, query: { limit: Math.min(limit, 100) } });
    const { items, more } = await take(found, limit);
    this.printTable(items, [
      { header: 'WHEN', value: ({ at }) => at },
      { header: 'EVENT', value: ({ type }) => type },
      { header: 'STATE', value: ({ state }) => state },
      { header: 'MESSAGE', value: ({ message }) => message, shrinks: true },
    ]);
    if (more) this.say(`There are more; show them with --limit ${limit * 2}.`);
    return items;
  }
}
