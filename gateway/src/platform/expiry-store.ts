// SQL of what is over: expired rows, and objects whose rows are gone.
import { type Database, query, sql, statement } from './d1.ts';

const expiring = [
  'upload_grants',
  'tokens',
  'auth_sessions',
  'device_requests',
  'idempotency_keys',
  'preview_tickets',
] as const;

/** Removes rows past their time. Answers how many. */
export async function deleteExpired(db: Database, now: number): Promise<number> {
  let removed = 0;
  for (const table of expiring) removed += await db.run(query.deleteFrom(table).where('expires_at', '<=', now));
  return removed;
}

export function objectsToDelete(db: Database, now: number, limit: number) {
  return db.all(
    query.selectFrom('objects_to_delete').select(['bucket', 'key']).where('due_at', '<=', now).limit(limit),
  );
}

export function objectDeleted(bucket: 'bundles' | 'builds' | 'snapshots', key: string) {
  return query.deleteFrom('objects_to_delete').where('bucket', '=', bucket).where('key', '=', key);
}

/** Removes the kept answers that name what is purged: a key lives a day, or as long as what its request made. One scan for all of them. */
export function repliesForget(ids: readonly string[]) {
  return statement(sql`delete from idempotency_keys
    where exists (select 1 from json_each(${JSON.stringify(ids)}) where instr(idempotency_keys.reply, value) > 0)`);
}
