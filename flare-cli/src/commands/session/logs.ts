import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { ConnectionError } from '@burstflare/sdk';
import { setTimeout as wait } from 'node:timers/promises';
import { findSessionId } from '../../find.ts';
import { FlareCommand } from '../../flare-command.ts';
import { connectionNotices } from '../../follow/connection-notices.ts';
import { interruptible } from '../../interrupt.ts';
import { LogText } from '../../output/log-text.ts';
import { hasColor } from '../../output/paint.ts';

/** How long the deployment holds a question for more, and how soon a lost one is asked again. */
const WAIT_SECONDS = 25;
const RETRY_MS = 1000;

export default class SessionLogs extends FlareCommand<typeof SessionLogs> {
  static override aliases = ['logs'];
  static override summary = 'Show what the app of a session prints';
  static override description = `The newest part is kept. With --follow, shows what comes until Ctrl-C or the end of the session's run.
With --json, prints one JSON object per line for each part of the log.`;
  static override examples = [
    { description: 'So far', command: '<%= config.bin %> <%= command.id %> fix-checkout' },
    { description: 'As it comes', command: '<%= config.bin %> <%= command.id %> fix-checkout --follow' },
  ];
  static override args = { session: Args.string({ description: 'Name or id of the session', required: true }) };
  static override flags = { follow: Flags.boolean({ char: 'f', description: 'Wait for more' }) };

  async run() {
    const sessionId = await findSessionId(this.client, this.args.session);
    await interruptible('', () => this.#show(sessionId));
  }

  async #show(sessionId: string): Promise<void> {
    const log = new LogText(hasColor(process.stdout));
    const notice = connectionNotices((text) => this.say(text));
    for (let offset: number | undefined; ;) {
      const part = await this.#part(sessionId, offset).catch((error: unknown) => {
        // Nothing is lost: the same part is asked for again.
        if (offset === undefined || !(error instanceof ConnectionError)) throw error;
        notice('reconnecting');
        return undefined;
      });
      if (part === undefined) {
        await wait(RETRY_MS);
        continue;
      }
      notice('open');
      if (part.truncated && offset !== undefined) this.say('Part of the log was dropped before it could be shown.');
      if (part.text !== '') {
        if (this.jsonEnabled()) this.printItem(part);
        else process.stdout.write(log.next(part.text));
      }
      if (!this.flags.follow && part.nextOffset >= part.endOffset) break;
      offset = part.nextOffset;
    }
    if (!this.jsonEnabled()) process.stdout.write(log.end());
  }

  /** Waits where the log has ended, but not for its first part. */
  #part(sessionId: string, offset: number | undefined) {
    const waitSeconds = this.flags.follow && offset !== undefined ? WAIT_SECONDS : 0;
    return this.client.call('readSessionAppLog', { params: { sessionId }, query: { offset, waitSeconds } });
  }
}
