// A query that is compiled once must never answer with the values of an earlier call.
import { expect, test } from 'vitest';
import { prepared, query } from './d1.ts';

const live = prepared(({ hash, now }: { hash: string; now: number }) =>
  query
    .selectFrom('tokens')
    .select('kind')
    .where('expires_at', '>', now)
    .where('kind', '=', 'access')
    .where('hash', '=', hash)
    .where('created_at', '<', now),
);

test('a prepared query binds the values of each call, in the places of the query', () => {
  const [first, second] = [live({ hash: 'a', now: 1 }), live({ hash: 'b', now: 2 })].map((q) => q.compile());
  expect(second?.sql).toBe(first?.sql);
  expect(first?.parameters).toEqual([1, 'access', 'a', 1]);
  expect(second?.parameters).toEqual([2, 'access', 'b', 2]);
});

test('a prepared query is built once', () => {
  let built = 0;
  const counted = prepared(({ hash }: { hash: string }) => {
    built++;
    return query.selectFrom('tokens').selectAll().where('hash', '=', hash);
  });
  counted({ hash: 'a' }).compile();
  counted({ hash: 'b' }).compile();
  expect(built).toBe(1);
});
