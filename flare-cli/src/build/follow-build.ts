// Owns following a build to its end: its log as it comes, and what to say if it failed.
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { connectionNotices } from '../follow/connection-notices.ts';
import { interruptible } from '../interrupt.ts';
import { logHints } from '../output/log-hints.ts';
import { LogText } from '../output/log-text.ts';
import { hasColor } from '../output/paint.ts';

type Build = components['schemas']['Build'];

const TAIL_LINES = 15;

interface Following {
  /** Where the log goes; nowhere if absent. */
  to?: NodeJS.WriteStream | undefined;
  /** Gets each part of the log as it is. */
  onPart?: ((part: { offset: number; nextOffset: number; text: string }) => void) | undefined;
  /** Said when somebody presses Ctrl-C: the build does not end with the command. */
  onInterrupt: string;
  /** Says that the connection was lost, and that it is back. */
  say(text: string): void;
}

/** Returns the build once it has succeeded or failed for good. */
export async function followBuild(client: Client, buildId: string, following: Following): Promise<Build> {
  await interruptible(following.onInterrupt, () => followLog(client, buildId, following));
  return client.call('getBuild', { params: { buildId } });
}

async function followLog(client: Client, buildId: string, { to, onPart, say }: Following): Promise<void> {
  const log = new LogText(to !== undefined && hasColor(to));
  const stream = client.follow('followBuildLog', { params: { buildId }, onState: connectionNotices(say) });
  for await (const { event, data } of stream) {
    if (event === 'reset') say('The log starts again.');
    if (event !== 'text') continue;
    onPart?.(data);
    to?.write(log.next(data.text));
  }
  to?.write(log.end());
}

/** Shows the log so far. */
export async function showLog(client: Client, buildId: string, to: NodeJS.WriteStream): Promise<void> {
  const log = new LogText(hasColor(to));
  for await (const part of partsOf(client, buildId)) to.write(log.next(part));
  to.write(log.end());
}

/** Ends a command whose build failed. With `shown`, its log has just been seen. */
export async function buildFailed(client: Client, build: Build, shown: boolean): Promise<Failure> {
  const { id, templateName, versionNumber, attempts, cutOffs, state, lastError } = build;
  const counted = `${attempts} attempt${attempts === 1 ? '' : 's'}${cutOffs > 0 ? ` and ${cutOffs} cut off` : ''}`;
  const tail = await tailOf(client, id);
  return new Failure({
    code: 'build_failed',
    title: `Version ${versionNumber} of ${templateName} could not be built`,
    detail: [...(shown ? [] : tail), ...logHints(tail), `${lastError ?? state} (${state}, ${counted})`].join('\n'),
    next: `Correct what failed and run this again. The log: flare build log ${id}. The same once more: flare build retry ${id}.`,
    exitCode: EXIT.failure,
    context: { buildId: id, state, attempts, cutOffs },
  });
}

async function tailOf(client: Client, buildId: string): Promise<string[]> {
  return (await logOf(client, buildId)).trimEnd().split('\n').slice(-TAIL_LINES);
}

/** What there is of the log, as plain text. */
export async function logOf(client: Client, buildId: string): Promise<string> {
  const log = new LogText(false);
  let text = '';
  for await (const part of partsOf(client, buildId)) text += log.next(part);
  return text;
}

async function* partsOf(client: Client, buildId: string): AsyncGenerator<string> {
  let offset = 0;
  for (;;) {
    const part = await client.call('readBuildLog', { params: { buildId }, query: { offset } });
    yield part.text;
    if (part.complete || part.nextOffset === offset) return;
    offset = part.nextOffset;
  }
}
