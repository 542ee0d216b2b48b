import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { bringUp, outlookOf } from '../../up/bring-up.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionRestart extends FlareCommand<typeof SessionRestart> {
  static override summary = 'Restart a session';
  static override description = `Stops the session, starts it again, and waits until it runs. With --app, only the manifest's start command is ended and run again:
files, terminals and the machine stay as they are.`;
  static override examples = [
    { description: 'Restart a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'Its app alone', command: '<%= config.bin %> <%= command.id %> fix-checkout --app' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  static override flags = { app: Flags.boolean({ description: 'Restart the app alone' }) };

  async run() {
    const { client } = this;
    const before = await findSession(client, this.args.session);
    if (this.flags.app) {
      const params = { sessionId: before.id };
      const app = await client.call('restartSessionApp', { params });
      this.say(`The app of ${before.name} was restarted and is ${app.state}.`);
      return client.call('getSession', { params });
    }
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
