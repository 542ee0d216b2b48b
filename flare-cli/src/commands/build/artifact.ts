import { sizeText } from '@burstflare/sdk';
import { buildArgs, findBuildId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { ago } from '../../output/text.ts';

export default class BuildArtifact extends FlareCommand<typeof BuildArtifact> {
  static override summary = 'Show the artifact of a build';
  static override description = 'Shows the layer of the build, described as an OCI image.';
  static override examples = [
    { description: 'The newest of a template', command: '<%= config.bin %> <%= command.id %> web' },
    { description: 'By id', command: '<%= config.bin %> <%= command.id %> bld-k3v7q2xw5mzt4n6ypa2b' },
  ];
  static override args = buildArgs;

  async run() {
    const buildId = await findBuildId(this.client, this.args.build);
    const artifact = await this.client.call('getBuildArtifact', { params: { buildId } });
    this.printFields([
      ['Image', artifact.imageReference],
      ['Digest', artifact.imageDigest],
      ['Config', artifact.configDigest],
      ['Layers', artifact.layerDigests.length === 0 ? 'none' : artifact.layerDigests.join(', ')],
      ['Size', sizeText(artifact.artifactBytes)],
      ['Source', `${artifact.source}, ${sizeText(artifact.sourceBytes)}, ${artifact.sourceSha256}`],
      ['Strategy', artifact.buildStrategy],
      ['Built', ago(artifact.artifactBuiltAt)],
      ...Object.entries(artifact.labels).map(([name, value]): [string, string] => [name, value]),
    ]);
    return artifact;
  }
}
