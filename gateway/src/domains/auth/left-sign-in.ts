// Ends a sign-in that a browser still has where it should have none.
import type { Deps } from '../../deps.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import { auditChange, type AuditScope } from '../audit/index.ts';
import { disconnectRevoked } from './disconnect.ts';
import * as store from './store.ts';

/**
 * By either of its tokens, live or used up; whatever is no browser's token, or of one that has
 * ended, changes nothing.
 */
export async function endLeftSignIn(deps: Deps, scope: AuditScope, token: string): Promise<void> {
  const found = await store.signInFindByTokenHash(deps.db, await sha256Hex(token));
  if (found?.client !== 'browser') return;
  const { id, userId, workspaceId } = found;
  await deps.db.guarded(
    store.authSessionRevoke(id, 'logout', scope.now),
    auditChange(scope, 'auth.logged_out', { workspaceId, actorId: userId, authSessionId: id }),
  );
  await disconnectRevoked(deps, userId, scope.now);
}
