import type { components } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { findSessionId } from '../../find.ts';
import { FlareCommand, listFlags, take } from '../../flare-command.ts';
import { connectionNotices } from '../../follow/connection-notices.ts';
import { interruptible } from '../../interrupt.ts';
import { padded, plain } from '../../output/text.ts';

type SessionEvent = components['schemas']['SessionEvent'];

export default class SessionEvents extends FlareCommand<typeof SessionEvents> {
  static override summary = 'List the events of a session';
  static override description = `Newest first. With --follow, the last events and then each new one, the oldest first, until the session is deleted.
With --follow and --json, prints one JSON object per line.`;
  static override examples = [
    { description: 'As they happen', command: '<%= config.bin %> <%= command.id %> fix-checkout --follow' },
    { description: 'The last ten events', command: '<%= config.bin %> <%= command.id %> fix-checkout --limit 10' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = {
    ...listFlags,
    follow: Flags.boolean({ char: 'f', description: 'Show new events until Ctrl-C; the oldest first' }),
  };

  async run() {
    const { client } = this;
    const { limit } = this.flags;
    const sessionId = await findSessionId(client, this.args.session);
    const found = client.items('listSessionEvents', { params: { sessionId }, query: { limit: Math.min(limit, 100) } });
    const { items, more } = await take(found, limit);
    if (this.flags.follow) {
      await this.#follow(sessionId, items.toReversed());
      return undefined;
    }
    this.printTable(items, [
      { header: 'WHEN', value: ({ at }) => at },
      { header: 'EVENT', value: ({ type }) => type, rank: 1 },
      { header: 'STATE', value: ({ state }) => state, rank: 2 },
      { header: 'MESSAGE', value: ({ message }) => message, shrinks: true },
    ]);
    if (more) this.say(`There are more; show them with --limit ${limit * 2}.`);
    return items;
  }

  async #follow(sessionId: string, before: SessionEvent[]): Promise<void> {
    for (const event of before) this.#print(event);
    const stream = this.client.follow('followSessionEvents', {
      params: { sessionId },
      query: { after: before.at(-1)?.seq ?? 0 },
      onState: connectionNotices((text) => this.say(text)),
    });
    await interruptible('', async () => {
      for await (const { event, data } of stream) {
        if (event === 'event') this.#print(data);
        if (event === 'end') this.say('The session is deleted.');
      }
    });
  }

  #print(event: SessionEvent): void {
    if (this.jsonEnabled()) return this.printItem(event);
    const { at, type, state, message } = event;
    process.stdout.write(`${at}  ${padded(type, 12)}  ${padded(state, 8)}  ${plain(message)}\n`);
  }
}
