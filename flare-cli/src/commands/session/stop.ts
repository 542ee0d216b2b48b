import * as Args from '@oclif/core/args';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionStop extends FlareCommand<typeof SessionStop> {
  static override summary = 'Stop a session';
  static override description = 'Waits until it sleeps. Stopping one that sleeps changes nothing.';
  static override examples = [
    { description: 'Stop a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  async run() {
    const sessionId = await findSessionId(this.client, this.args.session);
    const session = await this.client.call('stopSession', { params: { sessionId } });
    this.say(`${session.name} sleeps.`);
    this.hint(`Start it again: flare session start ${asArgument(session.name)}`);
    return session;
  }
}
