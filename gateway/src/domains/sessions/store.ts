// All SQL of sessions. The workspace comes first, save for the coordinator, which owns its one
// session.
import type { Manifest } from '../../../generated/schemas.ts';
import { type Database, query, sql, valuesOf } from '../../platform/d1.ts';
import { contains, orderOf, page, type PageRequest } from '../../platform/paging.ts';
import type { Present } from '../../platform/runtime-host.ts';
import type { SessionState, SessionView } from './record.ts';

export interface SessionFilter extends PageRequest {
  state?: readonly SessionState[] | undefined;
  templateId?: string | undefined;
  q?: string | undefined;
  sort: string;
}

/**
 * Views are written by the coordinator from this very type; those of earlier releases have no
 * `app`.
 */
export const viewOf = (row: { view: string }): SessionView =>
  ({ app: null, ...(JSON.parse(row.view) as object) }) as SessionView;

export function sessionList(db: Database, workspaceId: string, filter: SessionFilter) {
  let rows = query
    .selectFrom('sessions')
    .select(['id', 'created_at', 'name_key', 'view'])
    .where('workspace_id', '=', workspaceId);
  rows = filter.state ? rows.where('state', 'in', filter.state) : rows.where('state', '!=', 'deleted');
  if (filter.templateId) rows = rows.where('template_id', '=', filter.templateId);
  if (filter.q) rows = rows.where(contains('name_key', filter.q));
  return page(db, rows, filter, orderOf(filter.sort, { createdAt: 'created_at', name: 'name_key' }));
}

/**
 * Whether the workspace has this session; everything else about it is the coordinator's to tell.
 */
export async function sessionExists(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const row = await db.first(
    query.selectFrom('sessions').select('id').where('workspace_id', '=', workspaceId).where('id', '=', id),
  );
  return row !== null;
}

/** Which names are taken: this one, and what begins like those with a number; in lower case. */
export async function sessionNamesOf(
  db: Database,
  workspaceId: string,
  name: string,
  beginning: string,
): Promise<Set<string>> {
  const from = beginning.toLowerCase();
  const rows = await db.all(
    query
      .selectFrom('sessions')
      .select('name_key')
      .where('workspace_id', '=', workspaceId)
      .where('state', '!=', 'deleted')
      .where((is) =>
        is.or([
          is('name_key', '=', name.toLowerCase()),
          // A colon is the character behind the digits.
          is.and([is('name_key', '>=', from), is('name_key', '<', `${from}:`)]),
        ]),
      ),
  );
  return new Set(rows.map((row) => row.name_key));
}

/** Whether a session that is not deleted goes by this name. */
export async function sessionNamed(db: Database, workspaceId: string, name: string): Promise<boolean> {
  const row = await db.first(
    query
      .selectFrom('sessions')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('name_key', '=', name.toLowerCase())
      .where('state', '!=', 'deleted')
      .limit(1),
  );
  return row !== null;
}

export async function sessionFind(db: Database, workspaceId: string, id: string): Promise<SessionView | null> {
  const row = await db.first(
    query.selectFrom('sessions').select('view').where('workspace_id', '=', workspaceId).where('id', '=', id),
  );
  return row && viewOf(row);
}

/** Those of these that lists show. */
export function sessionsAmong(db: Database, workspaceId: string, ids: readonly string[]) {
  const rows = query.selectFrom('sessions').select('view').where('workspace_id', '=', workspaceId);
  return db.all(rows.where('id', 'in', valuesOf(ids)).where('state', '!=', 'deleted'));
}

/** What a coordinator takes over the first time it is asked. */
export async function sessionForCoordinator(
  db: Database,
  id: string,
): Promise<{ view: SessionView; spec: Manifest; baseLayerId: string | null } | null> {
  const row = await db.first(
    query.selectFrom('sessions').select(['view', 'spec', 'base_layer_id']).where('id', '=', id),
  );
  // The spec was checked against the contract when its version was made.
  return row && { view: viewOf(row), spec: JSON.parse(row.spec) as Manifest, baseLayerId: row.base_layer_id };
}

