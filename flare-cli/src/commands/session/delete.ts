import { type components, deleteSession } from '@burstflare/sdk';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { allFlag, chosenSessions, forEach, namesOf, oneOrAll, sessionsArgs } from '../../several.ts';

export default class SessionDelete extends FlareCommand<typeof SessionDelete> {
  static override summary = 'Delete sessions';
  static override description = 'Deletes the machine and the disk of each session for good.';
  static override examples = [
    { description: 'Delete a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'Without being asked', command: '<%= config.bin %> <%= command.id %> fix-checkout --yes' },
    { description: 'Two of them', command: '<%= config.bin %> <%= command.id %> fix-checkout old-try' },
  ];
  static override args = sessionsArgs;
  static override flags = { ...allFlag, ...yesFlag };

  async run() {
    const { client, args, flags } = this;
    const sessions = await chosenSessions(client, args.session, flags.all, () => true);
    if (sessions.length === 0) {
      this.say('There are no sessions.');
      return [];
    }
    const [only] = sessions;
    const which =
      only !== undefined && sessions.length === 1
        ? `the session ${only.name} (${only.state}) and its files`
        : `the sessions ${namesOf(sessions)} and their files`;
    await this.confirm(`Delete ${which} for good?`, flags.yes);
    return oneOrAll(await forEach(sessions, (session) => this.#delete(session)), args.session);
  }

  async #delete(session: components['schemas']['Session']) {
    await deleteSession(this.client, session.id);
    this.say(`Deleted ${session.name}.`);
    return { ...session, state: 'deleted' };
  }
}
