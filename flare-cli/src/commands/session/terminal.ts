import { randomBytes } from 'node:crypto';
import { type TerminalEnd, terminalName } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { usageFailure } from '../../failures.ts';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { bringUp } from '../../up/bring-up.ts';
import { attachTerminal } from '../../terminal/attach.ts';
import { pipeTerminal } from '../../terminal/pipe.ts';
import { asArgument } from '../../output/text.ts';

/** As shells count it: 128 and the signal's number. */
const SIGNAL_BASE = 128;

export default class SessionTerminal extends FlareCommand<typeof SessionTerminal> {
  static override summary = 'Open a shell in a session';
  static override description = `The shell continues to run when you detach or the connection is lost; attaching again shows its screen.
At the start of a line, ~. detaches, ~? lists the escapes and ~~ sends a tilde.
If standard input or output is not a terminal, the command runs the script on standard input in a bash of its own and ends with its exit
code. Standard output is what the script prints, byte for byte, errors included: no prompt, no echo.`;
  static override examples = [
    { description: 'Open a shell', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'Open a second shell', command: '<%= config.bin %> <%= command.id %> fix-checkout --name logs' },
    {
      description: 'Run commands from a script',
      command: '$ echo "npm test" | <%= config.bin %> <%= command.id %> fix-checkout',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = {
    name: Flags.string({ description: 'Which of the session’s terminals; main if absent', helpValue: '<name>' }),
    start: Flags.boolean({ description: 'Start the session first if it does not run' }),
  };

  async run() {
    if (this.jsonEnabled()) throw usageFailure('A terminal has no JSON', 'Omit --json.');
    const { client, flags } = this;
    if (flags.name !== undefined && !terminalName.test(flags.name))
      throw usageFailure(
        `A terminal cannot be named ${asArgument(flags.name)}`,
        'Use at most 32 small letters, digits and hyphens, with no hyphen first.',
      );
    let session = await findSession(client, this.args.session);
    if (flags.start && session.state !== 'running') session = await bringUp(client, session, 'startSession', false);
    const isPerson = process.stdin.isTTY === true && process.stdout.isTTY === true;
    if (!isPerson && flags.name !== undefined)
      throw usageFailure('A script has a shell of its own', 'Omit --name, or attach from a terminal.');
    const terminalId = flags.name ?? (isPerson ? 'main' : `pipe-${randomBytes(6).toString('hex')}`);
    if (isPerson) this.hint(`Attaching to ${session.name}. At the start of a line, ~. detaches.`);
    const attach = isPerson ? attachTerminal : pipeTerminal;
    this.finish(await attach({ client, sessionId: session.id, terminalId }), session.name);
  }

  private finish(end: TerminalEnd, name: string): void {
    if (end.reason === 'failed') throw end.error ?? new Error('The terminal ended without a reason');
    if (end.reason === 'detached') {
      this.hint(`Detached; the shell continues to run. Attach again: flare session terminal ${asArgument(name)}`);
      return;
    }
    const { code = 0, signal = null } = end;
    const exitCode = signal === null ? code : SIGNAL_BASE + signal;
    if (exitCode !== 0) this.exit(exitCode);
  }
}
