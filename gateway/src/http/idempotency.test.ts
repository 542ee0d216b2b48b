import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Database } from '../platform/d1.ts';
import { emptyDatabase } from '../platform/testing/sqlite-d1.ts';
import {
  abandonTry,
  beginTry,
  finishTry,
  releaseTry,
  settling,
  type IdempotentTry,
  type StoredReply,
} from './idempotency.ts';

const hour = 3600_000;
const body = new TextEncoder().encode('{"name":"web"}');
const otherBody = new TextEncoder().encode('{"name":"api"}');
let db: Database;

beforeEach(() => {
  ({ db } = emptyDatabase());
});

async function begin(now: number, bytes = body): Promise<IdempotentTry> {
  const begun = await beginTry(db, 'key', bytes, now);
  if ('status' in begun) throw new Error('The key has an answer already.');
  return begun;
}

const done: StoredReply = { status: 201, body: { id: 'tpl-1' } };

test('an answer that was given is repeated for a day, and to the same body only', async () => {
  await finishTry(db, await begin(0), done);
  expect(await beginTry(db, 'key', body, 24 * hour - 1)).toEqual(done);
  await expect(beginTry(db, 'key', otherBody, hour)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
});

test('a try that died is taken over by the same request after a minute, and meets the ids of the first', async () => {
  const first = await begin(0);
  await expect(beginTry(db, 'key', body, 59_999)).rejects.toMatchObject({ code: 'idempotency_in_flight' });
  await expect(beginTry(db, 'key', otherBody, 120_000)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  const second = await begin(60_000);
  expect(second.idSeed).toBe(first.idSeed);
  expect(second.attemptId).not.toBe(first.attemptId);
  // the one that was given up cannot answer for the one that took over
  await finishTry(db, first, done);
  await expect(beginTry(db, 'key', body, 60_001)).rejects.toMatchObject({ code: 'idempotency_in_flight' });
});

test('after its day a key is new: another body is taken, and no id of the old request is met', async () => {
  const first = await begin(0);
  await finishTry(db, first, done);
  expect((await begin(24 * hour, otherBody)).idSeed).not.toBe(first.idSeed);
});

test('a request that was refused leaves its key free', async () => {
  await abandonTry(db, await begin(0));
  await begin(1, otherBody);
});

test('a request that broke off may be sent again at once, and meets what it had made', async () => {
  const first = await begin(hour);
  await releaseTry(db, first);
  await expect(beginTry(db, 'key', otherBody, hour + 1)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  expect((await begin(hour + 1)).idSeed).toBe(first.idSeed);
});

test('an end that the database fails is tried again after the answer, and ends no try that took over', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const later: Promise<void>[] = [];
  let failures = 3;
  const settle = (attempt: IdempotentTry) =>
    settling(db, attempt, (work) => later.push(work))((at, begun) =>
      failures-- > 0 ? Promise.reject(new Error('D1_ERROR: database is locked')) : abandonTry(at, begun),
    );
  const first = await begin(0);
  await expect(settle(first)).rejects.toThrow('locked');
  await expect(beginTry(db, 'key', otherBody, 1)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await vi.runAllTimersAsync();
  await Promise.all(later);
  const second = await begin(2, otherBody);
  failures = 1;
  await expect(settle(first)).rejects.toThrow('locked');
  await vi.runAllTimersAsync();
  await finishTry(db, second, done);
  expect(await beginTry(db, 'key', otherBody, 3)).toEqual(done);
});
