import * as Args from '@oclif/core/args';
import { sizeText } from '@burstflare/sdk';
import { findSession } from '../../find.ts';
import { FlareCommand, listFlags, take } from '../../flare-command.ts';
import { ago, asArgument } from '../../output/text.ts';

export default class SnapshotList extends FlareCommand<typeof SnapshotList> {
  static override summary = 'List the snapshots of a session';
  static override description = 'Newest first.';
  static override examples = [
    { description: 'All of a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = { ...listFlags };

  async run() {
    const { client, flags } = this;
    const session = await findSession(client, this.args.session);
    const query = { limit: Math.min(flags.limit, 100) };
    const found = client.items('listSnapshots', { params: { sessionId: session.id }, query });
    const { items, more } = await take(found, flags.limit);
    if (items.length === 0) {
      this.say(`${session.name} has no snapshots yet.`);
      this.hint(`Create one: flare snapshot save ${asArgument(session.name)}`);
      return items;
    }
    const restored = session.lastRestoredSnapshotId;
    this.printTable(items, [
      { header: 'SNAPSHOT', value: ({ id }) => `${id}${id === restored ? ' (restored)' : ''}` },
      { header: 'LABEL', value: ({ label }) => label ?? '' },
      {
        header: 'STATE',
        value: ({ state, stateReason }) => (stateReason === null ? state : `${state}: ${stateReason}`),
        shrinks: true,
      },
      { header: 'CREATED BY', value: ({ trigger }) => trigger, rank: 3 },
      { header: 'SIZE', value: ({ bytes, state }) => (state === 'ready' ? sizeText(bytes) : '-'), rank: 2 },
      { header: 'CREATED', value: ({ createdAt }) => ago(createdAt), rank: 1 },
    ]);
    if (more) this.say(`There are more; show them with --limit ${flags.limit * 2}.`);
    return items;
  }
}
