// Templates: make, list, archive, restore, delete, and add versions.
import type { Manifest } from '../../../generated/schemas.ts';
import type { SignedIn } from '../../deps.ts';
import { Problem } from '../../errors.ts';
import type { PageRequest } from '../../platform/paging.ts';
import { auditBy } from '../audit/index.ts';
import { checkManifest } from './manifest.ts';
import * as store from './store.ts';

export async function getTemplate({ deps, caller }: SignedIn, id: string): Promise<store.TemplateRow> {
  const row = await store.templateFind(deps.db, caller.workspaceId, id);
  if (!row) throw new Problem('not_found', { what: 'template' });
  return row;
}

export function listTemplates({ deps, caller }: SignedIn, filter: Parameters<typeof store.templateList>[2]) {
  return store.templateList(deps.db, caller.workspaceId, filter);
}

export async function createTemplate(
  scope: SignedIn,
  input: { name: string; description: string },
): Promise<store.TemplateRow> {
  const { deps, caller, now } = scope;
  const id = await scope.newId('tpl');
  const made = await deps.db.guarded(
    store.templateInsert({ ...input, id, workspaceId: caller.workspaceId, createdBy: caller.userId, now }),
    auditBy(scope, 'template.created', id, { name: input.name }),
  );
  const row = await store.templateFind(deps.db, caller.workspaceId, id);
  if (!made && !row) throw new Problem('template_name_taken', { name: input.name });
  if (!row) throw new Problem('not_found', { what: 'template' });
  return row;
}

export async function archiveTemplate(scope: SignedIn, id: string): Promise<store.TemplateRow> {
  await scope.deps.db.guarded(
    store.templateSetState(scope.caller.workspaceId, id, 'active', 'archived', scope.now),
    auditBy(scope, 'template.archived', id),
  );
  return getTemplate(scope, id);
}

export async function restoreTemplate(scope: SignedIn, id: string): Promise<store.TemplateRow> {
  const restored = await scope.deps.db.guarded(
    store.templateSetState(scope.caller.workspaceId, id, 'archived', 'active', scope.now),
    auditBy(scope, 'template.restored', id),
  );
  const row = await getTemplate(scope, id);
  if (!restored) throw new Problem('template_not_archived', { state: row.state });
  return row;
}

export async function deleteTemplate(scope: SignedIn, id: string): Promise<void> {
  const { deps, caller } = scope;
  const { name } = await getTemplate(scope, id);
  const deleted = await deps.db.guarded(
    store.templateDelete(caller.workspaceId, id),
    auditBy(scope, 'template.deleted', id, { name }),
  );
  if (deleted) return;
  const sessions = await store.sessionCount(deps.db, caller.workspaceId, id);
  if (sessions?.count) throw new Problem('template_has_sessions', { count: sessions.count });
  throw new Problem('not_found', { what: 'template' });
}

export async function createVersion(
  scope: SignedIn,
  templateId: string,
  input: { manifest: Manifest; notes: string },
): Promise<store.VersionRow> {
  const { deps, caller, now } = scope;
  checkManifest(input.manifest);
  const id = await scope.newId('ver');
  const facts = { id, templateId, workspaceId: caller.workspaceId, createdBy: caller.userId, now };
  await deps.db.guarded(
    store.versionCountUp(caller.workspaceId, templateId, id, now),
    // A manifest alone has nothing to build.
    store.versionInsert({ ...facts, state: 'ready', manifest: JSON.stringify(input.manifest), notes: input.notes }),
    auditBy(scope, 'template.version_created', id, { templateId }),
  );
  const row = await store.versionFind(deps.db, caller.workspaceId, templateId, id);
  if (!row) throw new Problem('not_found', { what: 'template' });
  return row;
}

export async function getVersion(
  { deps, caller }: SignedIn,
  templateId: string,
  id: string,
): Promise<store.VersionRow> {
  const row = await store.versionFind(deps.db, caller.workspaceId, templateId, id);
  if (!row) throw new Problem('not_found', { what: 'version' });
  return row;
}

export async function listVersions(scope: SignedIn, templateId: string, request: PageRequest) {
  await getTemplate(scope, templateId);
  return store.versionList(scope.deps.db, scope.caller.workspaceId, templateId, request);
}
