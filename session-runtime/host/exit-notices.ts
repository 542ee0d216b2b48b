// Owns telling the gateway that a runtime ended by itself. It is told until it has heard, for as long as the daemon lives.
import { createHmac } from 'node:crypto';
import type { Exit } from './disk.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

export interface Notice {
  sessionId: string;
  instanceId: string;
  exit: Exit;
}

export class ExitNotices {
  readonly #pending = new Map<string, AbortController>();

  constructor(
    readonly gatewayUrl: string | null,
    readonly secret: string,
  ) {}

  send(notice: Notice): void {
    if (this.gatewayUrl === null) return;
    this.cancel(notice.sessionId);
    const given = new AbortController();
    this.#pending.set(notice.sessionId, given);
    void this.#deliver(new URL('/internal/host/exits', this.gatewayUrl), notice, given.signal).finally(() => {
      if (this.#pending.get(notice.sessionId) === given) this.#pending.delete(notice.sessionId);
    });
  }

  /** Nobody needs to hear of it any more: the gateway stopped or started the session itself. */
  cancel(sessionId: string): void {
    this.#pending.get(sessionId)?.abort();
  }

  close(): void {
    for (const given of this.#pending.values()) given.abort();
  }

  async #deliver(url: URL, notice: Notice, given: AbortSignal): Promise<void> {
    for (let wait = FIRST_WAIT_MS; !given.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (await this.#post(url, notice, given)) return;
      await pause(wait, given);
    }
  }

  /** Threat: whoever sits where the gateway should reads the notice. Property: it proves the secret and does not hold it. */
  #proof(path: string, body: string): string {
    const time = Math.floor(Date.now() / 1000);
    const mac = createHmac('sha256', this.secret).update(`exit notice\0POST ${path}\n${time}\n${body}`);
    return `t=${time},v1=${mac.digest('base64url')}`;
  }

  async #post(url: URL, notice: Notice, given: AbortSignal): Promise<boolean> {
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
