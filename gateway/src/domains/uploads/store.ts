// SQL of upload grants.
import { operations } from '../../../generated/operations.ts';
import { holders } from '../../../generated/policy.ts';
import { type Compilable, insertIfChanged, type InsertInto, query, sql, statement } from '../../platform/d1.ts';

/**
 * Notes a grant. The first statement changes nothing but opens the batch: the workspace has to be
 * there.
 */
export function grantInsert(row: InsertInto<'upload_grants'>): [Compilable<unknown>, Compilable<unknown>] {
  return [
    statement(sql`update workspaces set id = id where id = ${row.workspace_id}`),
    insertIfChanged('upload_grants', row),
  ];
}

/** What a person must still hold when their grant is used. */
const kinds = [
  ['bundle', operations.uploadBundle.permission],
  ['snapshot', operations.uploadSnapshot.permission],
] as const;

/** A grant that has not expired, of a sign-in that lives and a person who may still write. */
export function grantFind(hash: string, now: number) {
  return query
    .selectFrom('upload_grants')
    .innerJoin('auth_sessions', 'auth_sessions.id', 'upload_grants.auth_session_id')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.workspace_id', '=', 'upload_grants.workspace_id')
        .onRef('memberships.user_id', '=', 'upload_grants.granted_by'),
    )
    .selectAll('upload_grants')
    .where('upload_grants.hash', '=', hash)
    .where('upload_grants.expires_at', '>', now)
    .where('auth_sessions.revoked_at', 'is', null)
    .where('auth_sessions.expires_at', '>', now)
    .where((where) =>
      where.or(
        kinds.map(([kind, permission]) =>
          where('upload_grants.kind', '=', kind).and('memberships.role', 'in', holders[permission]),
        ),
      ),
    );
}

export function grantDelete(hash: string) {
  return query.deleteFrom('upload_grants').where('hash', '=', hash);
}
