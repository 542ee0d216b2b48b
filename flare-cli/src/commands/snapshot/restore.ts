import * as Flags from '@oclif/core/flags';
import { restoreSession, saveSession } from '@burstflare/sdk';
import { EXIT, Failure } from '../../failures.ts';
import { findSession } from '../../find.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { interruptible } from '../../interrupt.ts';
import { asArgument } from '../../output/text.ts';
import { findSnapshot, snapshotArgs } from '../../snapshots.ts';

export default class SnapshotRestore extends FlareCommand<typeof SnapshotRestore> {
  static override summary = 'Restore a session’s files from a snapshot';
  static override description = `A running session gets the files at once, and its app is restarted; any other session gets them at its next start.
What the session holds now is lost, unless --save keeps it first.`;
  static override examples = [
    { description: 'The newest', command: '<%= config.bin %> <%= command.id %> fix-checkout latest' },
    {
      description: 'Save the present files as a snapshot first',
      command: '<%= config.bin %> <%= command.id %> fix-checkout snp-k3v7q2xw5mzt4n6ypa2b --save',
    },
  ];
  static override args = snapshotArgs;
  static override flags = { save: Flags.boolean({ description: 'Save the session first, if it runs' }), ...yesFlag };

  async run() {
    const { client, args, flags } = this;
    const session = await findSession(client, args.session);
    const snapshot = await findSnapshot(client, session.id, args.snapshot);
    const params = { sessionId: session.id, snapshotId: snapshot.id };
    const runs = session.state === 'running';
    if (runs && flags.save) {
      const kept = await saveSession(client, session.id, { label: `before restoring ${snapshot.id}` });
      this.say(`Saved the present files of ${session.name}: ${kept.id}`);
    } else if (runs) await this.confirm(`Replace the files of ${session.name}?`, flags.yes);
    const result = await this.#restored(session.name, params);
    const what = snapshot.label ?? snapshot.id;
    if (!snapshot.restorable) throw keptAsFile(session.name, what, result.runtimeRestore !== null);
    this.say(
      result.runtimeRestore === null
        ? `${session.name} gets the files of ${what} at its next start.`
        : `${session.name} has the files of ${what}: ${result.runtimeRestore.verifiedFiles} entries were read back and are as it holds them.`,
    );
    if (result.runtimeRestore === null) this.hint(`Next: flare session start ${asArgument(session.name)}`);
    return result;
  }

  /** The restore continues when the command is interrupted. */
  async #restored(name: string, params: { sessionId: string; snapshotId: string }) {
    const farewell = `The restore continues. See how it ends: flare session events ${asArgument(name)}`;
    return interruptible(farewell, () => restoreSession(this.client, params));
  }
}

function keptAsFile(name: string, what: string, atOnce: boolean): Failure {
  return new Failure({
    code: 'kept_as_file',
    title: `No files of ${name} were changed: ${what} is not an archive that BurstFlare can restore`,
    detail: `It ${atOnce ? 'is kept' : 'will be kept at the next start'} as /workspace/.burstflare/last.snapshot.`,
    next: `Unpack it in the session yourself, or save a download as a new snapshot: flare snapshot save ${asArgument(name)} --file <file>`,
    exitCode: EXIT.failure,
  });
}
