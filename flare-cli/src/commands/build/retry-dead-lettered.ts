import { FlareCommand } from '../../flare-command.ts';

export default class BuildRetryDeadLettered extends FlareCommand<typeof BuildRetryDeadLettered> {
  static override summary = 'Retry all builds that were given up';
  static override description =
    'Queues the dead-lettered builds of the workspace. Their attempts are counted from zero.';
  static override examples = [{ description: 'After an outage', command: '<%= config.bin %> <%= command.id %>' }];

  async run() {
    const result = await this.client.call('retryDeadLetteredBuilds');
    const { buildIds } = result;
    this.say(buildIds.length === 0 ? 'There are no dead-lettered builds.' : `Queued again: ${buildIds.length}.`);
    if (buildIds.length > 0) this.log('%s', buildIds.join('\n'));
    return result;
  }
}
