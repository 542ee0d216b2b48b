import * as Flags from '@oclif/core/flags';
import { download } from '../../transfer/download.ts';
import { usageFailure } from '../../failures.ts';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { asArgument } from '../../output/text.ts';
import { findSnapshot, snapshotArgs } from '../../snapshots.ts';

export default class SnapshotDownload extends FlareCommand<typeof SnapshotDownload> {
  static override summary = 'Download a snapshot';
  static override description =
    'One that a session was captured in is a .tar.zst, with paths from the root; an uploaded one is as it was uploaded.';
  static override examples = [
    {
      description: 'The newest, to a file',
      command: '<%= config.bin %> <%= command.id %> fix-checkout latest --output fix-checkout.tar.zst',
    },
    {
      description: 'Straight into tar',
      command: '<%= config.bin %> <%= command.id %> fix-checkout latest --output - | tar --zstd -t',
    },
  ];
  static override args = snapshotArgs;
  static override flags = {
    output: Flags.string({
      char: 'o',
      description: 'File to write, - for standard output; a file named after the snapshot if absent',
      helpValue: '<file>',
    }),
  };

  async run() {
    const { client, args, flags } = this;
    if (flags.output === '-' && this.jsonEnabled())
      throw usageFailure('--json and --output - both use standard output', 'Name a file for the snapshot.');
    const sessionId = await findSessionId(client, args.session);
    const { id, bytes, digest, contentType, format } = await findSnapshot(client, sessionId, args.snapshot);
    const file = flags.output ?? `${id}${contentType === 'application/zstd' ? '.tar.zst' : '.snapshot'}`;
    const response = await client.open('downloadSnapshot', { params: { sessionId, snapshotId: id } });
    // Longer than the content: an archive says behind it how it is cut.
    const length = Number(response.headers.get('content-length') ?? bytes);
    // An archive's digest is that of the files in it.
    const sent = format === 'burstflare.snapshot.v3' ? undefined : (digest ?? undefined);
    const received = await download(response, file, { bytes: length, digest: sent, quiet: this.jsonEnabled() });
    if (file === '-') return undefined;
    this.log('%s', file);
    if (contentType === 'application/zstd') this.hint(`Look inside: tar --zstd -tf ${asArgument(file)}`);
    return { id, file, bytes: received, digest };
  }
}
