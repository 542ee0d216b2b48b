// Whatever a caller names, the limiter stays exact for what they use, bounded, and empty when its
// windows are over.
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test, vi } from 'vitest';
import { limiterOf, RateLimiter } from './rate-limiter.ts';

vi.mock('cloudflare:workers', () => ({
  DurableObject: class {
    constructor(readonly ctx: unknown) {}
  },
}));

const rule = { limit: 2, windowSeconds: 60 };
const minute = 60_000;
let sqlite: DatabaseSync;
let alarm: number | null;
let limiter: RateLimiter;

const names = () =>
  sqlite
    .prepare('select name from windows order by name')
    .all()
    .map(({ name }) => name);
const isEmpty = () => sqlite.prepare('select count(*) as n from sqlite_schema').get()?.['n'] === 0;

beforeEach(() => {
  sqlite = new DatabaseSync(':memory:');
  alarm = null;
  const exec = (text: string, ...values: (string | number)[]) => {
    if (values.length === 0 && !text.startsWith('select')) return sqlite.exec(text);
    const rows = sqlite.prepare(text).all(...values);
    return { toArray: () => rows, one: () => rows[0] };
  };
  const storage = {
    sql: { exec },
    getAlarm: async () => alarm,
    setAlarm: async (at: number) => (alarm = at),
    deleteAll: async () => sqlite.exec('drop table windows'),
  };
  limiter = new RateLimiter({ storage } as never, {} as never); // as much of both as the limiter asks for
});

const take = (limit: string, subject: string, now: number, caller = 'usr-a') =>
  limiter.take(caller, limit, subject, rule, now);

/** Lets the alarm ring that is set. */
async function ring(): Promise<void> {
  vi.setSystemTime(alarm ?? 0);
  alarm = null;
  await limiter.alarm();
  vi.useRealTimers();
}

test('each subject has its own window, with its own end', async () => {
  expect(await take('start', 'a', 0)).toEqual({ allowed: true, limit: 2, remaining: 1, resetAt: minute });
  expect(await take('start', 'a', 10)).toMatchObject({ allowed: true, remaining: 0 });
  expect(await take('start', 'a', 20)).toMatchObject({ allowed: false, remaining: 0, resetAt: minute });
  expect(await take('start', 'b', 30)).toMatchObject({ remaining: 1, resetAt: minute + 30 });
  expect(await take('save', 'a', 40)).toMatchObject({ remaining: 1, resetAt: minute + 40 });
  expect(await take('start', 'a', minute)).toMatchObject({ remaining: 1, resetAt: 2 * minute });
});

test('a window is removed when it is over, and the last one leaves nothing', async () => {
  await take('start', 'a', 0);
  await take('start', 'b', minute / 2);
  await ring();
  expect(names()).toEqual(['start:b']);
  await ring();
  expect([isEmpty(), alarm]).toEqual([true, null]);
  expect(await take('start', 'a', 3 * minute)).toMatchObject({ remaining: 1 });
});

test('a caller who names something new with each request meets the limit, and fills no storage', async () => {
  let refused = 0;
  await take('start', 'own', 0);
  for (let n = 0; n < 3000; n++) if (!(await take('start', `made-up-${n}`, 1)).allowed) refused++;
  expect(names().length).toBeLessThanOrEqual(1001);
  expect(refused).toBe(3000 - 999 - rule.limit);
  // what they did use before counts on as it did
  expect(await take('start', 'own', 2)).toMatchObject({ allowed: true, remaining: 0, resetAt: minute });
});

test('callers who share an object have limits of their own, and leave nothing', async () => {
  for (let n = 0; n < 3000; n++) await take('login', '', 0, `10.0.${n >> 8}.${n & 255}`);
  expect(await take('login', '', 1, '10.0.0.7')).toMatchObject({ allowed: true, remaining: 0 });
  expect(await take('login', '', 2, '10.0.0.7')).toMatchObject({ allowed: false });
  expect(await take('login', '', 3, '10.0.0.8')).toMatchObject({ allowed: true });
  await ring();
  expect([isEmpty(), alarm]).toEqual([true, null]);
});

test('however many addresses ask, they share few objects, evenly; a person has one', () => {
  const objects = new Map<string, number>();
  for (let n = 0; n < 10_000; n++) {
    const name = limiterOf(`10.${n % 7}.${n >> 8}.${n & 255}`);
    objects.set(name, (objects.get(name) ?? 0) + 1);
  }
  expect(objects.size).toBe(32);
  expect(Math.max(...objects.values())).toBeLessThan(600);
  expect(limiterOf('usr-aaaaaaaaaaaaaaaaaaaa')).toBe('usr-aaaaaaaaaaaaaaaaaaaa');
});
