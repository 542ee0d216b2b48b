// Grants: leave to upload one thing once, without further sign-in. Threat: the address is a
// credential, and addresses get logged. Property: it lives fifteen minutes, uploads one thing,
// whose bytes were announced before where it is a bundle, is used up by it, and reads nothing. Logs
// show the route, not the address.
import type { UploadGrant } from '../../../generated/schemas.ts';
import type { Acting } from '../../scope.ts';
import { timestamp } from '../../platform/clock.ts';
import { randomToken, sha256Hex } from '../../platform/crypto.ts';
import { auditBy } from '../audit/index.ts';
import { grantInsert } from './store.ts';

/** Of one upload, with a grant or without: a Worker takes no more than 100 MB in one request. */
export const maxUploadBytes = 95 * 1024 * 1024;

const lifetimeMs = 15 * 60_000;

/** `parentId` is the template or session, `targetId` the version or snapshot. */
export async function grantUpload(
  scope: Acting,
  kind: 'bundle' | 'snapshot',
  parentId: string,
  targetId: string,
): Promise<UploadGrant> {
  const { deps, caller, now } = scope;
  const token = randomToken('bfu');
  const expiresAt = now + lifetimeMs;
  await deps.db.guarded(
    ...grantInsert({
      hash: await sha256Hex(token),
      workspace_id: caller.workspaceId,
      kind,
      parent_id: parentId,
      target_id: targetId,
      granted_by: caller.userId,
      auth_session_id: caller.authSessionId,
      expires_at: expiresAt,
    }),
    auditBy(scope, kind === 'bundle' ? 'template.upload_granted' : 'snapshot.upload_granted', targetId),
  );
  return {
    url: `${scope.apiOrigin}/api/uploads/${token}`,
    method: 'PUT',
    headers: { 'content-type': kind === 'bundle' ? 'application/gzip' : 'application/octet-stream' },
    maxBytes: maxUploadBytes,
    expiresAt: timestamp(expiresAt),
  };
}
