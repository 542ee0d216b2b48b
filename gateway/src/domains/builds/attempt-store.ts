// SQL of one attempt of a build: who gets it, that they live, and how it ends. The coordinator owns its one build, so no workspace is named.
import type { BuildArtifact } from '../../../generated/schemas.ts';
import { type Compilable, query, sql, statement } from '../../platform/d1.ts';
import type { BuildRow, BuildStatus } from './store.ts';
import type { ExecutionSource } from './port.ts';

export const maxAttempts = 3;

/**
 * Threat: a build that takes the machine's memory ends its host each time, and as that is the platform's end and not its own, it would be
 * begun anew for ever. Property: it is given up after as many.
 */
export const maxCutOffs = 5;

/** Begins an attempt, if one is due. Only who gets the lease may go on with it. */
export function buildClaim(id: string, leaseId: string, source: ExecutionSource, now: number) {
  return query
    .updateTable('builds')
    .set((set) => ({
      status: 'building',
      attempts: set('attempts', '+', 1),
      lease_id: leaseId,
      phase: 'machine',
      execution_source: source,
      started_at: sql<number>`coalesce(started_at, ${now})`,
      finished_at: null,
      heartbeat_at: now,
    }))
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'retrying'])
    .where('due_at', '<=', now);
}

/** Shows that the holder of the lease lives. Answers no row when the lease was taken away. */
export function buildHeartbeat(id: string, leaseId: string, phase: NonNullable<BuildRow['phase']>, now: number) {
  return query
    .updateTable('builds')
    .set({ heartbeat_at: now, phase })
    .where('id', '=', id)
    .where('status', '=', 'building')
    .where('lease_id', '=', leaseId);
}

/** A build that has ended needs no Workflow any more, also where that has not looked since. */
const workflowEnds = (status: BuildStatus) =>
  sql<string | null>`iif(workflow_instance_id is null, workflow_status, ${status})`;

export function buildSucceed(id: string, leaseId: string, layerId: string, artifact: BuildArtifact, now: number) {
  return query
    .updateTable('builds')
    .set({
      status: 'succeeded',
      phase: null,
      lease_id: null,
      layer_id: layerId,
      artifact: JSON.stringify(artifact),
      workflow_status: workflowEnds('succeeded'),
      last_error: null,
      finished_at: now,
      heartbeat_at: now,
    })
    .where('id', '=', id)
    .where('lease_id', '=', leaseId)
    .where('status', '=', 'building')
    .where((where) => where.exists(where.selectFrom('layers').select('layers.id').where('layers.id', '=', layerId)));
}

/**
 * How an attempt ended: it failed; no other could do better; or the platform cut it off, by a host or a coordinator that died. The last is
 * nobody's fault and does not count among the attempts.
 */
export type Ending = 'failed' | 'hopeless' | 'cut_off';

/** Whether no other attempt follows. `buildFail` decides the same in its statement. */
export function isLast({ attempts, cut_offs }: Pick<BuildRow, 'attempts' | 'cut_offs'>, ending: Ending): boolean {
  if (ending === 'cut_off') return cut_offs + 1 >= maxCutOffs;
  return ending === 'hopeless' || attempts >= maxAttempts;
}

/** Why it failed, in the words that build, version and log show. */
export function reasonOf(row: Pick<BuildRow, 'attempts' | 'cut_offs'>, ending: Ending, why: string): string {
  if (ending !== 'cut_off') return why;
  const cutOff = `The platform cut this attempt off, so it does not count: ${why}`;
  if (!isLast(row, ending)) return cutOff;
  return `${cutOff}\nThat was the last of ${maxCutOffs} times: the build may be what ends the machine, by its memory for one.`;
}

/** Ends an attempt that did not succeed: the next one is due after a while, unless it was the last. */
export function buildFail(id: string, leaseId: string, ending: Ending, reason: string, now: number) {
  const cutOff = ending === 'cut_off';
  const last = cutOff
    ? sql<boolean>`(cut_offs + 1 >= ${maxCutOffs})`
    : sql<boolean>`(attempts >= ${maxAttempts} or ${ending === 'hopeless' ? 1 : 0})`;
  const times = cutOff ? sql<number>`(cut_offs + 1)` : sql<number>`attempts`;
  return query
    .updateTable('builds')
    .set({
      status: sql`case when ${last} then 'dead_lettered' else 'retrying' end`,
      ...(cutOff ? { attempts: sql<number>`max(attempts - 1, 0)`, cut_offs: sql<number>`cut_offs + 1` } : {}),
      phase: null,
      lease_id: null,
      workflow_status: sql<
        string | null
      >`case when ${last} then ${workflowEnds('dead_lettered')} else workflow_status end`,
      last_error: reason,
      last_failure_at: now,
      dead_lettered_at: sql`case when ${last} then ${now} end`,
      finished_at: sql`case when ${last} then ${now} end`,
      due_at: sql`${now} + ${times} * ${times} * 1000`,
    })
    .where('id', '=', id)
    .where('lease_id', '=', leaseId)
    .where('status', '=', 'building');
}

/** The version follows its build, right behind the statement that ended it. */
export function versionFollow(
  versionId: string,
  state: 'ready' | 'failed',
  reason: string | null,
): Compilable<unknown> {
  return statement(
    sql`update template_versions set state = ${state}, state_reason = ${reason} where id = ${versionId} and changes() > 0`,
  );
}

/** The same for a failure: only a dead-lettered build fails its version. */
export function versionFollowFailure(buildId: string, versionId: string, reason: string): Compilable<unknown> {
  return statement(sql`update template_versions set state = 'failed', state_reason = ${reason} where id = ${versionId}
    and exists (select 1 from builds where id = ${buildId} and status = 'dead_lettered')`);
}
