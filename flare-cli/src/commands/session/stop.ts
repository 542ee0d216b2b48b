import * as Flags from '@oclif/core/flags';
import { commandSession, type components } from '@burstflare/sdk';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';
import { allFlag, chosenSessions, forEach, namesOf, oneOrAll, sessionsArgs } from '../../several.ts';
import { warningSummary } from '../../snapshots.ts';

export default class SessionStop extends FlareCommand<typeof SessionStop> {
  static override summary = 'Stop sessions';
  static override description =
    'Saves each session and waits until it sleeps. Stopping a sleeping session changes nothing. A session that cannot be saved continues to run.';
  static override examples = [
    { description: 'Stop a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'Stop all that run', command: '<%= config.bin %> <%= command.id %> --all' },
    {
      description: 'Stop a session that cannot be saved, and lose all changes since its last save',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --discard',
    },
  ];
  static override args = sessionsArgs;
  static override flags = {
    discard: Flags.boolean({ description: 'Stop without a save; all changes since the last save are lost' }),
    ...allFlag,
    ...yesFlag,
  };

  async run() {
    const { client, args, flags } = this;
    const { discard, all, yes } = flags;
    const sessions = await chosenSessions(client, args.session, all, ({ state }) => state === 'running');
    if (sessions.length === 0) {
      this.say('No session runs.');
      return [];
    }
    const which = namesOf(sessions);
    if (discard)
      await this.confirm(
        `Stop ${which} without saving? All changes since ${sessions.length === 1 ? 'its' : 'their'} last save are lost for good.`,
        yes,
      );
    else if (all) await this.confirm(`Stop ${which}?`, yes);
    return oneOrAll(await forEach(sessions, (session) => this.#stop(session, discard)), args.session);
  }

  async #stop({ id: sessionId }: components['schemas']['Session'], discard: boolean) {
    const { client } = this;
    const session = await commandSession(client, 'stopSession', sessionId, { discard });
    this.say(discard ? `${session.name} sleeps. All changes since its last save are lost.` : `${session.name} sleeps.`);
    const { items } = await client.call('listSnapshots', { params: { sessionId }, query: { limit: 1 } });
    const [saved] = items;
    const summary = !discard && saved?.trigger === 'stop' ? warningSummary(saved) : undefined;
    if (saved && summary !== undefined)
      this.say(
        `Not everything was saved exactly as it was: ${summary}. See: flare snapshot get ${asArgument(session.name)} ${saved.id}`,
      );
    this.hint(`Start it again: flare session start ${asArgument(session.name)}`);
    return session;
  }
}
