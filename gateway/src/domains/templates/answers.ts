// Templates and versions in the contract's form.
import type { Manifest, Template, TemplateVersion, VersionSummary } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import { optionalTimestamp, timestamp } from '../../platform/clock.ts';
import { templatesAmong, type TemplateRow, versionsAmong, type VersionRow } from './store.ts';

export function templateAnswer(row: TemplateRow): Template {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    description: row.description,
    state: row.state,
    // json_object of our own columns, in the contract's form.
    activeVersion: row.active_version === null ? null : (JSON.parse(row.active_version) as VersionSummary),
    activeReleaseId: row.active_release_id,
    versionCount: row.version_count,
    createdBy: row.created_by,
    createdAt: timestamp(row.created_at),
    updatedAt: timestamp(row.updated_at),
    archivedAt: optionalTimestamp(row.archived_at),
  };
}

/** The manifest was checked against the contract before it was stored. */
export const manifestOf = (row: VersionRow): Manifest => JSON.parse(row.manifest) as Manifest;

export function versionAnswer(row: VersionRow): TemplateVersion {
  return {
    id: row.id,
    templateId: row.template_id,
    number: row.number,
    state: row.state,
    stateReason: row.state_reason,
    source: row.source,
    bundle:
      row.bundle_digest === null || row.bundle_bytes === null
        ? null
        : { digest: row.bundle_digest, bytes: row.bundle_bytes, uploadedAt: optionalTimestamp(row.bundle_uploaded_at) },
    buildId: row.build_id,
    manifest: manifestOf(row),
    notes: row.notes,
    createdBy: row.created_by,
    createdAt: timestamp(row.created_at),
  };
}

/** Those of these that there are, as their list shows them. */
export async function templateViews({ db }: Pick<Deps, 'db'>, workspaceId: string, ids: readonly string[]) {
  return (await templatesAmong(db, workspaceId, ids)).map(templateAnswer);
}

/** Those of these that there are, as their list shows them. */
export async function versionViews({ db }: Pick<Deps, 'db'>, workspaceId: string, ids: readonly string[]) {
  return (await versionsAmong(db, workspaceId, ids)).map(versionAnswer);
}
