import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { openBrowser } from '../../open-browser.ts';

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
  static override flags = {
    port: Flags.integer({
      min: 1,
      max: 65_535,
      description: 'Which port; the first that the manifest names if absent',
    }),
    path: Flags.string({ description: 'Where in the app to land', helpValue: '</path>' }),
    open: Flags.boolean({ description: 'Open it in the browser' }),
  };

  async run() {
    const { client } = this;
    const { port, path, open } = this.flags;
    const sessionId = await findSessionId(client, this.args.session);
    // The sign-in link is a credential: it goes to the browser, not into logs.
    const {
      signInUrl,
      expiresAt: _,
      ...preview
    } = await client.call('openPreview', {
      params: { sessionId },
      query: { port, path },
    });
    this.log('%s', preview.url);
    if (preview.state !== 'open') this.say(`Nothing listens on port ${preview.port} yet.`);
    if (open && !(await openBrowser(signInUrl)))
      this.say('No browser could be opened here; open the address yourself.');
    return preview;
  }
}
