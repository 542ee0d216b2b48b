import * as Args from '@oclif/core/args';
import { sizeText } from '@burstflare/sdk';
import { FlareCommand } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

export default class BuildGet extends FlareCommand<typeof BuildGet> {
  static override summary = 'Show a build';
  static override examples = [
    { description: 'By id', command: '<%= config.bin %> <%= command.id %> bld-k3v7q2xw5mzt4n6ypa2b' },
  ];
  static override args = { build: Args.string({ description: 'Id of the build', required: true }) };

  async run() {
    const build = await this.client.call('getBuild', { params: { buildId: this.args.build } });
    const { state, attempts, maxAttempts, cutOffs, maxCutOffs, lastError, artifact, startedAt, finishedAt } = build;
    this.printFields([
      ['Id', build.id],
      ['Template', `${build.templateName} (${build.templateId})`],
      ['Version', `${build.versionNumber} (${build.templateVersionId})`],
      ['State', build.phase === null ? state : `${state}, ${build.phase}`],
      ['Attempts', `${attempts} of ${maxAttempts}`],
      [
        'Cut off',
        cutOffs === 0
          ? undefined
          : `${times(cutOffs)} by the platform; these do not count as attempts, and the build is given up after ${maxCutOffs}`,
      ],
      ['Last failure', lastError ?? undefined],
      ['Reused', build.reusedFromBuildId ?? undefined],
      ['Queued', ago(build.queuedAt)],
      ['Started', startedAt === null ? undefined : ago(startedAt)],
      ['Finished', finishedAt === null ? undefined : ago(finishedAt)],
      ['Image', artifact?.imageReference],
      ['Layer', artifact === null ? undefined : `${sizeText(artifact.artifactBytes)}, ${artifact.artifactDigest}`],
    ]);
    if (state === 'dead_lettered') this.hint(`Next: flare build log ${build.id}, or flare build retry ${build.id}`);
    return build;
  }
}
