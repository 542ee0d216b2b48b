// Owns resolving names as this machine does: its hosts file, its DNS, its search list.
import { lookup } from 'node:dns/promises';
import { Refusal } from './refusal.ts';

/** The addresses of a name; none if it has none. */
export type Resolve = (name: string, sessionId: string) => Promise<string[]>;

const WAITING_PER_SESSION = 64;
const GIVE_UP_MS = 15_000;

/**
 * Threat: the system's resolver blocks a thread, and the daemon's files need the same few threads:
 * names whose servers answer slowly would hold up every session. Property: lookups take at most
 * half of the threads (`UV_THREADPOOL_SIZE`), one session a quarter of that at most, and what waits
 * in front is bounded; a lookup keeps its place until the system is done with it, even when nobody
 * waits any more.
 */
export function systemResolver(threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4), ask = askSystem): Resolve {
  const atOnce = Math.max(1, Math.floor(threads / 2));
  const perSession = Math.max(1, Math.floor(atOnce / 4));
  const running = new Map<string, number>();
  let waiting: { sessionId: string; go: () => void }[] = [];
  let busy = 0;

  const mayRun = (sessionId: string) => busy < atOnce && (running.get(sessionId) ?? 0) < perSession;
  const take = (sessionId: string) => {
    busy += 1;
    running.set(sessionId, (running.get(sessionId) ?? 0) + 1);
  };
  const release = (sessionId: string) => {
    busy -= 1;
    const left = (running.get(sessionId) ?? 1) - 1;
    if (left === 0) running.delete(sessionId);
    else running.set(sessionId, left);
    const next = waiting.find((one) => mayRun(one.sessionId));
    if (next === undefined) return;
    waiting = waiting.filter((one) => one !== next);
    take(next.sessionId);
    next.go();
  };

  return async (name, sessionId) => {
    if (mayRun(sessionId)) take(sessionId);
    else {
      if (waiting.filter((one) => one.sessionId === sessionId).length >= WAITING_PER_SESSION) {
        throw new Refusal('busy', `Too many names of this session wait to be resolved; ${name} is one too many.`);
      }
      await new Promise<void>((go) => waiting.push({ sessionId, go }));
    }
    const asked = ask(name).finally(() => release(sessionId));
    return await within(asked, name);
  };
}

async function askSystem(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new Refusal('unreachable', `The name ${name} cannot be resolved now (${code}).`, code);
  }
}

async function within(asked: Promise<string[]>, name: string): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `The name ${name} was not resolved within ${GIVE_UP_MS / 1000} s.`;
    timer = setTimeout(() => reject(new Refusal('timed_out', why, 'ETIMEDOUT')), GIVE_UP_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
