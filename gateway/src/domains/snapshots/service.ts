// Snapshots: make, list, download, upload, restore and delete them.
import type { RestoreProgress } from '../../../generated/schemas.ts';
import { operations } from '../../../generated/operations.ts';
import type { Download, SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { goneGrantsDelete, goneRepliesForget } from '../../platform/expiry-store.ts';
import { lostOfLayer, layerArchive, readManifest } from '../layers/index.ts';
import type { PageRequest } from '../../platform/paging.ts';
import { auditBy } from '../audit/index.ts';
import { checkOwned, getSession } from '../sessions/index.ts';
import type { Restored } from '../sessions/port.ts';
import { getSnapshot } from './lookup.ts';
import * as store from './store.ts';

export async function listSnapshots(scope: SignedIn, sessionId: string, request: PageRequest & { sort: string }) {
  await checkOwned(scope, sessionId);
  return store.snapshotList(scope.deps.db, scope.caller.workspaceId, sessionId, request);
}

export async function createSnapshot(
  scope: SignedIn,
  sessionId: string,
  input: { label?: string | undefined },
): Promise<store.SnapshotRow> {
  const { deps, caller, now, ip, requestId } = scope;
  const session = await getSession(scope, sessionId);
  const id = await scope.newId('snp');
  const label = input.label ?? null;
  const earlier = await store.snapshotFind(deps.db, caller.workspaceId, sessionId, id);
  if (earlier) return earlier;
  const { allowedStates: allowed } = operations.createSnapshot;
  const refusal = new Problem('session_state', { state: session.state, action: 'saving', allowed });
  // One that is starting or stopping is about to have other files: an empty record is not what was
  // asked for.
  if (!allowed.some((state) => state === session.state)) throw refusal;
  if (session.state === 'running') {
    const cause = { actorId: caller.userId, authSessionId: caller.authSessionId, ip, requestId };
    await deps.sessions.save(sessionId, { snapshotId: id, label, trigger: 'manual' }, cause);
  } else {
    const made = await deps.db.guarded(
      store.snapshotInsert({
        id,
        sessionId,
        label,
        workspaceId: caller.workspaceId,
        trigger: 'manual',
        state: 'empty',
        paths: session.persistedPaths,
        createdBy: caller.userId,
        now,
      }),
      auditBy(scope, 'snapshot.created', id, { sessionId }),
    );
    if (!made) throw refusal;
    deps.feed.changed(caller.workspaceId, { kind: 'snapshot', id });
  }
  return getSnapshot(scope, sessionId, id);
}

export async function downloadSnapshot(
  scope: SignedIn,
  sessionId: string,
  id: string,
): Promise<Download<'application/zstd' | 'application/octet-stream'>> {
  const row = await getSnapshot(scope, sessionId, id);
  const { deps, caller } = scope;
  if (row.state !== 'ready') throw new Problem('snapshot_content_missing');
  const contentType = row.content_type === 'application/zstd' ? row.content_type : 'application/octet-stream';
  if (row.layer_id !== null) {
    const layer = await store.layerFind(deps.db, row.layer_id);
    const manifest = layer && (await readManifest(deps.objects.snapshots, layer.manifest_key));
    if (!manifest) throw new Problem('snapshot_content_missing');
    // A stream that breaks off says less than a refusal.
    const storage = { db: deps.db, store: deps.objects.snapshots };
    const lost = await lostOfLayer(storage, caller.workspaceId, manifest.chunks);
    if (lost.size > 0) throw new Problem('snapshot_content_missing', {}, `lost: ${[...lost].join(' ')}`);
    const { bytes, open } = await layerArchive(storage, caller.workspaceId, manifest);
    // The digest is that of the files; the archive around them follows from it and from its length.
    const tag = `${manifest.tarDigest.slice('sha256:'.length)}-${bytes}`;
    const fileName = `${id}.tar.zst`;
    return { bytes, tag, sha256: null, fileName, contentType, open: async (part) => open(part) };
  }
  const { object_key: key, bytes, digest } = row;
  if (key === null || digest === null) throw new Problem('snapshot_content_missing');
  const sha256 = digest.slice('sha256:'.length);
  return {
    ...{ bytes, sha256, tag: sha256, fileName: `${id}.snapshot`, contentType },
    async open(part) {
      const object = await deps.objects.snapshots.get(key, part);
      if (!object) throw new Problem('snapshot_content_missing');
      return object.body;
    },
  };
}

export async function labelSnapshot(
  scope: SignedIn,
  sessionId: string,
  id: string,
  label: string | null,
): Promise<store.SnapshotRow> {
  const { deps, caller } = scope;
  const changed = await deps.db.guarded(
    store.snapshotLabel(caller.workspaceId, sessionId, id, label),
    auditBy(scope, 'snapshot.labelled', id, { sessionId }),
  );
  if (changed) deps.feed.changed(caller.workspaceId, { kind: 'snapshot', id });
  return getSnapshot(scope, sessionId, id);
}

export async function deleteSnapshot(scope: SignedIn, sessionId: string, id: string): Promise<void> {
  const { deps, caller } = scope;
  const row = await getSnapshot(scope, sessionId, id);
  if (await deps.sessions.startsFrom(sessionId, id)) throw new Problem('snapshot_in_use');
  const [, deleted = 0] = await deps.db.changesOf(
    store.snapshotObjectDelete(caller.workspaceId, id),
    store.snapshotDelete(caller.workspaceId, sessionId, id),
    auditBy(scope, 'snapshot.deleted', id, { sessionId }),
    goneRepliesForget('snapshots', id),
    goneGrantsDelete('snapshots', id),
  );
  deps.feed.changed(caller.workspaceId, { kind: 'snapshot', id });
  if (deleted === 0) throw new Problem('snapshot_state', { state: row.state, allowed: ['empty', 'ready', 'failed'] });
}

export async function restoreSnapshot(scope: SignedIn, sessionId: string, id: string): Promise<Restored> {
  const { deps, caller, ip, requestId } = scope;
  const row = await getSnapshot(scope, sessionId, id);
  if (row.state === 'saving') throw new Problem('snapshot_state', { state: row.state, allowed: ['ready'] });
  if (row.state !== 'ready') throw new Problem('snapshot_content_missing');
  const cause = { actorId: caller.userId, authSessionId: caller.authSessionId, ip, requestId };
  return deps.sessions.restore(sessionId, id, cause);
}

export async function getRestore(scope: SignedIn, sessionId: string, id: string): Promise<RestoreProgress> {
  await getSnapshot(scope, sessionId, id);
  return scope.deps.sessions.restoreProgress(sessionId, id);
}
