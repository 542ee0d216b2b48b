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

/** Removes rows past their time. Returns how many. */
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

export function objectDeleted(bucket: Bucket, key: string) {
  return query.deleteFrom('objects_to_delete').where('bucket', '=', bucket).where('key', '=', key);
}

type Bucket = 'bundles' | 'builds' | 'snapshots';

/** An upload takes minutes; what is not committed after this long was given up. */
const uploadMs = 6 * 3600_000;

/**
 * Notes an object for removal before it is stored: a request that dies before its row is written
 * leaves none behind. `unless` tells that a row names the object already, where two requests may
 * store the same one: the later note would outlive the row's own statement.
 */
export function objectReserve(bucket: Bucket, key: string, now: number, unless = sql<boolean>`false`) {
  return statement(sql`insert into objects_to_delete (bucket, key, due_at) select ${bucket}, ${key}, ${now + uploadMs} where not (${unless})
    on conflict do update set due_at = excluded.due_at`);
}

/** Takes the note away, right behind the statement that names the object in its row. */
export function objectKept(bucket: Bucket, key: string) {
  return statement(sql`delete from objects_to_delete where bucket = ${bucket} and key = ${key} and changes() > 0`);
}

/**
 * Removes the kept answers that name what is purged: a key lives a day, or as long as what its
 * request made. One scan for all of them.
 */
export function repliesForget(ids: readonly string[]) {
  return statement(sql`delete from idempotency_keys
    where exists (select 1 from json_each(${JSON.stringify(ids)}) where instr(idempotency_keys.reply, value) > 0)`);
}

/**
 * Behind a deletion in its batch: whether it took the row. Not by changes(), since several
 * statements ask.
 */
const isGone = (table: 'templates' | 'snapshots' | 'sessions', id: string) =>
  sql`not exists (select 1 from ${sql.table(table)} where id = ${id})`;

/** The same for one thing, in the batch of its deletion and only if that took it. */
export function goneRepliesForget(table: 'templates' | 'snapshots', id: string) {
  return statement(sql`delete from idempotency_keys where instr(reply, ${id}) > 0 and ${isGone(table, id)}`);
}

/** Ends the leave to upload to what is gone, in the batch of its deletion. */
export function goneGrantsDelete(table: 'templates' | 'snapshots' | 'sessions', id: string) {
  return statement(
    sql`delete from upload_grants where (parent_id = ${id} or target_id = ${id}) and ${isGone(table, id)}`,
  );
}
