// Owns commands that are given several sessions, or all: which they are, and one failure that tells
// of each that did not work.
import type { Client, components } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { detailsOf, EXIT, Failure, usageFailure } from './failures.ts';
import { findSession } from './find.ts';

type Session = components['schemas']['Session'];

export const sessionsArgs = {
  session: Args.string({ description: 'Names or ids of the sessions', multiple: true }),
};
export const allFlag = { all: Flags.boolean({ description: 'All sessions that this applies to' }) };

/** Those that are named, each once, or all that fit. */
export async function chosenSessions(
  client: Client,
  names: readonly string[] = [],
  all: boolean,
  fits: (session: Session) => boolean,
): Promise<Session[]> {
  // oclif leaves a flag that is not given undefined, whatever its type says.
  if (Boolean(all) === names.length > 0)
    throw usageFailure(
      all ? 'Either sessions are named, or --all is given' : 'Which session is not said',
      'Name one or several, or add --all.',
    );
  const found: Session[] = [];
  if (all) {
    for await (const session of client.items('listSessions', { query: { limit: 100 } }))
      if (fits(session)) found.push(session);
    return found;
  }
  for (const name of names) {
    const session = await findSession(client, name);
    if (!found.some(({ id }) => id === session.id)) found.push(session);
  }
  return found;
}

/**
 * Goes on after a failure: what was asked of the others does not depend on it. A single one fails
 * as it does alone.
 */
export async function forEach<R>(sessions: readonly Session[], work: (session: Session) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failed: [name: string, error: unknown][] = [];
  for (const session of sessions) {
    try {
      results.push(await work(session));
    } catch (error) {
      if (sessions.length === 1 || detailsOf(error) === undefined) throw error;
      failed.push([session.name, error]);
    }
  }
  if (failed.length > 0) throw someFailed(failed, sessions.length);
  return results;
}

function someFailed(failed: readonly [name: string, error: unknown][], count: number): Failure {
  const details = failed.map(([name, error]) => ({ name, ...detailsOf(error) }));
  return new Failure({
    code: 'some_failed',
    title: `It failed for ${failed.length} of ${count} sessions`,
    detail: details
      .map(({ name, title, detail }) => `${name}: ${[title, detail].filter(Boolean).join('. ')}`)
      .join('\n'),
    next: 'See each one’s events: flare session events <session>.',
    exitCode: details[0]?.exitCode ?? EXIT.failure,
    context: { failed: details.map(({ name, code }) => ({ name, code })) },
  });
}

/** What --json shows: one session as itself, several as a list. */
export const oneOrAll = <R>(results: R[], names: readonly string[] | undefined): R | R[] | undefined =>
  names?.length === 1 ? results[0] : results;

/** "a", "a and b", "a, b and 3 more". */
export function namesOf(sessions: readonly Session[]): string {
  const names = sessions.map(({ name }) => name);
  if (names.length > 5) return `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
