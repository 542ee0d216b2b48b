import * as Args from '@oclif/core/args';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { findSnapshot, snapshotArgs } from '../../snapshots.ts';

export default class SnapshotRename extends FlareCommand<typeof SnapshotRename> {
  static override summary = 'Give a snapshot another label';
  static override description = 'Its content stays as it is.';
  static override examples = [
    {
      description: 'Label the newest one',
      command: '<%= config.bin %> <%= command.id %> fix-checkout latest "before the refactoring"',
    },
  ];
  static override args = {
    ...snapshotArgs,
    label: Args.string({ description: 'Its new label; empty for none', required: true }),
  };

  async run() {
    const { client, args } = this;
    const sessionId = await findSessionId(client, args.session);
    const { id: snapshotId } = await findSnapshot(client, sessionId, args.snapshot);
    const snapshot = await client.call('updateSnapshot', {
      params: { sessionId, snapshotId },
      body: { label: args.label === '' ? null : args.label },
    });
    this.say(snapshot.label === null ? `${snapshotId} has no label.` : `Labelled ${snapshotId} ${snapshot.label}.`);
    return snapshot;
  }
}
