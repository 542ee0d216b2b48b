// SQL of upload grants.
import { type Compilable, insertIfChanged, type InsertInto, query, sql, statement } from '../../platform/d1.ts';

/** Notes a grant. The first statement changes nothing but opens the batch: the workspace has to be there. */
export function grantInsert(row: InsertInto<'upload_grants'>): [Compilable<unknown>, Compilable<unknown>] {
  return [
    statement(sql`update workspaces set id = id where id = ${row.workspace_id}`),
    insertIfChanged('upload_grants', row),
  ];
}

export function grantFind(hash: string, now: number) {
  return query.selectFrom('upload_grants').selectAll().where('hash', '=', hash).where('expires_at', '>', now);
}

export function grantDelete(hash: string) {
  return query.deleteFrom('upload_grants').where('hash', '=', hash);
}
