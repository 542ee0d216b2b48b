import { appPort, type components } from '@burstflare/sdk';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { allFlag, chosenSessions, forEach, namesOf, oneOrAll, sessionsArgs } from '../../several.ts';
import { bringUp, outlookOf } from '../../up/bring-up.ts';
import { asArgument } from '../../output/text.ts';

type Session = components['schemas']['Session'];

export default class SessionStart extends FlareCommand<typeof SessionStart> {
  static override summary = 'Start sessions';
  static override description = `Waits until each session runs, says how its app is, and prints the address of its preview.
Starting a running session changes nothing; see session restart --app where its app is down.`;
  static override examples = [
    { description: 'Start a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'All that sleep', command: '<%= config.bin %> <%= command.id %> --all' },
  ];
  static override args = sessionsArgs;
  static override flags = { ...allFlag, ...yesFlag };

  async run() {
    const { client, args, flags } = this;
    const fits = ({ state }: Session) => ['created', 'sleeping', 'failed'].includes(state);
    const sessions = await chosenSessions(client, args.session, flags.all, fits);
    if (sessions.length === 0) {
      this.say('No session waits to be started.');
      return [];
    }
    if (flags.all) await this.confirm(`Start ${namesOf(sessions)}?`, flags.yes);
    return oneOrAll(await forEach(sessions, (session) => this.#start(session)), args.session);
  }

  async #start(before: Session): Promise<Session> {
    const { client } = this;
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
