// Counts requests in fixed windows, in Durable Objects, so that the counts are exact and shared by
// all isolates. Threat: a caller makes up ids or addresses, and each leaves an object (at home a
// file, for good: emptied it stays) with a limit of its own that never binds. Property: the
// deployment's people alone decide how many objects there are. A person has one; addresses, which
// strangers have as many of as they like, share a fixed number. What a caller names is a row; it is
// removed when its window is over, there are at most `maxWindows` of one caller, and whatever they
// name beyond these counts together.
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

/** Far more than the sessions that one person uses within a minute. */
const maxWindows = 1000;
/** The clock that ends a window is the caller's, the one that removes it is the object's. */
const clockSkewMs = 1000;
/** Rows are removed in batches, however many windows end. */
const cleanEveryMs = 60_000;

const schema = `create table if not exists windows
    (caller text not null, name text not null, ends_at integer not null, count integer not null, primary key (caller, name)) strict, without rowid;
  create index if not exists windows_by_end on windows (ends_at);`;

interface Window extends Record<string, SqlStorageValue> {
  ends_at: number;
  count: number;
}

export class RateLimiter extends DurableObject {
  /**
   * Counts one request of a limit on a subject, unless the window is full. A refused request does
   * not prolong the window.
   */
  async take(caller: string, limit: string, subject: string, rule: RateLimit, now: number): Promise<RateLimitResult> {
    const { sql } = this.ctx.storage;
    // With each call: an object that was emptied and lives on has no table any more.
    sql.exec(schema);
    const name =
      this.#find(caller, `${limit}:${subject}`) || this.#hasRoom(caller) ? `${limit}:${subject}` : `${limit}:*`;
    const known = this.#find(caller, name);
    const window = known && now < known.ends_at ? known : { ends_at: now + rule.windowSeconds * 1000, count: 0 };
    const allowed = window.count < rule.limit;
    const count = window.count + (allowed ? 1 : 0);
    if (allowed) {
      sql.exec(
        'insert or replace into windows (caller, name, ends_at, count) values (?, ?, ?, ?)',
        ...[caller, name, window.ends_at, count],
      );
      if (count === 1) await this.#cleanBy(window.ends_at + clockSkewMs);
    }
    return { allowed, limit: rule.limit, remaining: rule.limit - count, resetAt: window.ends_at };
  }

  /** Nothing is left of a window that is over. */
  override async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    const now = systemClock.now();
    sql.exec(schema);
    sql.exec('delete from windows where ends_at <= ?', now - clockSkewMs);
    const { next } = sql.exec<{ next: number | null }>('select min(ends_at) as next from windows').one();
    if (next === null) await this.ctx.storage.deleteAll();
    else await this.#cleanBy(Math.max(next + clockSkewMs, now + cleanEveryMs));
  }

  #find(caller: string, name: string): Window | undefined {
    const { sql } = this.ctx.storage;
    return sql
      .exec<Window>('select ends_at, count from windows where caller = ? and name = ?', caller, name)
      .toArray()[0];
  }

  #hasRoom(caller: string): boolean {
    const { sql } = this.ctx.storage;
    const found = sql.exec<{ n: number }>('select count(*) as n from windows where caller = ?', caller).one();
    return found.n < maxWindows;
  }

  async #cleanBy(dueAt: number): Promise<void> {
    const alarm = await this.ctx.storage.getAlarm();
    if (alarm === null || alarm > dueAt) await this.ctx.storage.setAlarm(dueAt);
  }
}

/**
 * As many objects as addresses share: a few thousand requests a second each, and a handful of files
 * at home.
 */
const shards = 32;

/**
 * FNV-1a: spreads evenly. Nothing is kept from whoever aims at one shard but their own shares of
 * it.
 */
function shardOf(caller: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(caller)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % shards;
}

/**
 * The object that counts a caller: a person's own, by their id, or the one that an address shares.
 */
export const limiterOf = (caller: string): string =>
  caller.startsWith('usr-') ? caller : `addresses-${shardOf(caller)}`;

/** `caller` is a person or an address. `subject` is what the limit is on, for each caller. */
export function takeFrom(
  namespace: DurableObjectNamespace<RateLimiter>,
  caller: string,
  limit: string,
  subject: string,
  rule: RateLimit,
  now: number,
): Promise<RateLimitResult> {
  return namespace.getByName(limiterOf(caller)).take(caller, limit, subject, rule, now);
}
