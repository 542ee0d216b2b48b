// SQL of the device flow.
import { type Database, type InsertInto, query } from '../../platform/d1.ts';
import { emailKey } from './store.ts';

export function deviceFindByHash(db: Database, deviceHash: string) {
  return db.first(query.selectFrom('device_requests').selectAll().where('device_hash', '=', deviceHash));
}

/** A request that this person may answer: one that names nobody, or them. */
export function deviceFindForUser(db: Database, userCode: string, email: string) {
  return db.first(
    query
      .selectFrom('device_requests')
      .selectAll()
      .where('user_code', '=', userCode)
      .where((where) => where.or([where('email_key', 'is', null), where('email_key', '=', emailKey(email))])),
  );
}

export type DeviceRow = NonNullable<Awaited<ReturnType<typeof deviceFindByHash>>>;

/** Settles a pending request once: a second answer, or one that comes too late, changes nothing. */
export function deviceDecide(
  userCode: string,
  by: { email: string; userId: string; workspaceId: string },
  state: 'approved' | 'denied',
  now: number,
) {
  return query
    .updateTable('device_requests')
    .set({ state, user_id: by.userId, workspace_id: by.workspaceId })
    .where('user_code', '=', userCode)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .where((where) => where.or([where('email_key', 'is', null), where('email_key', '=', emailKey(by.email))]));
}

/** Notes a poll, if it does not come too early. */
export function devicePoll(row: DeviceRow, now: number) {
  return query
    .updateTable('device_requests')
    .set({ polled_at: now })
    .where('device_hash', '=', row.device_hash)
    .where((where) =>
      where.or([where('polled_at', 'is', null), where('polled_at', '<=', now - row.interval_seconds * 1000)]),
    );
}

/** RFC 8628 section 3.5: slow_down adds five seconds for this and all later polls. */
export function deviceSlowDown(deviceHash: string) {
  return query
    .updateTable('device_requests')
    .set((set) => ({ interval_seconds: set('interval_seconds', '+', 5) }))
    .where('device_hash', '=', deviceHash)
    .where('interval_seconds', '<', 60);
}

/** Hands the tokens out once. */
export function deviceRedeem(deviceHash: string, now: number) {
  return query
    .updateTable('device_requests')
    .set({ state: 'redeemed' })
    .where('device_hash', '=', deviceHash)
    .where('state', '=', 'approved')
    .where('expires_at', '>', now);
}

export function devicesPendingFor(email: string, now: number) {
  return query
    .selectFrom('device_requests')
    .selectAll()
    .where('email_key', '=', emailKey(email))
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(50);
}

/** Fails with a conflict on `user_code` when another live request has this code. */
export function deviceInsert(row: InsertInto<'device_requests'>) {
  return query.insertInto('device_requests').values(row);
}
