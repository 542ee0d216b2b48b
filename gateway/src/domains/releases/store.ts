// All SQL of releases.
import { type Database, insertIfChanged, query, valuesOf } from '../../platform/d1.ts';
import { orderOf, page, type PageRequest } from '../../platform/paging.ts';

function releases(workspaceId: string) {
  return query
    .selectFrom('releases')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .select((row) => [
      row
        .selectFrom('template_versions')
        .whereRef('template_versions.id', '=', 'releases.template_version_id')
        .select('number')
        .as('version_number'),
      row
        .selectFrom('templates')
        .whereRef('templates.active_release_id', '=', 'releases.id')
        .select('templates.id')
        .as('active_in'),
    ]);
}

export function releaseFind(db: Database, workspaceId: string, id: string) {
  return db.first(releases(workspaceId).where('id', '=', id));
}

export function releasesAmong(db: Database, workspaceId: string, ids: readonly string[]) {
  return db.all(releases(workspaceId).where('id', 'in', valuesOf(ids)));
}

export type ReleaseRow = NonNullable<Awaited<ReturnType<typeof releaseFind>>>;

export function releaseList(
  db: Database,
  workspaceId: string,
  filter: PageRequest & { templateId?: string | undefined; sort: string },
) {
  const rows = releases(workspaceId);
  const found = filter.templateId ? rows.where('template_id', '=', filter.templateId) : rows;
  return page(db, found, filter, orderOf(filter.sort, { createdAt: 'created_at' }));
}

/** The newest release before the active one that released another version. */
export function releaseFindPrior(db: Database, workspaceId: string, active: ReleaseRow) {
  return db.first(
    releases(workspaceId)
      .where('template_id', '=', active.template_id)
      .where('template_version_id', '!=', active.template_version_id)
      .where('created_at', '<=', active.created_at)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  );
}

/**
 * Moves the template to a new release, if nobody else moved it meanwhile and the release is not
 * there yet.
 */
export function activate(workspaceId: string, templateId: string, from: string | null, releaseId: string, now: number) {
  return query
    .updateTable('templates')
    .set({ active_release_id: releaseId, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', templateId)
    .where('active_release_id', from === null ? 'is' : '=', from)
    .where((where) =>
      where.not(where.exists(where.selectFrom('releases').select('releases.id').where('releases.id', '=', releaseId))),
    );
}

export function releaseInsert(values: {
  id: string;
  workspaceId: string;
  templateId: string;
  versionId: string;
  mode: 'promote' | 'rollback';
  sourceReleaseId: string | null;
  binding: string;
  createdBy: string;
  now: number;
}) {
  return insertIfChanged('releases', {
    id: values.id,
    workspace_id: values.workspaceId,
    template_id: values.templateId,
    template_version_id: values.versionId,
    mode: values.mode,
    source_release_id: values.sourceReleaseId,
    binding: values.binding,
    created_by: values.createdBy,
    created_at: values.now,
  });
}
