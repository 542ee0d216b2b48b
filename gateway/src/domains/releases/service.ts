// Releases: promote a version, go back to an earlier release, and tell what is bound.
import type { BuildArtifact, ReleaseBinding } from '../../../generated/schemas.ts';
import type { SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import type { PageRequest } from '../../platform/paging.ts';
import { auditBy } from '../audit/index.ts';
import { buildFind } from '../builds/index.ts';
import { getTemplate, getVersion, manifestOf, type TemplateRow, type VersionRow } from '../templates/index.ts';
import { bindingOf } from './answers.ts';
import * as store from './store.ts';

export async function findRelease({ deps, caller }: SignedIn, id: string): Promise<store.ReleaseRow> {
  const row = await store.releaseFind(deps.db, caller.workspaceId, id);
  if (!row) throw new Problem('not_found', { what: 'release' });
  return row;
}

export function listReleases(
  { deps, caller }: SignedIn,
  filter: PageRequest & { templateId?: string | undefined; sort: string },
) {
  return store.releaseList(deps.db, caller.workspaceId, filter);
}

interface Move {
  mode: 'promote' | 'rollback';
  sourceReleaseId: string | null;
  binding: ReleaseBinding;
  versionBefore: string | null;
}

async function release(
  scope: SignedIn,
  template: TemplateRow,
  version: VersionRow,
  move: Move,
): Promise<store.ReleaseRow> {
  const { deps, caller, now } = scope;
  const id = await scope.newId('rel');
  const event = move.mode === 'promote' ? 'template.promoted' : 'template.rolled_back';
  const detail = {
    releaseId: id,
    versionId: version.id,
    versionBefore: move.versionBefore,
    sourceReleaseId: move.sourceReleaseId,
  };
  await deps.db.guarded(
    store.activate(caller.workspaceId, template.id, template.active_release_id, id, now),
    store.releaseInsert({
      id,
      workspaceId: caller.workspaceId,
      templateId: template.id,
      versionId: version.id,
      mode: move.mode,
      sourceReleaseId: move.sourceReleaseId,
      binding: JSON.stringify(move.binding),
      createdBy: caller.userId,
      now,
    }),
    auditBy(scope, event, template.id, detail),
  );
  const before = template.active_release_id;
  deps.feed.changed(
    caller.workspaceId,
    { kind: 'template', id: template.id },
    { kind: 'release', id },
    // No longer the active one.
    ...(before === null ? [] : [{ kind: 'release', id: before } as const]),
  );
  const row = await store.releaseFind(deps.db, caller.workspaceId, id);
  if (!row) throw new Problem('release_conflict');
  return row;
}

type ArtifactFacts = Pick<
  ReleaseBinding,
  'artifactSource' | 'artifactDigest' | 'artifactBuiltAt' | 'imageReference' | 'imageDigest'
>;

async function artifactOf({ deps, caller }: SignedIn, version: VersionRow): Promise<ArtifactFacts> {
  const build = version.build_id === null ? null : await buildFind(deps.db, caller.workspaceId, version.build_id);
  // Written by the build, from the contract's own type.
  const made = build?.artifact ? (JSON.parse(build.artifact) as BuildArtifact) : null;
  return {
    artifactSource: made?.source ?? null,
    artifactDigest: made?.artifactDigest ?? null,
    artifactBuiltAt: made?.artifactBuiltAt ?? null,
    imageReference: made?.imageReference ?? null,
    imageDigest: made?.imageDigest ?? null,
  };
}

export async function promoteTemplate(
  scope: SignedIn,
  templateId: string,
  versionId: string,
): Promise<store.ReleaseRow> {
  const template = await getTemplate(scope, templateId);
  const version = await getVersion(scope, templateId, versionId);
  if (version.state !== 'ready') throw new Problem('version_not_ready', { state: version.state });
  const active = template.active_release_id === null ? null : await findRelease(scope, template.active_release_id);
  const id = await scope.newId('rel');
  if (active?.id === id) return active;
  if (active?.template_version_id === version.id) throw new Problem('version_already_active');
  const manifest = manifestOf(version);
  const binding: ReleaseBinding = {
    templateName: template.name,
    image: manifest.image,
    features: manifest.features,
    persistedPaths: manifest.persistedPaths,
    bundleUploaded: version.bundle_uploaded_at !== null,
    ...(await artifactOf(scope, version)),
  };
  const versionBefore = active?.template_version_id ?? null;
  return release(scope, template, version, { mode: 'promote', sourceReleaseId: null, binding, versionBefore });
}

export async function rollbackTemplate(
  scope: SignedIn,
  templateId: string,
  releaseId: string | undefined,
): Promise<store.ReleaseRow> {
  const template = await getTemplate(scope, templateId);
  if (template.active_release_id === null) throw new Problem('no_prior_release');
  const active = await findRelease(scope, template.active_release_id);
  const id = await scope.newId('rel');
  if (active.id === id) return active;
  const source = releaseId
    ? await findRelease(scope, releaseId)
    : await store.releaseFindPrior(scope.deps.db, scope.caller.workspaceId, active);
  if (!source) throw new Problem('no_prior_release');
  if (source.template_id !== templateId) throw new Problem('not_found', { what: 'release' });
  if (source.template_version_id === active.template_version_id) throw new Problem('version_already_active');
  const version = await getVersion(scope, templateId, source.template_version_id);
  return release(scope, template, version, {
    mode: 'rollback',
    sourceReleaseId: source.id,
    binding: bindingOf(source),
    versionBefore: active.template_version_id,
  });
}
