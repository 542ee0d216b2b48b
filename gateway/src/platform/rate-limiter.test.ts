// Whatever a caller names, the limiter stays exact for what they use, bounded, and empty when its windows are over.
import { beforeEach, expect, test, vi } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

vi.mock('cloudflare:workers', () => ({
  DurableObject: class {
    constructor(readonly ctx: unknown) {}
  },
}));

const rule = { limit: 2, windowSeconds: 60 };
const minute = 60_000;
let rows: Map<string, unknown>;
let alarm: number | null;
let limiter: RateLimiter;

beforeEach(() => {
  rows = new Map();
  alarm = null;
  const storage = {
    kv: {
      get: (key: string) => rows.get(key),
      put: (key: string, value: unknown) => rows.set(key, structuredClone(value)),
      delete: (key: string) => rows.delete(key),
      list: ({ limit }: { limit?: number } = {}) => [...rows].slice(0, limit),
    },
    getAlarm: async () => alarm,
    setAlarm: async (at: number) => (alarm = at),
    deleteAll: async () => rows.clear(),
  };
  limiter = new RateLimiter({ storage } as never, {} as never); // as much of both as the limiter asks for
});

/** Lets the alarm ring that is set. */
async function ring(): Promise<void> {
  vi.setSystemTime(alarm ?? 0);
  alarm = null;
  await limiter.alarm();
  vi.useRealTimers();
}

test('each subject has its own window, with its own end', async () => {
  expect(await limiter.take('start', 'a', rule, 0)).toEqual({ allowed: true, limit: 2, remaining: 1, resetAt: minute });
  expect(await limiter.take('start', 'a', rule, 10)).toMatchObject({ allowed: true, remaining: 0 });
  expect(await limiter.take('start', 'a', rule, 20)).toMatchObject({ allowed: false, remaining: 0, resetAt: minute });
  expect(await limiter.take('start', 'b', rule, 30)).toMatchObject({ remaining: 1, resetAt: minute + 30 });
  expect(await limiter.take('save', 'a', rule, 40)).toMatchObject({ remaining: 1, resetAt: minute + 40 });
  expect(await limiter.take('start', 'a', rule, minute)).toMatchObject({ remaining: 1, resetAt: 2 * minute });
});

test('a window is removed when it is over, and the last one leaves nothing', async () => {
  await limiter.take('start', 'a', rule, 0);
  await limiter.take('start', 'b', rule, minute / 2);
  await ring();
  expect([...rows.keys()]).toEqual(['start:b']);
  await ring();
  expect([rows.size, alarm]).toEqual([0, null]);
});

test('a caller who names something new with each request meets the limit, and fills no storage', async () => {
  let refused = 0;
  await limiter.take('start', 'own', rule, 0);
  for (let n = 0; n < 3000; n++) if (!(await limiter.take('start', `made-up-${n}`, rule, 1)).allowed) refused++;
  expect(rows.size).toBeLessThanOrEqual(1001);
  expect(refused).toBe(3000 - 999 - rule.limit);
  // what they did use before counts on as it did
  expect(await limiter.take('start', 'own', rule, 2)).toMatchObject({ allowed: true, remaining: 0, resetAt: minute });
});
