import * as Flags from '@oclif/core/flags';
import { buildFailed, followBuild, logOf, showLog } from '../../build/follow-build.ts';
import { buildArgs, findBuildId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';

export default class BuildLog extends FlareCommand<typeof BuildLog> {
  static override summary = 'Show the log of a build';
  static override description = `With --follow, shows the log until the build has ended. The command then exits with code 1 if the build failed.
With --follow and --json, prints one JSON object per line for each part of the log.`;
  static override examples = [
    { description: 'Of version 3 of a template', command: '<%= config.bin %> <%= command.id %> web@3' },
    { description: 'So far', command: '<%= config.bin %> <%= command.id %> bld-k3v7q2xw5mzt4n6ypa2b' },
    { description: 'To its end', command: '<%= config.bin %> <%= command.id %> bld-k3v7q2xw5mzt4n6ypa2b --follow' },
  ];
  static override args = buildArgs;
  static override flags = {
    follow: Flags.boolean({ char: 'f', description: 'Wait for more until the build is over' }),
  };

  async run() {
    const { client } = this;
    const buildId = await findBuildId(client, this.args.build);
    const json = this.jsonEnabled();
    if (!this.flags.follow) {
      if (json) return { buildId, text: await logOf(client, buildId) };
      await showLog(client, buildId, process.stdout);
      return undefined;
    }
    const build = await followBuild(client, buildId, {
      ...(json ? { onPart: (part) => this.printItem(part) } : { to: process.stdout }),
      onInterrupt: json ? '' : 'The build continues.',
      say: (text) => this.say(text),
    });
    if (build.state !== 'succeeded') throw await buildFailed(client, build, !json);
    return undefined;
  }
}
