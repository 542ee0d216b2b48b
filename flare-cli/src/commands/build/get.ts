import { sizeText } from '@burstflare/sdk';
import { buildArgs, findBuildId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

export default class BuildGet extends FlareCommand<typeof BuildGet> {
  static override summary = 'Show a build';
  static override examples = [
    { description: 'The newest of a template', command: '<%= config.bin %> <%= command.id %> web' },
    { description: 'By id', command: '<%= config.bin %> <%= command.id %> bld-k3v7q2xw5mzt4n6ypa2b' },
  ];
  static override args = buildArgs;

  async run() {
    const buildId = await findBuildId(this.client, this.args.build);
    const build = await this.client.call('getBuild', { params: { buildId } });
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
