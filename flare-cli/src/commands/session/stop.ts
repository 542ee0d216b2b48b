import * as Args from '@oclif/core/args';
import { commandSession } from '@burstflare/sdk';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';
import { warningSummary } from '../../snapshot-warnings.ts';

export default class SessionStop extends FlareCommand<typeof SessionStop> {
  static override summary = 'Stop a session';
  static override description = 'Waits until it sleeps. Stopping one that sleeps changes nothing.';
  static override examples = [
    { description: 'Stop a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  async run() {
    const sessionId = await findSessionId(this.client, this.args.session);
    const { client } = this;
    const session = await commandSession(client, 'stopSession', sessionId);
    this.say(`${session.name} sleeps.`);
    const { items } = await client.call('listSnapshots', { params: { sessionId }, query: { limit: 1 } });
    const [saved] = items;
    const summary = saved?.trigger === 'stop' ? warningSummary(saved) : undefined;
    if (saved && summary !== undefined)
      this.say(
        `Not all was saved as it stood: ${summary}. See: flare snapshot get ${asArgument(session.name)} ${saved.id}`,
      );
    this.hint(`Start it again: flare session start ${asArgument(session.name)}`);
    return session;
  }
}
