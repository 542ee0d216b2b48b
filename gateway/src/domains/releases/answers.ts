// Releases in the contract's form.
import type { Release, ReleaseBinding } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import { timestamp } from '../../platform/clock.ts';
import { releasesAmong, type ReleaseRow } from './store.ts';

/** Written by the service, from the contract's own type. */
export const bindingOf = (row: Pick<ReleaseRow, 'binding'>): ReleaseBinding =>
  JSON.parse(row.binding) as ReleaseBinding;

export function releaseAnswer(row: ReleaseRow): Release {
  return {
    id: row.id,
    templateId: row.template_id,
    templateVersionId: row.template_version_id,
    versionNumber: row.version_number ?? 1,
    mode: row.mode,
    sourceReleaseId: row.source_release_id,
    active: row.active_in !== null,
    binding: bindingOf(row),
    createdBy: row.created_by,
    createdAt: timestamp(row.created_at),
  };
}

/** Those of these that there are, as their list shows them. */
export async function releaseViews({ db }: Pick<Deps, 'db'>, workspaceId: string, ids: readonly string[]) {
  return (await releasesAmong(db, workspaceId, ids)).map(releaseAnswer);
}
