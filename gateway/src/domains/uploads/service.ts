// Takes what a grant was given for, and hands it to its domain.
import type { Acting, Scope, Upload } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import { uploadSnapshotContent } from '../snapshots/index.ts';
import { uploadBundle } from '../templates/index.ts';
import { grantDelete, grantFind } from './store.ts';

export async function uploadByGrant(scope: Scope, token: string, upload: Upload): Promise<void> {
  const { db } = scope.deps;
  const hash = await sha256Hex(token);
  const grant = await db.first(grantFind(hash, scope.now));
  if (!grant) throw new Problem('not_found', { what: 'upload grant' });
  const caller = { workspaceId: grant.workspace_id, userId: grant.granted_by, authSessionId: grant.auth_session_id };
  const acting: Acting = { ...scope, caller };
  if (grant.kind === 'bundle') await uploadBundle(acting, grant.parent_id, grant.target_id, upload);
  else await uploadSnapshotContent(acting, grant.parent_id, grant.target_id, upload);
  await db.run(grantDelete(hash));
}
