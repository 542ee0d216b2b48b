// Owns starting a session, showing each step as it is done, and what to say once the session runs.
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, commandSession, type components } from '@burstflare/sdk';
import { painter } from '../output/paint.ts';
import { plain } from '../output/text.ts';

type Session = components['schemas']['Session'];
type Step = components['schemas']['SessionStep'];

const LOOK_EVERY_MS = 250;
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
  const told = new Set<string>();
  const ended = new AbortController();
  const watching = watch(client, before, told, ended.signal);
  try {
    const session = await commandSession(client, operation, before.id);
    ended.abort();
    await watching;
    // A session that ran already took no steps.
    if (session.runtimeVersion !== before.runtimeVersion) tell(session.steps, told);
    return session;
  } finally {
    ended.abort();
    await watching;
    clearLine();
  }
}

/** What is worth saying of a session that has just been started. */
export function outlookOf({ ports }: Session): string | undefined {
  const waiting = ports.filter(({ state }) => state === 'waiting').map(({ number }) => number);
  if (waiting.length === 0) return undefined;
  return `Nothing listens on port ${waiting.join(', ')} yet; the app may still be starting.`;
}

async function watch(client: Client, before: Session, told: Set<string>, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    try {
      await wait(LOOK_EVERY_MS, undefined, { signal: ended });
      const session = await client.call('getSession', { params: { sessionId: before.id }, signal: ended });
      // Until the command has taken hold, the steps are those of the start before.
      if (session.runtimeVersion !== before.runtimeVersion) tell(session.steps, told);
    } catch {
      // The command itself reports what is wrong; without a look there is merely less to watch.
    }
  }
}

function tell(steps: readonly Step[], told: Set<string>): void {
  const paint = painter(process.stderr);
  for (const { name, state, startedAt, finishedAt } of steps) {
    if (told.has(name) || (state !== 'done' && state !== 'failed')) continue;
    told.add(name);
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
