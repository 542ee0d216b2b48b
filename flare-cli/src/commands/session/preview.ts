import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { previewFlags, showPreview } from '../../preview.ts';

export default class SessionPreview extends FlareCommand<typeof SessionPreview> {
  static override summary = 'Show where the app of a session is';
  static override description = `Prints the address; a browser that is not signed in there is sent to sign-in. Starts a session that sleeps.
With --open, the browser is signed in by a link that works once.`;
  static override examples = [
    { description: 'Open the app', command: '<%= config.bin %> <%= command.id %> fix-checkout --open' },
    {
      description: 'The address of another port',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --port 9229',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = { ...previewFlags, open: Flags.boolean({ description: 'Open it in the browser' }) };

  async run() {
    const { client } = this;
    const { port, path, open } = this.flags;
    const sessionId = await findSessionId(client, this.args.session);
    return showPreview(
      client,
      sessionId,
      { port, path, open },
      { log: (url) => this.log('%s', url), say: (text) => this.say(text) },
    );
  }
}
