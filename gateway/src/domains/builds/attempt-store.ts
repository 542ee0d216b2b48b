// SQL of a build's moves, and of its sign of life. What a move changes, `transitions.ts` decides;
// the statement holds what it was decided by.
import { type Compilable, query, sql, statement } from '../../platform/d1.ts';
import type { BuildRow } from './store.ts';
import { hasEnded, type Move } from './transitions.ts';

/** Changes a row if the build is still what the move was decided by. */
export function buildMove({ id, workspace_id }: Pick<BuildRow, 'id' | 'workspace_id'>, move: Move) {
  let update = query
    .updateTable('builds')
    .set(move.changes)
    .where('id', '=', id)
    .where('workspace_id', '=', workspace_id)
    .where((where) =>
      // `is`, as a lease may be null.
      where.and(Object.entries(move.holds).map(([column, value]) => sql<boolean>`${sql.ref(column)} is ${value}`)),
    );
  // The Workflow's columns are written by whoever dispatches, without the lease. A build that has
  // ended needs no Workflow any more, also where that has not looked since.
  if (hasEnded(move.to))
    update = update.set({ workflow_status: sql`iif(workflow_instance_id is null, workflow_status, ${move.to})` });
  const layerId = move.changes.layer_id;
  if (typeof layerId === 'string')
    update = update.where((where) =>
      where.exists(where.selectFrom('layers').select('layers.id').where('layers.id', '=', layerId)),
    );
  return update;
}

/**
 * The version follows its build, right behind a statement that changed a row if the build moved.
 */
export function versionMove(versionId: string, { from, to, reason }: NonNullable<Move['version']>) {
  return statement(sql`update template_versions set state = ${to}, state_reason = ${reason}
    where id = ${versionId} and state = ${from} and changes() > 0`);
}

/** Shows that the holder of the lease lives. Changes no row when the lease was taken away. */
export function buildHeartbeat(
  id: string,
  leaseId: string,
  phase: NonNullable<BuildRow['phase']>,
  now: number,
): Compilable<unknown> {
  return query
    .updateTable('builds')
    .set({ heartbeat_at: now, phase })
    .where('id', '=', id)
    .where('status', '=', 'building')
    .where('lease_id', '=', leaseId);
}
