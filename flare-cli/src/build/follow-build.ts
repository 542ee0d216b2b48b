// Owns following a build to its end: its log as it comes, and what to say if it failed.
import type { Client, components } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { LogText } from '../output/log-text.ts';
import { hasColor } from '../output/paint.ts';

type Build = components['schemas']['Build'];

/** The longest that the deployment waits for more (readBuildLog). */
const WAIT_SECONDS = 20;
const TAIL_LINES = 15;

interface Following {
  /** Where the log goes; nowhere if absent. */
  to?: NodeJS.WriteStream | undefined;
  /** Said when somebody presses Ctrl-C: the build does not end with the command. */
  onInterrupt: string;
}

/** Returns the build once it has succeeded or failed for good. */
export async function followBuild(client: Client, buildId: string, { to, onInterrupt }: Following): Promise<Build> {
  const interrupted = () => {
    process.stderr.write(`\n${onInterrupt}\n`);
    process.exit(130); // as a shell counts it
  };
  process.once('SIGINT', interrupted);
  try {
    await showLog(client, buildId, true, to);
    return await client.call('getBuild', { params: { buildId } });
  } finally {
    process.off('SIGINT', interrupted);
  }
}

/** Shows the log; with `follow`, until nothing more will come. */
export async function showLog(
  client: Client,
  buildId: string,
  follow: boolean,
  to: NodeJS.WriteStream | undefined,
): Promise<void> {
  const log = new LogText(to !== undefined && hasColor(to));
  for await (const part of partsOf(client, buildId, follow)) to?.write(log.next(part));
  to?.write(log.end());
}

/** Ends a command whose build failed. With `shown`, its log has just been seen. */
export async function buildFailed(client: Client, build: Build, shown: boolean): Promise<Failure> {
  const { id, templateName, versionNumber, attempts, cutOffs, status, lastError } = build;
  const counted = `${attempts} attempt${attempts === 1 ? '' : 's'}${cutOffs > 0 ? ` and ${cutOffs} cut off` : ''}`;
  const tail = shown ? [] : await tailOf(client, id);
  return new Failure({
    code: 'build_failed',
    title: `Version ${versionNumber} of ${templateName} could not be built`,
    detail: [...tail, `${lastError ?? status} (${status}, ${counted})`].join('\n'),
    next: `Correct what failed and run this again. The log: flare build log ${id}. The same once more: flare build retry ${id}.`,
    exitCode: EXIT.failure,
    context: { buildId: id, status, attempts, cutOffs },
  });
}

async function tailOf(client: Client, buildId: string): Promise<string[]> {
  return (await logOf(client, buildId)).trimEnd().split('\n').slice(-TAIL_LINES);
}

/** What there is of the log, as plain text. */
export async function logOf(client: Client, buildId: string): Promise<string> {
  const log = new LogText(false);
  let text = '';
  for await (const part of partsOf(client, buildId, false)) text += log.next(part);
  return text;
}

async function* partsOf(client: Client, buildId: string, follow: boolean): AsyncGenerator<string> {
  let offset = 0;
  for (;;) {
    const query = { offset, waitSeconds: follow ? WAIT_SECONDS : 0 };
    const part = await client.call('readBuildLog', { params: { buildId }, query });
    yield part.text;
    const atEnd = part.nextOffset === offset;
    offset = part.nextOffset;
    if (part.complete || (atEnd && !follow)) return;
  }
}
