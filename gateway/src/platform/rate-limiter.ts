// Counts requests in fixed windows: one Durable Object per limit and caller, so that the count is exact and shared by all isolates.
import { DurableObject } from 'cloudflare:workers';

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
  startedAt: number;
  count: number;
}

export class RateLimiter extends DurableObject {
  /** Counts one request, unless the window is full. A refused request does not prolong the window. */
  async take(rule: RateLimit, now: number): Promise<RateLimitResult> {
    const length = rule.windowSeconds * 1000;
    let window = this.ctx.storage.kv.get<Window>('window');
    if (!window || now >= window.startedAt + length) {
      window = { startedAt: now, count: 0 };
      await this.ctx.storage.setAlarm(now + length + 1000);
    }
    const allowed = window.count < rule.limit;
    if (allowed) {
      window.count++;
      this.ctx.storage.kv.put('window', window);
    }
    return { allowed, limit: rule.limit, remaining: rule.limit - window.count, resetAt: window.startedAt + length };
  }

  /** Nothing is left of a window that is over. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}

export function takeFrom(
  namespace: DurableObjectNamespace<RateLimiter>,
  name: string,
  key: string,
  rule: RateLimit,
  now: number,
): Promise<RateLimitResult> {
  return namespace.getByName(`${name}:${key}`).take(rule, now);
}
