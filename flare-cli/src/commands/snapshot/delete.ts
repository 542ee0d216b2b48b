import { findSessionId } from '../../find.ts';
import { FlareCommand, yesFlag } from '../../flare-command.ts';
import { findSnapshot, snapshotArgs } from '../../snapshots.ts';

export default class SnapshotDelete extends FlareCommand<typeof SnapshotDelete> {
  static override summary = 'Delete a snapshot';
  static override description = 'Deletes the snapshot with its content, except content that other snapshots share.';
  static override examples = [
    {
      description: 'Without being asked',
      command: '<%= config.bin %> <%= command.id %> fix-checkout snp-k3v7q2xw5mzt4n6ypa2b --yes',
    },
  ];
  static override args = snapshotArgs;
  static override flags = { ...yesFlag };

  async run() {
    const { client, args } = this;
    const sessionId = await findSessionId(client, args.session);
    const { id, label } = await findSnapshot(client, sessionId, args.snapshot);
    const name = label === null ? id : `${label} (${id})`;
    await this.confirm(`Delete the snapshot ${name} for good?`, this.flags.yes);
    await client.call('deleteSnapshot', { params: { sessionId, snapshotId: id } });
    this.say(`Deleted ${name}.`);
    return { id, deleted: true };
  }
}
