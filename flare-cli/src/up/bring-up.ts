// Owns starting a session, showing each step as it is done, and what to say once the session runs.
import { appWords, type Client, commandSession, type components } from '@burstflare/sdk';
import { interruptible } from '../interrupt.ts';
import { painter } from '../output/paint.ts';
import { asArgument, plain } from '../output/text.ts';
import { FollowedSession } from './followed-session.ts';

type Session = components['schemas']['Session'];
type Step = components['schemas']['SessionStep'];

const STEP_NAMES: Record<Step['name'], string> = {
  machine: 'Machine up',
  restore: 'Files in place',
  bootstrap: 'Session set up',
  app: 'App responds',
};

/** Returns the session once it runs. With `quiet`, shows nothing. */
export async function bringUp(
  client: Client,
  before: Session,
  operation: 'startSession' | 'restartSession',
  quiet: boolean,
): Promise<Session> {
  if (quiet) return commandSession(client, operation, before.id);
  const name = asArgument(before.name);
  return interruptible(`${before.name} continues to start. Follow it: flare session get ${name} --watch`, () =>
    shownStart(client, before, operation),
  );
}

async function shownStart(
  client: Client,
  before: Session,
  operation: 'startSession' | 'restartSession',
): Promise<Session> {
  const shown = new Set<string>();
  const show = ({ runtimeOperationId, steps }: Session) => {
    // Until the command has taken hold, the steps are those of the start before. A session that ran
    // already takes none.
    const isOwn = runtimeOperationId !== before.runtimeOperationId || before.state === 'starting';
    if (isOwn) showSteps(steps, shown);
  };
  const followed = new FollowedSession(client, before, show);
  try {
    const session = await commandSession(client, operation, before.id);
    await followed.close();
    show(session);
    return session;
  } finally {
    await followed.close();
    clearLine();
  }
}

/** What is worth saying of a session that has just been started. */
export const outlookOf = (session: Session): string | undefined =>
  session.app === null ? undefined : `${appWords(session)}.`;

function showSteps(steps: readonly Step[], shown: Set<string>): void {
  const paint = painter(process.stderr);
  for (const { name, state, startedAt, finishedAt } of steps) {
    if (shown.has(name) || (state !== 'done' && state !== 'failed')) continue;
    shown.add(name);
    const mark = state === 'done' ? paint('green', '✓') : paint('red', '✗');
    const took = startedAt === null || finishedAt === null ? '' : seconds(startedAt, finishedAt);
    clearLine();
    process.stderr.write(`${mark} ${STEP_NAMES[name] ?? plain(name)}${paint('dim', took)}\n`);
  }
  const present = steps.find(({ state }) => state === 'running');
  if (present !== undefined && process.stderr.isTTY) {
    clearLine();
    process.stderr.write(paint('dim', `… ${STEP_NAMES[present.name] ?? plain(present.name)}`));
  }
}

const seconds = (from: string, to: string) => `  ${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}
