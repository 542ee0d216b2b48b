import * as Flags from '@oclif/core/flags';
import { buildFailed, followBuild } from '../../build/follow-build.ts';
import { buildArgs, findBuildId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';

export default class BuildRetry extends FlareCommand<typeof BuildRetry> {
  static override summary = 'Retry a build';
  static override description = 'Queues a build that was given up. Its attempts are counted from zero.';
  static override examples = [
    { description: 'And follow it', command: '<%= config.bin %> <%= command.id %> bld-k3v7q2xw5mzt4n6ypa2b --follow' },
  ];
  static override args = buildArgs;
  static override flags = {
    follow: Flags.boolean({ char: 'f', description: 'Show the log until the build has ended' }),
  };

  async run() {
    const { client } = this;
    const buildId = await findBuildId(client, this.args.build);
    const queued = await client.call('retryBuild', { params: { buildId } });
    this.say(`Version ${queued.versionNumber} of ${queued.templateName} is queued to be built again.`);
    if (!this.flags.follow) {
      this.hint(`Follow it: flare build log ${buildId} --follow`);
      return queued;
    }
    const json = this.jsonEnabled();
    const build = await followBuild(client, buildId, {
      to: json ? undefined : process.stdout,
      onInterrupt: 'The build continues.',
      say: (text) => this.say(text),
    });
    if (build.state !== 'succeeded') throw await buildFailed(client, build, !json);
    return build;
  }
}
