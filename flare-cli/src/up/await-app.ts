// Owns waiting for a session's app: until it is up, is down for good, or takes too long; showing
// meanwhile how it goes; and what to say when it is not up.
import { setTimeout as wait } from 'node:timers/promises';
import { appPort, appWords, type Client, type components, isAppDown } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { interruptible } from '../interrupt.ts';
import { logHints } from '../output/log-hints.ts';
import { LogText } from '../output/log-text.ts';
import { asArgument } from '../output/text.ts';
import { FollowedSession } from './followed-session.ts';
import { WaitLine } from './wait-line.ts';

type Session = components['schemas']['Session'];

const LOOK_EVERY_MS = 1000;
const TAIL_BYTES = 8192;
const TAIL_LINES = 12;

export interface AppWait {
  client: Client;
  seconds: number;
  /** Shows nothing. */
  quiet: boolean;
}

export interface AppOutlook {
  session: Session;
  /** Why the app is not up; absent once it is, or if the manifest has none. */
  trouble: Failure | undefined;
}

/** Starts an app that is down once more, as its cause may be gone. Returns the session then. */
export async function restartApp(client: Client, session: Session): Promise<Session> {
  const params = { sessionId: session.id };
  await client.call('restartSessionApp', { params });
  return client.call('getSession', { params });
}

export async function awaitApp(waiting: AppWait, started: Session): Promise<AppOutlook> {
  const name = asArgument(started.name);
  const farewell = `${started.name} and its app continue to run. Look at it: flare session get ${name}. Stop it: flare session stop ${name}`;
  return interruptible(farewell, () => untilUp(waiting, started));
}

async function untilUp({ client, seconds, quiet }: AppWait, started: Session): Promise<AppOutlook> {
  const until = performance.now() + seconds * 1000;
  const followed = new FollowedSession(client, started);
  const line = new WaitLine(client, started.id, quiet);
  try {
    for (;;) {
      const { session } = followed;
      const { app, state } = session;
      if (app === null || app.state === 'up') return { session, trouble: undefined };
      const isLate = performance.now() > until;
      if (state !== 'running' || isAppDown(app) || isLate) {
        line.clear();
        return { session, trouble: await troubleOf(client, session, seconds) };
      }
      await line.show(session);
      await (followed.isOver ? wait(LOOK_EVERY_MS) : changeOrLook(followed.changed));
      if (followed.isOver) await followed.read();
    }
  } finally {
    line.clear();
    await followed.close();
  }
}

async function changeOrLook(changed: Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([changed, wait(LOOK_EVERY_MS, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}

async function troubleOf(client: Client, session: Session, seconds: number): Promise<Failure> {
  const { app, state, stateReason, id: sessionId } = session;
  const name = asArgument(session.name);
  if (state !== 'running' || app === null)
    return new Failure({
      code: 'session_not_running',
      title: `${session.name} is ${state}`,
      detail: stateReason?.message,
      next: `Read its events: flare session events ${name}.`,
      exitCode: EXIT.failure,
      context: { sessionId, app },
    });
  const log = await tailOf(client, sessionId);
  const isLate = !isAppDown(app);
  const port = appPort(session);
  return new Failure({
    code: isLate ? 'app_not_up' : `app_${app.state}`,
    title: isLate ? `${appWords(session)}, after ${seconds} s` : appWords(session),
    detail: log.length === 0 ? 'It printed nothing.' : ['The end of its log:', ...log, ...logHints(log)].join('\n'),
    next: `${session.name} runs on. Correct the cause, then: flare session restart ${name} --app`,
    exitCode: EXIT.failure,
    context: { sessionId, app, log, ...(port && { preview: { port: port.number, state: port.state, url: port.url } }) },
  });
}

async function tailOf(client: Client, sessionId: string): Promise<string[]> {
  const params = { sessionId };
  const { logEnd } = await client.call('getSessionApp', { params });
  const query = { offset: Math.max(0, logEnd - TAIL_BYTES) };
  const { text } = await client.call('readSessionAppLog', { params, query });
  const plain = new LogText(false).next(text).trimEnd();
  return plain === '' ? [] : plain.split('\n').slice(-TAIL_LINES);
}
