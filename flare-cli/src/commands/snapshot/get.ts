import { sizeText } from '@burstflare/sdk';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';
import { findSnapshot, snapshotArgs, warningLines, warningSummary } from '../../snapshots.ts';

export default class SnapshotGet extends FlareCommand<typeof SnapshotGet> {
  static override summary = 'Show a snapshot';
  static override examples = [
    { description: 'The newest', command: '<%= config.bin %> <%= command.id %> fix-checkout latest' },
  ];
  static override args = snapshotArgs;

  async run() {
    const { client, args } = this;
    const snapshot = await findSnapshot(client, await findSessionId(client, args.session), args.snapshot);
    const { label, state, stateReason, format, paths, bytes, digest, runtimeCapture } = snapshot;
    this.printFields([
      ['Id', snapshot.id],
      ['Session', snapshot.sessionId],
      ['Label', label ?? undefined],
      ['State', stateReason === null ? state : `${state}: ${stateReason}`],
      ['Created by', snapshot.trigger],
      [
        'Format',
        format === null
          ? undefined
          : `${format}${snapshot.restorable ? '' : ' (kept as a file, no files are restored)'}`,
      ],
      ['Holds', paths.join(', ')],
      ['Size', state === 'ready' ? sizeText(bytes) : undefined],
      ['Digest', digest ?? undefined],
      ['Files', runtimeCapture === null ? undefined : String(runtimeCapture.files)],
      ['Uploaded', runtimeCapture === null ? undefined : sizeText(runtimeCapture.uploadedBytes)],
      ['Took', runtimeCapture === null ? undefined : `${(runtimeCapture.milliseconds / 1000).toFixed(1)} s`],
      [
        'Paused',
        typeof runtimeCapture?.pauseMs !== 'number'
          ? undefined
          : `${runtimeCapture.pauseMs} ms, while what was being written was read`,
      ],
      ['Created', ago(snapshot.createdAt)],
      ['Warnings', warningSummary(snapshot)],
    ]);
    for (const line of warningLines(snapshot)) this.say(line);
    return snapshot;
  }
}
