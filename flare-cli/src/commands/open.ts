import * as Args from '@oclif/core/args';
import { findSessionId } from '../find.ts';
import { FlareCommand } from '../flare-command.ts';
import { previewFlags, showPreview } from '../preview.ts';

export default class Open extends FlareCommand<typeof Open> {
  static override summary = 'Open the app of a session in the browser';
  static override description = 'As session preview with --open. Starts a session that sleeps.';
  static override examples = [
    { description: 'Open the app', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = previewFlags;

  async run() {
    const { client } = this;
    const { port, path } = this.flags;
    const sessionId = await findSessionId(client, this.args.session);
    const out = { log: (url: string) => this.log('%s', url), say: (text: string) => this.say(text) };
    return showPreview(client, sessionId, { port, path, open: true }, out);
  }
}
