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
    'Saves it, then waits until it sleeps. Stopping one that sleeps changes nothing. What cannot be saved goes on running.';
  static override examples = [
    { description: 'Stop a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    {
      description: 'Stop one that cannot be saved, and lose what was changed since its last save',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --discard',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = {
    discard: Flags.boolean({ description: 'Stop without a save: what was changed since the last one is lost' }),
    ...yesFlag,
  };

  async run() {
    const { discard, yes } = this.flags;
    const { id: sessionId, name } = await findSession(this.client, this.args.session);
    if (discard)
      await this.confirm(`Stop ${name} without saving it? Files changed since its last save are lost, for good.`, yes);
    const { client } = this;
    const session = await commandSession(client, 'stopSession', sessionId, { discard });
    this.say(
      discard ? `${session.name} sleeps. What was changed since its last save is gone.` : `${session.name} sleeps.`,
    );
    const { items } = await client.call('listSnapshots', { params: { sessionId }, query: { limit: 1 } });
    const [saved] = items;
    const summary = !discard && saved?.trigger === 'stop' ? warningSummary(saved) : undefined;
    if (saved && summary !== undefined)
      this.say(
        `Not all was saved as it stood: ${summary}. See: flare snapshot get ${asArgument(session.name)} ${saved.id}`,
      );
    this.hint(`Start it again: flare session start ${asArgument(session.name)}`);
    return session;
  }
}
