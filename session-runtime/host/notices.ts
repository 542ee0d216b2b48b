// Owns what the host reports to the gateway by itself: that a runtime ended, and that one rang
// (its app or its ports changed). Each is repeated until the gateway has heard it, for as long as
// the daemon lives.
import { createHmac } from 'node:crypto';
import { notices as paths } from '../generated/host-operations.ts';
import type { ExitNotice, RingNotice } from '../generated/host-schemas.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/**
 * Between two rings of one session: a runtime is tenant code, and must not keep the gateway busy.
 */
const RING_GAP_MS = 250;
/**
 * One that has rung this often at a stretch is reported every three seconds until it has been
 * quieter: an app that crashes, or ports that change, without end.
 */
const RINGS_AT_ONCE = 20;
const RING_EVERY_MS = 3000;

interface Ring {
  readonly given: AbortController;
  /** It rang again after the report that is under way began. */
  again: boolean;
}

export class Notices {
  readonly #pending = new Map<string, AbortController>();
  readonly #rings = new Map<string, Ring>();
  /** Up to when each session's rings are paid for, at the slow pace. */
  readonly #paid = new Map<string, number>();

  constructor(
    readonly gatewayUrl: string | null,
    readonly secret: string,
  ) {}

  exited(notice: ExitNotice): void {
    this.cancel(notice.sessionId);
    const given = new AbortController();
    this.#pending.set(notice.sessionId, given);
    void this.#deliver(paths.reportExit, notice, given.signal).finally(() => {
      if (this.#pending.get(notice.sessionId) === given) this.#pending.delete(notice.sessionId);
    });
  }

  rang(sessionId: string, instanceId: string): void {
    const present = this.#rings.get(sessionId);
    if (present) {
      present.again = true;
      return;
    }
    const ring: Ring = { given: new AbortController(), again: true };
    this.#rings.set(sessionId, ring);
    void this.#ring(ring, { sessionId, instanceId }).finally(() => {
      if (this.#rings.get(sessionId) === ring) this.#rings.delete(sessionId);
    });
  }

  /** One report at a time, and one more for all the rings that came while it was under way. */
  async #ring(ring: Ring, notice: RingNotice): Promise<void> {
    while (ring.again && !ring.given.signal.aborted) {
      ring.again = false;
      await this.#deliver(paths.reportRing, notice, ring.given.signal);
      await pause(this.#gapMs(notice.sessionId), ring.given.signal);
    }
  }

  #gapMs(sessionId: string): number {
    const now = performance.now();
    const earliest = now - RINGS_AT_ONCE * RING_EVERY_MS;
    const paid = Math.max(earliest, this.#paid.get(sessionId) ?? earliest) + RING_EVERY_MS;
    this.#paid.set(sessionId, paid);
    return Math.max(RING_GAP_MS, paid - now);
  }

  /** Nobody needs to hear of it any more: the gateway stopped or started the session itself. */
  cancel(sessionId: string): void {
    this.#pending.get(sessionId)?.abort();
    this.#rings.get(sessionId)?.given.abort();
    this.#rings.delete(sessionId);
    this.#paid.delete(sessionId);
  }

  close(): void {
    for (const given of this.#pending.values()) given.abort();
    for (const { given } of this.#rings.values()) given.abort();
  }

  async #deliver(path: string, notice: object, given: AbortSignal): Promise<void> {
    if (this.gatewayUrl === null) return;
    const url = new URL(path, this.gatewayUrl);
    for (let wait = FIRST_WAIT_MS; !given.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (await this.#post(url, notice, given)) return;
      await pause(wait, given);
    }
  }

  /**
   * Threat: whoever sits where the gateway should reads the notice. Property: it proves the secret
   * and does not hold it.
   */
  #proof(path: string, body: string): string {
    const time = Math.floor(Date.now() / 1000);
    const mac = createHmac('sha256', this.secret).update(`host notice\0POST ${path}\n${time}\n${body}`);
    return `t=${time},v1=${mac.digest('base64url')}`;
  }

  async #post(url: URL, notice: object, given: AbortSignal): Promise<boolean> {
    const body = JSON.stringify(notice);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'x-burstflare-proof': this.#proof(url.pathname, body), 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.any([given, AbortSignal.timeout(10_000)]),
      });
      await answer.body?.cancel();
      // Not heard: the gateway is down, busy, or a version that does not know the route yet.
      return answer.ok || answer.status === 409 || answer.status === 410;
    } catch {
      return false;
    }
  }
}

function pause(milliseconds: number, given: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      given.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    given.addEventListener('abort', done);
  });
}
