// Finds a snapshot of the caller's workspace, or refuses it as one that does not exist.
import type { Acting } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { snapshotFind, type SnapshotRow } from './store.ts';

export async function getSnapshot({ deps, caller }: Acting, sessionId: string, id: string): Promise<SnapshotRow> {
  const row = await snapshotFind(deps.db, caller.workspaceId, sessionId, id);
  if (!row) throw new Problem('not_found', { what: 'snapshot' });
  return row;
}
