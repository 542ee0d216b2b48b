// Templates: make, list, archive, restore, delete, and add versions.
import type { Manifest } from '../../../generated/schemas.ts';
import type { SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { goneGrantsDelete, goneRepliesForget } from '../../platform/expiry-store.ts';
import type { PageRequest } from '../../platform/paging.ts';
import { auditBy } from '../audit/index.ts';
import { enqueueBuild } from '../builds/index.ts';
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
  { name, description, manifest }: { name: string; description: string; manifest?: Manifest | undefined },
): Promise<store.TemplateRow> {
  const { deps, caller, now } = scope;
  if (manifest) checkManifest(manifest);
  const input = { name, description };
  const id = await scope.newId('tpl');
  const made = await deps.db.guarded(
    store.templateInsert({ ...input, id, workspaceId: caller.workspaceId, createdBy: caller.userId, now }),
    auditBy(scope, 'template.created', id, { name: input.name }),
  );
  deps.feed.changed(caller.workspaceId, { kind: 'template', id });
  const row = await store.templateFind(deps.db, caller.workspaceId, id);
  if (!made && !row) throw new Problem('template_name_taken', { name: input.name });
  if (!row) throw new Problem('not_found', { what: 'template' });
  return row;
}

export async function updateTemplate(
  scope: SignedIn,
  id: string,
  changes: { name?: string | undefined; description?: string | undefined },
): Promise<store.TemplateRow> {
  const { deps, caller, now } = scope;
  const changed = await deps.db.guarded(
    store.templateUpdate(caller.workspaceId, id, changes, now),
    auditBy(scope, 'template.updated', id, changes.name === undefined ? {} : { name: changes.name }),
  );
  if (changed) deps.feed.changed(caller.workspaceId, { kind: 'template', id });
  const row = await getTemplate(scope, id);
  if (changed) return row;
  const { name = row.name, description = row.description } = changes;
  // Either it had them already, or somebody else's has the name.
  if (row.name === name && row.description === description) return row;
  throw new Problem('template_name_taken', { name });
}

export async function archiveTemplate(scope: SignedIn, id: string): Promise<store.TemplateRow> {
  await scope.deps.db.guarded(
    store.templateSetState(scope.caller.workspaceId, id, 'active', 'archived', scope.now),
    auditBy(scope, 'template.archived', id),
  );
  scope.deps.feed.changed(scope.caller.workspaceId, { kind: 'template', id });
  return getTemplate(scope, id);
}

export async function restoreTemplate(scope: SignedIn, id: string): Promise<store.TemplateRow> {
  await scope.deps.db.guarded(
    store.templateSetState(scope.caller.workspaceId, id, 'archived', 'active', scope.now),
    auditBy(scope, 'template.restored', id),
  );
  scope.deps.feed.changed(scope.caller.workspaceId, { kind: 'template', id });
  return getTemplate(scope, id);
}

export async function deleteTemplate(scope: SignedIn, id: string): Promise<void> {
  const { deps, caller } = scope;
  const { name } = await getTemplate(scope, id);
  const objects = store.templateObjectsDelete(caller.workspaceId, id);
  const { rows: parts, changes } = await deps.db.readThenChange(
    store.templateParts(caller.workspaceId, id),
    ...objects,
    store.templateDelete(caller.workspaceId, id),
    auditBy(scope, 'template.deleted', id, { name }),
    goneRepliesForget('templates', id),
    goneGrantsDelete('templates', id),
  );
  const deleted = (changes[objects.length] ?? 0) > 0;
  if (deleted) return deps.feed.changed(caller.workspaceId, { kind: 'template', id }, ...parts);
  const sessions = await store.sessionCount(deps.db, caller.workspaceId, id);
  if (sessions?.count) throw new Problem('template_has_sessions', { count: sessions.count });
  throw new Problem('not_found', { what: 'template' });
}

export interface NewVersionInput {
  manifest: Manifest;
  notes: string;
  bundle?: { digest: string; bytes: number } | undefined;
}

/** How often a version's number may be taken by somebody else at the same moment. */
const numberDraws = 30;

export async function createVersion(
  scope: SignedIn,
  templateId: string,
  input: NewVersionInput,
): Promise<store.VersionRow> {
  const { deps, caller } = scope;
  checkManifest(input.manifest);
  if (input.bundle && input.manifest.git) {
    throw new Problem('manifest_invalid', {}, undefined, [
      { path: 'body.manifest.git', message: 'A version has a bundle or a repository, not both' },
    ]);
  }
  const id = await scope.newId('ver');
  for (let draw = 0; draw < numberDraws; draw++) {
    const template = await getTemplate(scope, templateId);
    const nudge = await insertVersion(scope, template, id, input);
    const row = await store.versionFind(deps.db, caller.workspaceId, templateId, id);
    if (!row) continue;
    await nudge();
    return row;
  }
  throw new Problem('unavailable', { reason: 'Many versions of this template are being made at once.' });
}

/** Tries to add the version under the next number. Returns what sets its build going. */
async function insertVersion(
  scope: SignedIn,
  template: store.TemplateRow,
  id: string,
  input: NewVersionInput,
): Promise<() => Promise<void>> {
  const { deps, caller, now } = scope;
  const { manifest, bundle } = input;
  const number = template.version_count + 1;
  const known = bundle ? await findBundle(scope, bundle) : null;
  const facts = { templateId: template.id, templateName: template.name, versionId: id, versionNumber: number };
  const awaited = bundle !== undefined && !known;
  const build = awaited ? null : await enqueueBuild(scope, { ...facts, manifest, bundle: bundle ?? null });
  await deps.db.guarded(
    store.versionCountUp(caller.workspaceId, template.id, id, template.version_count, known?.bundle_key ?? null, now),
    store.versionInsert({
      id,
      workspaceId: caller.workspaceId,
      templateId: template.id,
      number,
      state: build?.versionState ?? 'uploading',
      source: bundle ? 'bundle' : manifest.git ? 'git' : 'manifest',
      bundle: bundle ? { ...bundle, key: known?.bundle_key ?? null, uploadedAt: known ? now : null } : null,
      buildId: build?.buildId ?? null,
      manifest: JSON.stringify(manifest),
      notes: input.notes,
      createdBy: caller.userId,
      now,
    }),
    ...(build?.statements ?? []),
    auditBy(scope, 'template.version_created', id, { templateId: template.id }),
  );
  deps.feed.changed(
    caller.workspaceId,
    { kind: 'template', id: template.id },
    { kind: 'version', id },
    ...(build ? [{ kind: 'build', id: build.buildId } as const] : []),
  );
  return () => build?.nudge() ?? Promise.resolve();
}

/**
 * A bundle that the workspace has, as object storage says itself: one that it lost is asked for
 * again.
 */
async function findBundle({ deps, caller }: SignedIn, bundle: { digest: string; bytes: number }) {
  const known = await store.bundleFind(deps.db, caller.workspaceId, bundle);
  if (!known?.bundle_key) return null;
  return (await deps.objects.bundles.provenLength(known.bundle_key)) === bundle.bytes ? known : null;
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

export async function listVersions(scope: SignedIn, templateId: string, request: PageRequest & { sort: string }) {
  await getTemplate(scope, templateId);
  return store.versionList(scope.deps.db, scope.caller.workspaceId, templateId, request);
}
