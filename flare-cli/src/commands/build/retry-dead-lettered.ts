import { FlareCommand } from '../../flare-command.ts';

export default class BuildRetryDeadLettered extends FlareCommand<typeof BuildRetryDeadLettered> {
  static override summary = 'Try all builds again that were given up';
  static override description = 'Those of the workspace; their attempts are counted anew.';
  static override examples = [{ description: 'After an outage, say', command: '<%= config.bin %> <%= command.id %>' }];

  async run() {
    const result = await this.client.call('retryDeadLetteredBuilds');
    const { buildIds } = result;
    this.say(buildIds.length === 0 ? 'No build was given up.' : `Queued again: ${buildIds.length}.`);
    if (buildIds.length > 0) this.log('%s', buildIds.join('\n'));
    return result;
  }
}
