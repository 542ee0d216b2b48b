// Takes what a grant was given for, and hands it to its domain.
import { Problem } from '../../errors.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import type { Acting, Scope, Upload } from '../../scope.ts';
import { isSignedIn } from '../auth/index.ts';
import { uploadSnapshotContent } from '../snapshots/index.ts';
import { uploadBundle } from '../templates/index.ts';
import { grantDelete, grantFind } from './store.ts';

/** How long an upload goes on before its sign-in is looked at again. */
const lookMs = 2000;

/**
 * Threat: an upload that is sent slowly goes on for days after its person signed out, and is stored
 * in their name. Property: the sign-in that gave the grant is looked at while bytes come, and once
 * more behind the last of them, before anything counts as stored.
 */
export async function uploadByGrant(scope: Scope, token: string, upload: Upload): Promise<void> {
  const { db, clock } = scope.deps;
  const hash = await sha256Hex(token);
  const grant = await db.first(grantFind(hash, scope.now));
  if (!grant) throw gone();
  const caller = { workspaceId: grant.workspace_id, userId: grant.granted_by, authSessionId: grant.auth_session_id };
  const acting: Acting = { ...scope, caller };
  let lookedAt = clock.now();
  let hasEnded = false;
  const look = async () => {
    lookedAt = clock.now();
    hasEnded ||= !(await isSignedIn(scope.deps, caller, lookedAt));
    if (hasEnded) throw gone();
  };
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    async transform(bytes, controller) {
      if (clock.now() - lookedAt > lookMs) await look();
      controller.enqueue(bytes);
    },
    flush: look,
  });
  const body = upload.body.pipeThrough(watched);
  try {
    if (grant.kind === 'bundle') await uploadBundle(acting, grant.parent_id, grant.target_id, { ...upload, body });
    else await uploadSnapshotContent(acting, grant.parent_id, grant.target_id, { ...upload, body });
  } catch (error) {
    // A body that was cut for this looks like other bytes to who stores it.
    throw hasEnded ? gone() : error;
  }
  await db.run(grantDelete(hash));
}

const gone = () => new Problem('not_found', { what: 'upload grant' });