/** Makes a session, if its template is active and still has this release, and its name is free. */
export function sessionInsert(view: SessionView, spec: Manifest, baseLayerId: string | null, now: number) {
  const values = sql`${view.id}, ${view.workspaceId}, ${view.templateId}, ${view.templateVersionId}, ${view.releaseId}, ${view.name},
    ${view.name.toLowerCase()}, ${view.state}, ${view.runtime.version}, ${JSON.stringify(spec)}, ${JSON.stringify(view)}, ${baseLayerId}, ${view.createdBy},
    ${now}, ${now}`;
  return {
    compile: () =>
      sql`insert into sessions (id, workspace_id, template_id, template_version_id, release_id, name, name_key, state, version, spec,
          view, base_layer_id, created_by, created_at, updated_at)
        select ${values} where exists (select 1 from templates where workspace_id = ${view.workspaceId} and id = ${view.templateId}
          and state = 'active' and active_release_id = ${view.releaseId})
          and not exists (select 1 from sessions where workspace_id = ${view.workspaceId} and name_key = ${view.name.toLowerCase()}
          and state != 'deleted')
        on conflict (id) do nothing`.compile(query),
  };
}

/**
 * Takes a name for a session, if no other one of its workspace has it. The view follows from its
 * coordinator.
 */
export function sessionTakeName({ id, workspaceId }: Pick<SessionView, 'id' | 'workspaceId'>, name: string) {
  const key = name.toLowerCase();
  return query
    .updateTable('sessions')
    .set({ name, name_key: key })
    .where('id', '=', id)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sessions as others')
            .select('others.id')
            .where('others.workspace_id', '=', workspaceId)
            .where('others.name_key', '=', key)
            .where('others.state', '!=', 'deleted')
            .where('others.id', '!=', id),
        ),
      ),
    )
    .returning('id');
}

/** Projects a view, unless the row has this version or a newer one. */
export function sessionProject(view: SessionView, version: number, now: number) {
  return query
    .updateTable('sessions')
    .set({
      state: view.state,
      version,
      view: JSON.stringify(view),
      updated_at: now,
      deleted_at: view.state === 'deleted' ? now : null,
    })
    .where('id', '=', view.id)
    .where('version', '<', version);
}

/**
 * Sessions between two states, or in the midst of a save, which a crash of the platform may have
 * left there.
 */
export function sessionsUnderWay(db: Database, limit: number) {
  return db.all(
    query
      .selectFrom('sessions')
      .select('id')
      .where(({ or, eb, selectFrom }) =>
        or([
          eb('state', 'in', ['starting', 'stopping']),
          eb('id', 'in', selectFrom('snapshots').select('session_id').where('snapshots.state', '=', 'saving')),
        ]),
      )
      .orderBy(sql`random()`)
      .limit(limit),
  );
}

/** Those of these that are there and not deleted. */
export function sessionsKept(db: Database, ids: readonly string[]) {
  const rows = query.selectFrom('sessions').select('id').where('id', 'in', valuesOf(ids));
  return db.all(rows.where('state', '!=', 'deleted'));
}

/**
 * Sessions that should have no machine by their record, of those that have one. The disk alone
 * stays where the session has failed: its next start goes on with it.
 */
export function sessionsLeaking(db: Database, { alive, kept }: Present, limit: number) {
  return db.all(
    query
      .selectFrom('sessions')
      .select('id')
      .where(({ or, and, eb }) =>
        or([
          and([eb('id', 'in', valuesOf([...alive])), eb('state', 'in', ['created', 'sleeping', 'failed'])]),
          and([eb('id', 'in', valuesOf([...kept])), eb('state', 'in', ['created', 'sleeping'])]),
        ]),
      )
      .limit(limit),
  );
}

/**
 * Sessions that run by their record, but for those in `alive`, whose machine is known to be there.
 */
export function sessionsLost(db: Database, alive: ReadonlySet<string>, limit: number) {
  return db.all(
    query
      .selectFrom('sessions')
      .select('id')
      .where('state', '=', 'running')
      .where('id', 'not in', valuesOf([...alive]))
      .limit(limit),
  );
}

export function sessionsToPurge(db: Database, deletedBefore: number, limit: number) {
  return db.all(
    query
      .selectFrom('sessions')
      .select(['id', 'workspace_id'])
      .where('state', '=', 'deleted')
      .where('deleted_at', '<=', deletedBefore)
      .orderBy('updated_at')
      .limit(limit),
  );
}

export function sessionDeleteRow(id: string) {
  return query.deleteFrom('sessions').where('id', '=', id).where('state', '=', 'deleted');
}
