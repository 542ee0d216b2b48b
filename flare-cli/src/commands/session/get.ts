import { appWords, type components, limitWords } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import { findSession } from '../../find.ts';
import { watch } from '../../follow/watch.ts';
import { FlareCommand, watchFlag } from '../../flare-command.ts';
import { fields } from '../../output/table.ts';
import { ago, plain } from '../../output/text.ts';

type Session = components['schemas']['Session'];

export default class SessionGet extends FlareCommand<typeof SessionGet> {
  static override summary = 'Show a session';
  static override description = 'With --watch, shows the session anew with each change, until it is deleted.';
  static override examples = [
    { description: 'By name', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'As it changes', command: '<%= config.bin %> <%= command.id %> fix-checkout --watch' },
    {
      description: 'The state alone',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --json | jq -r .state',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  static override flags = { ...watchFlag };

  async run() {
    const { client, flags } = this;
    const session = await findSession(client, this.args.session);
    // The session is what was asked for: without health, its limits are not known.
    const health = this.jsonEnabled() ? null : await client.call('getHealth').catch(() => null);
    const limits = health === null ? null : limitWords(health.sessions.limits);
    if (!flags.watch) {
      this.log('%s', this.#text(session, limits));
      return session;
    }
    const readOne = (sessionId: string) => client.call('getSession', { params: { sessionId } });
    await watch({
      client,
      kind: 'session',
      read: async () => [await readOne(session.id)],
      readOne,
      fits: ({ id }) => id === session.id,
      drawing: (sessions) => sessions.map((present) => this.#text(present, limits)).join('\n'),
      line: (present) => `${this.#text(present, limits)}\n`,
      goneLine: ({ name }) => `${plain(name)} is deleted.`,
      endsWhenGone: true,
      say: (text) => this.say(text),
      print: this.itemPrinter,
    });
    return undefined;
  }

  #text(session: Session, limits: ReturnType<typeof limitWords>): string {
    const { stateReason, runtime, ports, sleepTtlSeconds } = session;
    const facts = fields([
      ['Name', session.name],
      ['Id', session.id],
      ['State', session.state],
      ['Because', stateReason === null ? undefined : `${stateReason.message} (${ago(stateReason.at)})`],
      ['App', appText(session)],
      ['Template', `${session.templateName} (${session.templateId})`],
      ['Version', session.templateVersionId],
      ['Image', session.image],
      ['Kept', session.persistedPaths.join(', ')],
      [
        'Keep asleep',
        sleepTtlSeconds === null ? undefined : `for ${sleepTtlSeconds} seconds; nothing is purged by it yet`,
      ],
      ['Machine', runtime.isolation === null ? runtime.state : `${runtime.state}, ${runtime.isolation}`],
      ['Limits', limits?.held],
      ...(limits?.gaps ?? []).map((gap): [string, string] => ['', gap]),
      ['Started', runtime.lastStartedAt === null ? 'never' : ago(runtime.lastStartedAt)],
      ['Created', ago(session.createdAt)],
    ]);
    if (ports.length === 0) return facts;
    const table = this.tableText(ports, [
      { header: 'PORT', value: ({ number }) => String(number) },
      { header: 'LABEL', value: ({ label }) => label ?? '-', rank: 2, shrinks: true },
      { header: 'STATE', value: ({ state }) => state, rank: 1 },
      { header: 'URL', value: ({ url }) => url },
    ]);
    return `${facts}\n\n${table}`;
  }
}

function appText(session: Session): string | undefined {
  const { app } = session;
  return app === null || app.state === 'stopped' ? undefined : `${appWords(session)} (${ago(app.at)})`;
}
