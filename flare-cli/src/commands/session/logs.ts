import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { ConnectionError, ProblemError } from '@burstflare/sdk';
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
      const part = await this.#part(sessionId, offset).catch(async (error: unknown) => {
        // Before its first part, any refusal is the command's.
        if (offset === undefined) throw error;
        return this.#after(sessionId, error);
      });
      if (part === 'over') {
        this.say('The session no longer runs.');
        break;
      }
      if (part === 'again') {
        // Nothing is lost: the same part is asked for again.
        notice('reconnecting');
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

  /** What a failed question for more means: a cut connection passes, a session may have ended. */
  async #after(sessionId: string, error: unknown): Promise<'again' | 'over'> {
    if (error instanceof ConnectionError) return 'again';
    if (!(error instanceof ProblemError)) throw error;
    const { state } = await this.client.call('getSession', { params: { sessionId } });
    if (state !== 'running') return 'over';
    if (error.status < 500 && error.status !== 429) throw error;
    return 'again';
  }

  /** Waits where the log has ended, but not for its first part. */
  #part(sessionId: string, offset: number | undefined) {
    const waitSeconds = this.flags.follow && offset !== undefined ? WAIT_SECONDS : 0;
    return this.client.call('readSessionAppLog', { params: { sessionId }, query: { offset, waitSeconds } });
  }
}
