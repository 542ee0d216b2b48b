// Builds in the contract's form.
import type { Build } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import { optionalTimestamp, timestamp } from '../../platform/clock.ts';
import { artifactOf } from './artifact.ts';
import { type BuildRow, buildsAmong } from './store.ts';
import { maxAttempts, maxCutOffs } from './transitions.ts';

export function buildAnswer(row: BuildRow): Build {
  return {
    id: row.id,
    templateId: row.template_id,
    templateName: row.template_name ?? '',
    templateVersionId: row.template_version_id,
    versionNumber: row.version_number ?? 1,
    state: row.status,
    attempts: row.attempts,
    maxAttempts,
    cutOffs: row.cut_offs,
    maxCutOffs,
    phase: row.phase,
    dispatchMode: row.dispatch_mode,
    executionSource: row.execution_source,
    workflowName: row.workflow_name,
    workflowInstanceId: row.workflow_instance_id,
    workflowStatus: row.workflow_status,
    lastError: row.last_error,
    lastFailureAt: optionalTimestamp(row.last_failure_at),
    deadLetteredAt: optionalTimestamp(row.dead_lettered_at),
    reusedFromBuildId: row.reused_from_build_id,
    queuedAt: timestamp(row.created_at),
    startedAt: optionalTimestamp(row.started_at),
    finishedAt: optionalTimestamp(row.finished_at),
    heartbeatAt: optionalTimestamp(row.heartbeat_at),
    artifact: artifactOf(row),
  };
}

/** Those of these that there are, as their list shows them. */
export async function buildViews({ db }: Pick<Deps, 'db'>, workspaceId: string, ids: readonly string[]) {
  return (await buildsAmong(db, workspaceId, ids)).map(buildAnswer);
}
