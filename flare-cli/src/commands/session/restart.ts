import { appPort, appWords, type components } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT, Failure } from '../../failures.ts';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { awaitApp, restartApp } from '../../up/await-app.ts';
import { bringUp, outlookOf } from '../../up/bring-up.ts';
import { asArgument } from '../../output/text.ts';

export default class SessionRestart extends FlareCommand<typeof SessionRestart> {
  static override summary = 'Restart a session';
  static override description = `Stops the session, starts it again, and waits until it runs. With --app, only the manifest's start command is ended and run again,
and waited for: files, terminals and the machine stay as they are. If the app is not up then, the command fails with the end of its log.`;
  static override examples = [
    { description: 'Restart a session', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'Its app alone', command: '<%= config.bin %> <%= command.id %> fix-checkout --app' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };

  static override flags = {
    app: Flags.boolean({ description: 'Restart the app alone' }),
    'wait-seconds': Flags.integer({
      default: 60,
      min: 0,
      description: 'With --app: how long to wait for the app to be up',
      helpValue: '<n>',
    }),
  };

  async run() {
    const { client } = this;
    const before = await findSession(client, this.args.session);
    if (this.flags.app) return this.#restartApp(before);
    const session = await bringUp(client, before, 'restartSession', this.jsonEnabled());
    this.say(`${session.name} runs again.`);
    const outlook = outlookOf(session);
    if (outlook !== undefined) this.say(outlook);
    const port = appPort(session);
    if (port !== null) this.log('%s', port.url);
    this.hint(
      `Next: flare session preview ${asArgument(session.name)}, or flare session terminal ${asArgument(session.name)}`,
    );
    return session;
  }

  async #restartApp(before: components['schemas']['Session']) {
    const { client } = this;
    const begun = await restartApp(client, before);
    if (begun.app === null) throw nothingToRestart(before.name);
    const waiting = { client, seconds: this.flags['wait-seconds'], quiet: this.jsonEnabled() };
    const { session, trouble } = await awaitApp(waiting, begun);
    if (trouble !== undefined) throw trouble;
    this.say(`${appWords(session)}.`);
    const port = appPort(session);
    if (port !== null) this.log('%s', port.url);
    return session;
  }
}

const nothingToRestart = (name: string) =>
  new Failure({
    code: 'no_app',
    title: `${name} has no app to restart`,
    detail: 'Its manifest has no start command.',
    next: `Restart the session as a whole: flare session restart ${asArgument(name)}`,
    exitCode: EXIT.conflict,
  });
