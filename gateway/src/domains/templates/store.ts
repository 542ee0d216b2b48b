// All SQL of templates and their versions. The workspace comes first: nothing here crosses it.
import { type Database, query, sql } from '../../platform/d1.ts';
import { contains, page, type PageRequest } from '../../platform/paging.ts';

function templates(workspaceId: string) {
  return query
    .selectFrom('templates')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .select((row) => [
      row
        .selectFrom('releases')
        .innerJoin('template_versions', 'template_versions.id', 'releases.template_version_id')
        .whereRef('releases.id', '=', 'templates.active_release_id')
        .select(
          sql<string>`json_object('id', template_versions.id, 'number', template_versions.number, 'state', template_versions.state)`.as(
            'v',
          ),
        )
        .as('active_version'),
    ]);
}

export function templateFind(db: Database, workspaceId: string, id: string) {
  return db.first(templates(workspaceId).where('id', '=', id));
}

export type TemplateRow = NonNullable<Awaited<ReturnType<typeof templateFind>>>;

export function templateList(
  db: Database,
  workspaceId: string,
  filter: PageRequest & { state?: 'active' | 'archived' | undefined; q?: string | undefined },
) {
  let rows = templates(workspaceId);
  if (filter.state) rows = rows.where('state', '=', filter.state);
  if (filter.q) rows = rows.where(contains('name_key', filter.q));
  return page(db, rows, filter);
}

export function templateInsert(values: {
  id: string;
  workspaceId: string;
  name: string;
  description: string;
  createdBy: string;
  now: number;
}) {
  return query
    .insertInto('templates')
    .values({
      id: values.id,
      workspace_id: values.workspaceId,
      name: values.name,
      name_key: values.name.toLowerCase(),
      description: values.description,
      state: 'active',
      version_count: 0,
      created_by: values.createdBy,
      created_at: values.now,
      updated_at: values.now,
    })
    .onConflict((conflict) => conflict.doNothing());
}

export function templateSetState(
  workspaceId: string,
  id: string,
  from: 'active' | 'archived',
  to: 'active' | 'archived',
  now: number,
) {
  return query
    .updateTable('templates')
    .set({ state: to, archived_at: to === 'archived' ? now : null, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', from);
}

/** Deletes a template that no session needs any more; versions and releases go with it. */
export function templateDelete(workspaceId: string, id: string) {
  return query
    .deleteFrom('templates')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sessions')
            .select('sessions.id')
            .where('sessions.template_id', '=', id)
            .where('sessions.state', '!=', 'deleted'),
        ),
      ),
    );
}

export function sessionCount(db: Database, workspaceId: string, id: string) {
  return db.first(
    query
      .selectFrom('sessions')
      .select(sql<number>`count(*)`.as('count'))
      .where('workspace_id', '=', workspaceId)
      .where('template_id', '=', id)
      .where('state', '!=', 'deleted'),
  );
}

/** Takes the next version number; the version's own insert reads it back in the same batch. */
export function versionCountUp(workspaceId: string, templateId: string, versionId: string, now: number) {
  return query
    .updateTable('templates')
    .set((set) => ({ version_count: set('version_count', '+', 1), updated_at: now }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', templateId)
    .where((where) =>
      where.not(where.exists(where.selectFrom('template_versions').select('id').where('id', '=', versionId))),
    );
}

export function versionInsert(values: {
  id: string;
  workspaceId: string;
  templateId: string;
  state: 'building' | 'ready';
  manifest: string;
  notes: string;
  createdBy: string;
  now: number;
}) {
  const number = sql`(select version_count from templates where id = ${values.templateId})`;
  return {
    compile: () =>
      sql`insert into template_versions (id, workspace_id, template_id, number, state, manifest, notes, created_by, created_at)
        select ${values.id}, ${values.workspaceId}, ${values.templateId}, ${number}, ${values.state}, ${values.manifest},
          ${values.notes}, ${values.createdBy}, ${values.now} where changes() > 0`.compile(query),
  };
}

export function versionFind(db: Database, workspaceId: string, templateId: string, id: string) {
  return db.first(
    query
      .selectFrom('template_versions')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('template_id', '=', templateId)
      .where('id', '=', id),
  );
}

export type VersionRow = NonNullable<Awaited<ReturnType<typeof versionFind>>>;

export function versionList(db: Database, workspaceId: string, templateId: string, request: PageRequest) {
  const rows = query
    .selectFrom('template_versions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId);
  return page(db, rows, request);
}
