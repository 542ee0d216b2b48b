// All SQL of templates and their versions. The workspace comes first: nothing here crosses it.
import { type Compilable, type Database, insertIfChanged, query, sql, statement, valuesOf } from '../../platform/d1.ts';
import { contains, orderOf, page, type PageRequest } from '../../platform/paging.ts';
import type { Change } from '../workspaces/port.ts';

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

export function templatesAmong(db: Database, workspaceId: string, ids: readonly string[]) {
  return db.all(templates(workspaceId).where('id', 'in', valuesOf(ids)));
}

export type TemplateRow = NonNullable<Awaited<ReturnType<typeof templateFind>>>;

export function templateList(
  db: Database,
  workspaceId: string,
  filter: PageRequest & {
    state?: readonly ('active' | 'archived')[] | undefined;
    q?: string | undefined;
    sort: string;
  },
) {
  let rows = templates(workspaceId);
  if (filter.state) rows = rows.where('state', 'in', filter.state);
  if (filter.q) rows = rows.where(contains('name_key', filter.q));
  return page(db, rows, filter, orderOf(filter.sort, { createdAt: 'created_at', name: 'name_key' }));
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

/** Changes what is given, unless another template of the workspace has the name. */
export function templateUpdate(
  workspaceId: string,
  id: string,
  { name, description }: { name?: string | undefined; description?: string | undefined },
  now: number,
) {
  return query
    .updateTable('templates')
    .set({
      ...(name !== undefined && { name, name_key: name.toLowerCase() }),
      ...(description !== undefined && { description }),
      updated_at: now,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where((where) =>
      where.or([
        ...(name === undefined ? [] : [where('name', '!=', name)]),
        ...(description === undefined ? [] : [where('description', '!=', description)]),
      ]),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('templates as others')
            .select('others.id')
            .where('others.workspace_id', '=', workspaceId)
            .where('others.name_key', '=', (name ?? '').toLowerCase())
            .where('others.id', '!=', id),
        ),
      ),
    );
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

/** What goes with a template: its versions, their builds and its releases. */
export function templateParts(workspaceId: string, id: string): Compilable<Change> {
  const own = sql`where template_id = ${id} and workspace_id = ${workspaceId}`;
  return {
    compile: () =>
      sql<Change>`select 'version' as kind, id from template_versions ${own}
        union all select 'build', id from builds ${own} union all select 'release', id from releases ${own}`.compile(
        query,
      ),
  };
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

/**
 * Takes the next version number, if it still is the expected one and the version is not there yet.
 * A bundle that is taken over from another version must still have one that names it: with the last
 * one its object goes, and no build of the same files could ever find it.
 */
export function versionCountUp(
  workspaceId: string,
  templateId: string,
  versionId: string,
  expected: number,
  bundleKey: string | null,
  now: number,
) {
  return query
    .updateTable('templates')
    .set((set) => ({ version_count: set('version_count', '+', 1), updated_at: now }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', templateId)
    .where('version_count', '=', expected)
    .where(
      sql<boolean>`(${bundleKey} is null or exists (select 1 from template_versions where workspace_id = ${workspaceId} and bundle_key = ${bundleKey}))`,
    )
    .where((where) =>
      where.not(where.exists(where.selectFrom('template_versions').select('id').where('id', '=', versionId))),
    );
}

export interface NewVersion {
  id: string;
  workspaceId: string;
  templateId: string;
  number: number;
  state: 'uploading' | 'building' | 'ready';
  source: 'bundle' | 'git' | 'manifest';
  bundle: { digest: string; bytes: number; key: string | null; uploadedAt: number | null } | null;
  buildId: string | null;
  manifest: string;
  notes: string;
  createdBy: string;
  now: number;
}

export function versionInsert(version: NewVersion) {
  return insertIfChanged('template_versions', {
    id: version.id,
    workspace_id: version.workspaceId,
    template_id: version.templateId,
    number: version.number,
    state: version.state,
    source: version.source,
    bundle_digest: version.bundle?.digest ?? null,
    bundle_bytes: version.bundle?.bytes ?? null,
    bundle_key: version.bundle?.key ?? null,
    bundle_uploaded_at: version.bundle?.uploadedAt ?? null,
    build_id: version.buildId,
    manifest: version.manifest,
    notes: version.notes,
    created_by: version.createdBy,
    created_at: version.now,
  });
}

/**
 * A bundle that the workspace has already. By its length too: one that is announced wrongly is
 * asked for, and refused when it comes.
 */
export function bundleFind(db: Database, workspaceId: string, { digest, bytes }: { digest: string; bytes: number }) {
  return db.first(
    query
      .selectFrom('template_versions')
      .select(['bundle_key', 'bundle_uploaded_at'])
      .where('workspace_id', '=', workspaceId)
      .where('bundle_digest', '=', digest)
      .where('bundle_bytes', '=', bytes)
      .where('bundle_uploaded_at', 'is not', null)
      .orderBy('bundle_uploaded_at', 'desc')
      .limit(1),
  );
}

/** Whether the bytes of a version's bundle are stored and named by its row. */
export const bundleArrivedAlready = (versionId: string) =>
  sql<boolean>`exists (select 1 from template_versions where id = ${versionId} and bundle_key is not null)`;

/** The bundle is there: the version goes to its build. Once only. */
export function bundleArrived(
  workspaceId: string,
  versionId: string,
  key: string,
  build: { buildId: string; versionState: 'building' | 'ready' },
  now: number,
) {
  return query
    .updateTable('template_versions')
    .set({ state: build.versionState, bundle_key: key, bundle_uploaded_at: now, build_id: build.buildId })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', versionId)
    .where('state', '=', 'uploading');
}

/**
 * Names the objects that go with a template, under the very conditions of its deletion, which
 * follows in the same batch.
 */
export function templateObjectsDelete(workspaceId: string, id: string) {
  const deletable = sql`exists (select 1 from templates where id = ${id} and workspace_id = ${workspaceId})
    and not exists (select 1 from sessions where template_id = ${id} and state != 'deleted')`;
  return [
    statement(sql`insert or ignore into objects_to_delete (bucket, key)
      select 'bundles', bundle_key from template_versions own where template_id = ${id} and bundle_key is not null and ${deletable}
        and not exists (select 1 from template_versions other where other.bundle_key = own.bundle_key and other.template_id != ${id})`),
    statement(sql`insert or ignore into objects_to_delete (bucket, key)
      select 'builds', builds.workspace_id || '/builds/' || builds.id || '/' || name.value
      from builds, json_each('["config.json","manifest.json","log.txt"]') name where template_id = ${id} and ${deletable}`),
  ];
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

export function versionsAmong(db: Database, workspaceId: string, ids: readonly string[]) {
  const rows = query.selectFrom('template_versions').selectAll().where('workspace_id', '=', workspaceId);
  return db.all(rows.where('id', 'in', valuesOf(ids)));
}

export type VersionRow = NonNullable<Awaited<ReturnType<typeof versionFind>>>;

export function versionList(
  db: Database,
  workspaceId: string,
  templateId: string,
  request: PageRequest & { sort: string },
) {
  const rows = query
    .selectFrom('template_versions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId);
  return page(db, rows, request, orderOf(request.sort, { createdAt: 'created_at' }));
}
