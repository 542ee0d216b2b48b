import * as Args from '@oclif/core/args';
import { deleteSession } from '@burstflare/sdk';
import { findSession } from '../../find.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';

export default class SessionDelete extends FlareCommand<typeof SessionDelete> {
  static override summary = 'Delete a session';
  static override description = 'Deletes the session’s machine and disk for good.';
  static override examples = [
    { description: 'Delete a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'Without being asked', command: '<%= config.bin %> <%= command.id %> fix-checkout --yes' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = { ...yesFlag };

  async run() {
    const { client } = this;
    const session = await findSession(client, this.args.session);
    const { id, name, state } = session;
    await this.confirm(`Delete the session ${name} (${state}) and its files for good?`, this.flags.yes);
    await deleteSession(client, id);
    this.say(`Deleted ${name}.`);
    return { ...session, state: 'deleted' };
  }
}
