import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { commandSession } from '@burstflare/sdk';
import { findSession } from '../../find.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';
import { warningSummary } from '../../snapshots.ts';

export default class SessionStop extends FlareCommand<typeof SessionStop> {
  static override summary = 'Stop a session';
  static override description =
    'Saves the session and waits until it sleeps. Stopping a sleeping session changes nothing. A session that cannot be saved continues to run.';
  static override examples = [
    { description: 'Stop a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    {
      description: 'Stop a session that cannot be saved, and lose all changes since its last save',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --discard',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = {
    discard: Flags.boolean({ description: 'Stop without a save; all changes since the last save are lost' }),
    ...yesFlag,
  };

  async run() {
    const { discard, yes } = this.flags;
    const { id: sessionId, name } = await findSession(this.client, this.args.session);
    if (discard)
      await this.confirm(`Stop ${name} without saving it? All changes since its last save are lost for good.`, yes);
    const { client } = this;
    const session = await commandSession(client, 'stopSession', sessionId, { discard });
    this.say(discard ? `${session.name} sleeps. All changes since its last save are lost.` : `${session.name} sleeps.`);
    const { items } = await client.call('listSnapshots', { params: { sessionId }, query: { limit: 1 } });
    const [saved] = items;
    const summary = !discard && saved?.trigger === 'stop' ? warningSummary(saved) : undefined;
    if (saved && summary !== undefined)
      this.say(
        `Not everything was saved exactly as it was: ${summary}. See: flare snapshot get ${asArgument(session.name)} ${saved.id}`,
      );
    this.hint(`Start it again: flare session start ${asArgument(session.name)}`);
    return session;
  }
}
