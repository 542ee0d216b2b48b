// What the queue of builds brings: each message asks for a look at one build. A look is harmless at
// any time, so a message that comes twice, late, or for a build that has ended changes nothing.
import * as z from 'zod';
import { BuildId } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';

/** As much of a message as is asked for; Cloudflare's own has more. */
export interface QueueMessage {
  readonly id: string;
  readonly body: unknown;
  ack(): void;
  retry(options: { delaySeconds: number }): void;
}

const Message = z.object({ buildId: BuildId });
/** The sweep looks after the build as well, once the queue has given up. */
const retrySeconds = 10;

/**
 * Threat: one message that cannot be handled (of another release, or for a build whose coordinator
 * is out of order) fails its batch, and every message beside it comes again and again until the
 * queue drops them all. Property: each message is settled by itself.
 */
export async function takeBuildMessages(
  { builds, log }: Pick<Deps, 'builds' | 'log'>,
  messages: readonly QueueMessage[],
): Promise<void> {
  for (const message of messages) {
    const read = Message.safeParse(message.body);
    if (!read.success) {
      log.error('build message was not understood', read.error, { queueMessage: message.id });
      message.ack();
      continue;
    }
    const { buildId } = read.data;
    try {
      await builds.nudge(buildId, 'queue');
      message.ack();
    } catch (error) {
      log.error('build could not be nudged', error, { build: buildId });
      message.retry({ delaySeconds: retrySeconds });
    }
  }
}
