// All SQL of auth.
import type { Caller } from '../../scope.ts';
import { type Database, type InsertInto, prepared, query, sql, valuesOf } from '../../platform/d1.ts';

export const emailKey = (email: string): string => email.trim().toLowerCase();

const callerQuery = prepared(({ hash, now }: { hash: string; now: number }) =>
  query
    .selectFrom('tokens')
    .innerJoin('auth_sessions', 'auth_sessions.id', 'tokens.auth_session_id')
    .innerJoin('users', 'users.id', 'auth_sessions.user_id')
    .innerJoin('workspaces', 'workspaces.id', 'auth_sessions.workspace_id')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.workspace_id', '=', 'auth_sessions.workspace_id')
        .onRef('memberships.user_id', '=', 'auth_sessions.user_id'),
    )
    .where('tokens.hash', '=', hash)
    .where('tokens.kind', '=', 'access')
    .where('tokens.expires_at', '>', now)
    .where('auth_sessions.revoked_at', 'is', null)
    .where('auth_sessions.expires_at', '>', now)
    .select([
      'users.id as userId',
      'users.email as email',
      'users.name as name',
      'users.created_at as userCreatedAt',
      'auth_sessions.id as authSessionId',
      'auth_sessions.expires_at as signInEndsAt',
      'auth_sessions.client as client',
      'workspaces.id as workspaceId',
      'workspaces.name as workspaceName',
      'workspaces.personal as personal',
      'memberships.role as role',
    ]),
);

/**
 * The person behind a live access token, with their role, in one query; null for any token that
 * does not let in.
 */
export async function callerFindByTokenHash(db: Database, hash: string, now: number): Promise<Caller | null> {
  const row = await db.first(callerQuery({ hash, now }));
  return row && { ...row, personal: row.personal === 1 };
}

interface LiveInput {
  authSessionId: string;
  workspaceId: string;
  now: number;
}

/** One row where the sign-in was not ended and its person is still a member. */
export const authSessionIsLive = prepared(({ authSessionId, workspaceId, now }: LiveInput) =>
  query
    .selectFrom('auth_sessions')
    .innerJoin('memberships', 'memberships.user_id', 'auth_sessions.user_id')
    .where('auth_sessions.id', '=', authSessionId)
    .where('auth_sessions.revoked_at', 'is', null)
    .where('auth_sessions.expires_at', '>', now)
    .where('memberships.workspace_id', '=', workspaceId)
    .select('auth_sessions.id as id'),
);

/**
 * The sign-ins among these that were not ended, with the role that their person has in the
 * workspace.
 */
export function authSessionsLive(workspaceId: string, ids: readonly string[], now: number) {
  return query
    .selectFrom('auth_sessions')
    .innerJoin('memberships', 'memberships.user_id', 'auth_sessions.user_id')
    .where('auth_sessions.id', 'in', valuesOf(ids))
    .where('auth_sessions.revoked_at', 'is', null)
    .where('auth_sessions.expires_at', '>', now)
    .where('memberships.workspace_id', '=', workspaceId)
    .select(['auth_sessions.id as id', 'memberships.role as role']);
}

/**
 * A person by e-mail, with the workspace that they land in: their personal one, else the oldest.
 */
export function userFindByEmail(db: Database, email: string) {
  return db.first(usersWithHome().where('users.email_key', '=', emailKey(email)));
}

/** Every workspace of the person with this address. */
export function membershipsByEmail(email: string) {
  return query
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .where('users.email_key', '=', emailKey(email))
    .select(['memberships.workspace_id as workspaceId', 'users.id as userId']);
}

export function userFindInWorkspace(db: Database, userId: string, workspaceId: string) {
  return db.first(usersWithHome().where('users.id', '=', userId).where('workspaces.id', '=', workspaceId));
}

function usersWithHome() {
  return query
    .selectFrom('users')
    .innerJoin('memberships', 'memberships.user_id', 'users.id')
    .innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
    .select([
      'users.id as id',
      'users.email as email',
      'users.name as name',
      'users.password_hash as passwordHash',
      'users.created_at as createdAt',
      'workspaces.id as workspaceId',
      'workspaces.name as workspaceName',
      'workspaces.personal as personal',
      'memberships.role as role',
    ])
    .orderBy('workspaces.personal', 'desc')
    .orderBy('memberships.created_at')
    .limit(1);
}

