// Owns waiting for a session's app to open its port, and explaining why it may not.
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, components } from '@burstflare/sdk';
import { LogText } from '../output/log-text.ts';

type Session = components['schemas']['Session'];

const LOOK_EVERY_MS = 250;
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
  for (let session = started; ; session = await client.call('getSession', { params })) {
    const [port] = session.ports;
    if (port === undefined || port.state === 'open') return { session, waiting: undefined };
    if (session.state !== 'running') {
      const reason = session.stateReason?.message ?? `The session is ${session.state}.`;
      return { session, waiting: { reason, log: [] } };
    }
    const app = await client.call('getSessionApp', { params });
    const exited = app.state === 'exited' || app.state === 'none';
    if (exited || performance.now() > until) {
      const log = await tailOf(client, session.id, app.logEnd);
      return { session, waiting: { reason: reasonOf(app, port.number, seconds), log } };
    }
    await wait(LOOK_EVERY_MS);
  }
}

function reasonOf({ state, exit }: components['schemas']['App'], port: number, seconds: number): string {
  if (state === 'none') return `Nothing listens on port ${port}, and the manifest has no start command.`;
  const how = exit === null ? '' : exit.signal === null ? ` with code ${exit.code}` : ` by ${exit.signal}`;
  if (state === 'exited') return `The start command ended${how}, and nothing listens on port ${port}.`;
  return `Nothing listens on port ${port} after ${seconds} s; the start command is ${state}.`;
}

async function tailOf(client: Client, sessionId: string, end: number): Promise<string[]> {
  const query = { offset: Math.max(0, end - TAIL_BYTES) };
  const { text } = await client.call('readSessionAppLog', { params: { sessionId }, query });
  const plain = new LogText(false).next(text).trimEnd();
  return plain === '' ? [] : plain.split('\n').slice(-TAIL_LINES);
}
