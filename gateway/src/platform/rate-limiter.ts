// Counts requests in fixed windows: one Durable Object per caller, so that the counts are exact and shared by all isolates.
// Threat: a signed-in caller makes up ids, and each leaves an object (at home a file, for good) with a limit of its own that never binds.
// Property: the callers alone decide how many objects there are. What a caller names is a row in their own object; it is removed when its
// window is over, there are at most `maxWindows` of them, and whatever is named beyond these counts together.
import { DurableObject } from 'cloudflare:workers';
import { systemClock } from './clock.ts';

export interface RateLimit {
  limit: number;
  windowSeconds: number;
}

export interface RateLimitResult {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** When the window ends, in milliseconds since 1970. */
  resetAt: number;
}

interface Window {
  endsAt: number;
  count: number;
}

/** Far more than the sessions that one person uses within a minute. */
const maxWindows = 1000;
/** The clock that ends a window is the caller's, the one that removes it is the object's. */
const clockSkewMs = 1000;

export class RateLimiter extends DurableObject {
  /** Counts one request of a limit on a subject, unless the window is full. A refused request does not prolong the window. */
  async take(limit: string, subject: string, rule: RateLimit, now: number): Promise<RateLimitResult> {
    const { kv } = this.ctx.storage;
    const known = kv.get<Window>(`${limit}:${subject}`);
    const key = known || [...kv.list({ limit: maxWindows })].length < maxWindows ? `${limit}:${subject}` : `${limit}:*`;
    let window = known ?? kv.get<Window>(key);
    if (!window || now >= window.endsAt) window = { endsAt: now + rule.windowSeconds * 1000, count: 0 };
    const allowed = window.count < rule.limit;
    if (allowed) {
      window.count++;
      kv.put(key, window);
      if (window.count === 1) await this.#cleanBy(window.endsAt + clockSkewMs);
    }
    return { allowed, limit: rule.limit, remaining: rule.limit - window.count, resetAt: window.endsAt };
  }

  /** Nothing is left of a window that is over. */
  override async alarm(): Promise<void> {
    const { kv } = this.ctx.storage;
    const now = systemClock.now();
    const dueAt: number[] = [];
    for (const [key, { endsAt }] of [...kv.list<Window>()]) {
      if (endsAt + clockSkewMs > now) dueAt.push(endsAt + clockSkewMs);
      else kv.delete(key);
    }
    if (dueAt.length === 0) await this.ctx.storage.deleteAll();
    else await this.#cleanBy(Math.min(...dueAt));
  }

  async #cleanBy(dueAt: number): Promise<void> {
    const alarm = await this.ctx.storage.getAlarm();
    if (alarm === null || alarm > dueAt) await this.ctx.storage.setAlarm(dueAt);
  }
}

/** `caller` is a person or an address: what nobody can make up at will. `subject` is what the limit is on, for each caller. */
export function takeFrom(
  namespace: DurableObjectNamespace<RateLimiter>,
  caller: string,
  limit: string,
  subject: string,
  rule: RateLimit,
  now: number,
): Promise<RateLimitResult> {
  return namespace.getByName(caller).take(limit, subject, rule, now);
}