export type UserWithHome = NonNullable<Awaited<ReturnType<typeof userFindByEmail>>>;

/** A refresh token with its sign-in, live or not. */
export function refreshTokenFind(db: Database, hash: string) {
  return db.first(
    query
      .selectFrom('tokens')
      .innerJoin('auth_sessions', 'auth_sessions.id', 'tokens.auth_session_id')
      .where('tokens.hash', '=', hash)
      .where('tokens.kind', '=', 'refresh')
      .select([
        'tokens.used_at as usedAt',
        'tokens.used_by as usedBy',
        'tokens.expires_at as expiresAt',
        'auth_sessions.id as authSessionId',
        'auth_sessions.client as client',
        'auth_sessions.user_id as userId',
        'auth_sessions.workspace_id as workspaceId',
        'auth_sessions.expires_at as signInEndsAt',
        'auth_sessions.revoked_at as revokedAt',
      ]),
  );
}

/** Uses a refresh token, if it is unused and its sign-in lives. */
export function refreshTokenUse(hash: string, usedBy: string, now: number) {
  return query
    .updateTable('tokens')
    .set({ used_at: now, used_by: usedBy })
    .where('hash', '=', hash)
    .where('kind', '=', 'refresh')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('auth_session_id', 'in', (inner) =>
      inner.selectFrom('auth_sessions').select('id').where('revoked_at', 'is', null).where('expires_at', '>', now),
    );
}

/** The sign-in that a token of any kind and age belongs to. */
export function signInFindByTokenHash(db: Database, hash: string) {
  return db.first(
    query
      .selectFrom('tokens')
      .innerJoin('auth_sessions', 'auth_sessions.id', 'tokens.auth_session_id')
      .where('tokens.hash', '=', hash)
      .select([
        'auth_sessions.id as id',
        'auth_sessions.client as client',
        'auth_sessions.user_id as userId',
        'auth_sessions.workspace_id as workspaceId',
      ]),
  );
}

export function authSessionRevoke(authSessionId: string, reason: string, now: number) {
  return query
    .updateTable('auth_sessions')
    .set({ revoked_at: now, revoked_reason: reason })
    .where('id', '=', authSessionId)
    .where('revoked_at', 'is', null);
}

export function authSessionsRevokeAll(userId: string, reason: string, now: number) {
  return query
    .updateTable('auth_sessions')
    .set({ revoked_at: now, revoked_reason: reason })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
}

/**
 * Sign-ins that were revoked, and whose connections the host has not been asked to end; of
 * everybody, or of one person.
 */
export function authSessionsToDisconnect(userId: string | null, limit: number) {
  return query
    .selectFrom('auth_sessions')
    .select('id')
    .where('revoked_at', 'is not', null)
    .where('disconnected_at', 'is', null)
    .$if(userId !== null, (all) => all.where('user_id', '=', userId))
    .orderBy('revoked_at')
    .limit(limit);
}

export function authSessionsDisconnected(ids: readonly string[], now: number) {
  return query.updateTable('auth_sessions').set({ disconnected_at: now }).where('id', 'in', ids);
}

export function authSessionsCountLive(userId: string, now: number) {
  return query
    .selectFrom('auth_sessions')
    .select(sql<number>`count(*)`.as('count'))
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
}

export function membershipsOf(userId: string) {
  return query
    .selectFrom('memberships')
    .innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
    .where('memberships.user_id', '=', userId)
    .select([
      'workspaces.id as workspaceId',
      'workspaces.name as name',
      'workspaces.personal as personal',
      'memberships.role as role',
    ])
    .orderBy('memberships.created_at')
    .limit(200);
}

export function passkeysOf(userId: string) {
  return query
    .selectFrom('passkeys')
    .where('user_id', '=', userId)
    .select(['id', 'label', 'algorithm', 'transports', 'created_at', 'last_used_at'])
    .orderBy('created_at')
    .limit(50);
}

/** Adds a person, unless the address has an account. */
export function userInsert(row: InsertInto<'users'>) {
  return query
    .insertInto('users')
    .values(row)
    .onConflict((conflict) => conflict.column('email_key').doNothing());
}

/**
 * Changes nothing, but counts as a change: what follows in the batch happens only if the account is
 * still there.
 */
export function userTouch(id: string) {
  return query.updateTable('users').set({ id }).where('id', '=', id);
}
