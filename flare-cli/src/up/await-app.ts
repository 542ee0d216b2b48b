// Owns waiting for a session's app to open its port, and explaining why it may not.
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, components } from '@burstflare/sdk';
import { LogText } from '../output/log-text.ts';
import { FollowedSession } from './followed-session.ts';

type Session = components['schemas']['Session'];

/** The session's changes come as a stream; how its app fares is asked. */
const APP_LOOK_EVERY_MS = 1000;
const TAIL_BYTES = 8192;
const TAIL_LINES = 12;

export interface AppOutlook {
  session: Session;
  /**
   * Why the port is not open, with the end of the app's log; absent once it is, or if there is none
   * to wait for.
   */
  waiting: { reason: string; log: string[] } | undefined;
}

/** Looks at the first port, which is what the preview shows. */
export async function awaitApp(client: Client, started: Session, seconds: number): Promise<AppOutlook> {
  const params = { sessionId: started.id };
  const until = performance.now() + seconds * 1000;
  const followed = new FollowedSession(client, started);
  try {
    for (;;) {
      const { session } = followed;
      const [port] = session.ports;
      if (port === undefined || port.state === 'open') return { session, waiting: undefined };
      if (session.state !== 'running') {
        const reason = session.stateReason?.message ?? `The session is ${session.state}.`;
        return { session, waiting: { reason, log: [] } };
      }
      const app = await client.call('getSessionApp', { params });
      const exited = isDown(app) || app.state === 'none';
      if (exited || performance.now() > until) {
        const log = await tailOf(client, session.id, app.logEnd);
        return { session, waiting: { reason: reasonOf(app, port.number, seconds), log } };
      }
      await (followed.isOver ? wait(APP_LOOK_EVERY_MS) : changeOrLook(followed.changed));
      if (followed.isOver) await followed.read();
    }
  } finally {
    await followed.close();
  }
}

async function changeOrLook(changed: Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([changed, wait(APP_LOOK_EVERY_MS, undefined, { signal: over.signal })]);
  over.abort();
}

const isDown = ({ state, nextStartAt }: components['schemas']['App']) =>
  state === 'exited' || (state === 'crashed' && nextStartAt === null);

function reasonOf(app: components['schemas']['App'], port: number, seconds: number): string {
  const { state, exitCode, signal } = app;
  if (state === 'none') return `Nothing listens on port ${port}, and the manifest has no start command.`;
  const how = signal !== null ? ` by ${signal}` : exitCode !== null ? ` with code ${exitCode}` : '';
  if (state === 'exited' || state === 'crashed')
    return `The start command ended${how}, and nothing listens on port ${port}.`;
  return `Nothing listens on port ${port} after ${seconds} s; the start command is ${state}.`;
}

async function tailOf(client: Client, sessionId: string, end: number): Promise<string[]> {
  const query = { offset: Math.max(0, end - TAIL_BYTES) };
  const { text } = await client.call('readSessionAppLog', { params: { sessionId }, query });
  const plain = new LogText(false).next(text).trimEnd();
  return plain === '' ? [] : plain.split('\n').slice(-TAIL_LINES);
}
