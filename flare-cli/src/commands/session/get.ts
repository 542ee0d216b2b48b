import { limitWords } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

export default class SessionGet extends FlareCommand<typeof SessionGet> {
  static override summary = 'Show a session';
  static override examples = [
    { description: 'By name', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    {
      description: 'The state alone',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --json | jq -r .state',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  async run() {
    const session = await findSession(this.client, this.args.session);
    const { stateReason, runtime, ports, sleepTtlSeconds } = session;
    // The session is what was asked for: without health, its limits are not known.
    const health = this.jsonEnabled() ? null : await this.client.call('getHealth').catch(() => null);
    const limits = health === null ? null : limitWords(health.sessions.limits);
    this.printFields([
      ['Name', session.name],
      ['Id', session.id],
      ['State', session.state],
      ['Because', stateReason === null ? undefined : `${stateReason.message} (${ago(stateReason.at)})`],
      ['Template', `${session.templateName} (${session.templateId})`],
      ['Version', session.templateVersionId],
      ['Image', session.image],
      ['Kept', session.persistedPaths.join(', ')],
      ['Sleeps for', sleepTtlSeconds === null ? undefined : `at most ${sleepTtlSeconds} seconds`],
      ['Machine', runtime.isolation === null ? runtime.state : `${runtime.state}, ${runtime.isolation}`],
      ['Limits', limits?.held],
      ...(limits?.gaps ?? []).map((gap): [string, string] => ['', gap]),
      ['Started', runtime.lastStartedAt === null ? 'never' : ago(runtime.lastStartedAt)],
      ['Created', ago(session.createdAt)],
    ]);
    if (ports.length > 0) {
      this.log('');
      this.printTable(ports, [
        { header: 'PORT', value: ({ number }) => String(number) },
        { header: 'LABEL', value: ({ label }) => label ?? '-', shrinks: true },
        { header: 'STATE', value: ({ state }) => state },
        { header: 'URL', value: ({ url }) => url },
      ]);
    }
    return session;
  }
}
