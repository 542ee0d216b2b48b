// Owns which connections are open on whose leave, and ends them when the leave does. Threat: who
// was let in at the door stays in: after a sign-out a terminal still executes, and a preview's
// socket or event stream still tells. Property: the gateway names with each request to a runtime
// the grants under which it let it in (a sign-in; memberships and share passes are grants too), and
// until when they hold. The request ends when any of its grants is ended, or at that time by
// itself; one that was let in before and is still on its way here is refused. Nothing polls: what
// is idle costs nothing.
import type { IncomingMessage } from 'node:http';
import { HostProblem } from './problem.ts';

export const GRANTS_HEADER = 'x-burstflare-grants';
export const UNTIL_HEADER = 'x-burstflare-until';

/** What a grant is to the host: a name. */
const GRANT = /^[A-Za-z0-9._:-]{1,100}$/;

export interface Admission {
  grants: readonly string[];
  /** In milliseconds since 1970. */
  until: number;
}

/** Longer than any request takes from the gateway's look at its grants to its arrival here. */
const REMEMBERED_MS = 10 * 60_000;
/** A longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const grantEnded = () => new HostProblem('grant_ended');

const unreadable = `It, or ${UNTIL_HEADER}, cannot be read.`;

/** Null for the gateway's own requests, which nobody's leave stands behind. */
export function admissionOf({ headers }: IncomingMessage): Admission | null {
  const [named, until] = [headers[GRANTS_HEADER], Number(headers[UNTIL_HEADER])];
  if (named === undefined) return null;
  const grants = String(named).split(',');
  if (!grants.every((grant) => GRANT.test(grant)) || !Number.isFinite(until))
    throw new HostProblem('bad_request', {}, [{ path: `headers.${GRANTS_HEADER}`, message: unreadable }]);
  return { grants, until };
}

export class Connections {
  readonly #open = new Map<string, Set<() => void>>();
  /** When each grant ended that is remembered, oldest first. */
  readonly #ended = new Map<string, number>();

  /**
   * Lets a connection in and calls `end` when its leave is over. Returns what to call when it has
   * ended by itself. Throws `grant_ended` when its leave is over already.
   */
  enter(admission: Admission | null, end: () => void): () => void {
    if (admission === null) return () => undefined;
    const { grants, until } = admission;
    this.#forget();
    if (until <= Date.now() || grants.some((grant) => this.#ended.has(grant))) throw grantEnded();
    let timer: NodeJS.Timeout | undefined;
    const leave = () => {
      clearTimeout(timer);
      for (const grant of grants) {
        const open = this.#open.get(grant);
        open?.delete(cut);
        if (open?.size === 0) this.#open.delete(grant);
      }
    };
    const cut = () => {
      leave();
      end();
    };
    const wait = () => {
      const left = until - Date.now();
      if (left <= 0) return cut();
      timer = setTimeout(wait, Math.min(left, LONGEST_TIMER_MS)).unref();
    };
    for (const grant of grants) {
      const open = this.#open.get(grant) ?? new Set();
      this.#open.set(grant, open.add(cut));
    }
    wait();
    return leave;
  }

  /** Ends all connections under these grants, now and as they come. Returns how many were open. */
  end(grants: readonly string[]): number {
    this.#forget();
    let count = 0;
    for (const grant of grants) {
      this.#ended.delete(grant);
      this.#ended.set(grant, Date.now());
      const open = [...(this.#open.get(grant) ?? [])];
      this.#open.delete(grant);
      for (const cut of open) cut();
      count += open.length;
    }
    return count;
  }

  #forget(): void {
    for (const [grant, at] of this.#ended) {
      if (at > Date.now() - REMEMBERED_MS) return;
      this.#ended.delete(grant);
    }
  }
}
