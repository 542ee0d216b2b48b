import { appPort } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { bringUp, outlookOf } from '../../up/bring-up.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionStart extends FlareCommand<typeof SessionStart> {
  static override summary = 'Start a session';
  static override description = `Waits until the session runs, says how its app is, and prints the address of its preview.
Starting a running session changes nothing; see session restart --app where its app is down.`;
  static override examples = [
    { description: 'Start a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  async run() {
    const { client } = this;
    const before = await findSession(client, this.args.session);
    const session = await bringUp(client, before, 'startSession', this.jsonEnabled());
    this.say(before.state === 'running' ? `${session.name} runs already.` : `${session.name} runs.`);
    const outlook = outlookOf(session);
    if (outlook !== undefined) this.say(outlook);
    const port = appPort(session);
    if (port !== null) this.log('%s', port.url);
    this.hint(
      `Next: flare session preview ${asArgument(session.name)}, or flare session terminal ${asArgument(session.name)}`,
    );
    return session;
  }
}
