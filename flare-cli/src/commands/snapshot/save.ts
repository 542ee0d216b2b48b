import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { type Params, saveSession, sizeText } from '@burstflare/sdk';
import { type Bundle, digestOf } from '../../bundle/pack.ts';
import { EXIT, Failure } from '../../failures.ts';
import { findSession } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { interruptible } from '../../interrupt.ts';
import { asArgument } from '../../output/text.ts';
import { warningLines } from '../../snapshots.ts';
import { sendByGrant } from '../../transfer/upload.ts';

export default class SnapshotSave extends FlareCommand<typeof SnapshotSave> {
  static override summary = 'Save a session';
  static override description = `Saves the session’s persisted paths as they are now; the session continues to run. Content that is already stored is not sent again.
With --file, uploads the file as a snapshot of a session that does not run.`;
  static override examples = [
    {
      description: 'With a label',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --label "before the refactoring"',
    },
    {
      description: 'Upload a file to a sleeping session',
      command: '<%= config.bin %> <%= command.id %> fix-checkout --file last.snapshot',
    },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = {
    label: Flags.string({ description: 'Label of the snapshot', helpValue: '<text>' }),
    file: Flags.string({ description: 'Upload this file instead of saving the session', helpValue: '<file>' }),
  };

  async run() {
    const { client, flags } = this;
    const session = await findSession(client, this.args.session);
    // Before a record is created: an empty one would stay behind for a file that cannot be read, or
    // beside a capture.
    const file = flags.file === undefined ? undefined : await digestOf(flags.file);
    if (session.state !== 'running' && file === undefined) throw doesNotRun(session);
    if (session.state === 'running' && file !== undefined) throw runs(session.name);
    const made = await this.#made(session.name, session.id, flags.label);
    const params = { sessionId: session.id, snapshotId: made.id };
    if (file !== undefined) await this.#upload(params, file);
    const snapshot = file === undefined ? made : await client.call('getSnapshot', { params });
    const { runtimeCapture: capture } = snapshot;
    this.say(
      `Saved ${session.name}: ${sizeText(snapshot.bytes)}${capture === null ? '' : `, ${sizeText(capture.uploadedBytes)} of it new`}.`,
    );
    if (capture?.pauseMs) this.say(`The session’s processes were paused for ${capture.pauseMs} ms.`);
    if (!snapshot.restorable)
      this.say(
        'The file is not an archive that BurstFlare can restore: a restore keeps it as one file and changes no other.',
      );
    for (const line of warningLines(snapshot)) this.say(`Not saved exactly as it was: ${line}`);
    this.log('%s', snapshot.id);
    this.hint(`Go back to it: flare snapshot restore ${asArgument(session.name)} ${snapshot.id}`);
    return snapshot;
  }

  /** The save continues when the command is interrupted. */
  async #made(name: string, sessionId: string, label: string | undefined) {
    const farewell = `The save continues. See how it ends: flare snapshot list ${asArgument(name)}`;
    return interruptible(farewell, () => saveSession(this.client, sessionId, { label }));
  }

  async #upload(params: Params<'uploadSnapshot'>, file: Bundle): Promise<void> {
    const { client } = this;
    const type = file.path.endsWith('.zst') ? 'application/zstd' : 'application/octet-stream';
    try {
      const { url } = await client.call('grantSnapshotUpload', { params });
      await sendByGrant(client, url, file, type, this.jsonEnabled());
    } catch (error) {
      // An empty record would stay behind; that deleting it failed too is not the error to report.
      await client.call('deleteSnapshot', { params }).catch(() => undefined);
      throw error;
    }
  }
}

function doesNotRun({ name, state }: { name: string; state: string }): Failure {
  return new Failure({
    code: 'session_state',
    title: `${name} does not run: it is ${state}`,
    detail: 'Only a running session can be saved.',
    next: `Start it first: flare session start ${asArgument(name)}. Or upload a file into it with --file.`,
    exitCode: EXIT.conflict,
  });
}

function runs(name: string): Failure {
  return new Failure({
    code: 'session_state',
    title: `${name} runs, and a file can only be uploaded into a session that does not`,
    next: `Stop it first: flare session stop ${asArgument(name)}`,
    exitCode: EXIT.conflict,
  });
}
