import * as Args from '@oclif/core/args';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionRename extends FlareCommand<typeof SessionRename> {
  static override summary = 'Rename a session';
  static override description = 'In any state. The addresses of its previews stay.';
  static override examples = [
    { description: 'Rename a session', command: '<%= config.bin %> <%= command.id %> fix-checkout fix-payment' },
  ];
  static override args = {
    session: Args.string({ description: 'Name or id of the session', required: true }),
    name: Args.string({ description: 'Its new name', required: true }),
  };

  async run() {
    const { id: sessionId, name: before } = await findSession(this.client, this.args.session);
    const session = await this.client.call('updateSession', {
      params: { sessionId },
      body: { name: this.args.name },
    });
    this.say(`Renamed ${before} to ${session.name}.`);
    this.hint(`Undo: flare session rename ${asArgument(session.name)} ${asArgument(before)}`);
    return session;
  }
}
