import * as Args from '@oclif/core/args';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { bringUp, outlookOf } from '../../up/bring-up.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionRestart extends FlareCommand<typeof SessionRestart> {
  static override summary = 'Restart a session';
  static override description = 'Stops the session, starts it again, and waits until it runs.';
  static override examples = [
    { description: 'Restart a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  async run() {
    const { client } = this;
    const before = await findSession(client, this.args.session);
    const session = await bringUp(client, before, 'restartSession', this.jsonEnabled());
    this.say(`${session.name} runs again.`);
    const outlook = outlookOf(session);
    if (outlook !== undefined) this.hint(outlook);
    this.hint(
      `Next: flare session preview ${asArgument(session.name)}, or flare session terminal ${asArgument(session.name)}`,
    );
    return session;
  }
}
