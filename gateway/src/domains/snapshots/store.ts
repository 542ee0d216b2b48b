// All SQL of snapshots. The workspace comes first, save for the coordinator, which owns its one
// session.
import type { RuntimeCapture } from '../../../generated/schemas.ts';
import { type Compilable, type Database, query, sql, statement, valuesOf } from '../../platform/d1.ts';
import type { LayerManifest, LayerWarnings } from '../layers/index.ts';
import { orderOf, page, type PageRequest } from '../../platform/paging.ts';
import type { Change } from '../workspaces/port.ts';

function snapshots(workspaceId: string, sessionId: string) {
  return query
    .selectFrom('snapshots')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('session_id', '=', sessionId);
}

export function snapshotFind(db: Database, workspaceId: string, sessionId: string, id: string) {
  return db.first(snapshots(workspaceId, sessionId).where('id', '=', id));
}

export function snapshotsAmong(db: Database, workspaceId: string, ids: readonly string[]) {
  const rows = query.selectFrom('snapshots').selectAll().where('workspace_id', '=', workspaceId);
  return db.all(rows.where('id', 'in', valuesOf(ids)));
}

export type SnapshotRow = NonNullable<Awaited<ReturnType<typeof snapshotFind>>>;
export type SnapshotTrigger = SnapshotRow['trigger'];

export function snapshotList(
  db: Database,
  workspaceId: string,
  sessionId: string,
  request: PageRequest & { sort: string },
) {
  return page(db, snapshots(workspaceId, sessionId), request, orderOf(request.sort, { createdAt: 'created_at' }));
}

export function snapshotLabel(workspaceId: string, sessionId: string, id: string, label: string | null) {
  return query
    .updateTable('snapshots')
    .set({ label })
    .where('workspace_id', '=', workspaceId)
    .where('session_id', '=', sessionId)
    .where('id', '=', id)
    .where(sql<boolean>`label is not ${label}`);
}

export interface NewSnapshot {
  id: string;
  workspaceId: string;
  sessionId: string;
  label: string | null;
  trigger: SnapshotTrigger;
  state: 'empty' | 'saving';
  paths: readonly string[];
  createdBy: string | null;
  now: number;
}

/** Makes the record of a session that is not deleted; the same id twice is one. */
export function snapshotInsert(snapshot: NewSnapshot) {
  return statement(sql`insert into snapshots (id, workspace_id, session_id, label, trigger, state, paths, created_by, created_at)
    select ${snapshot.id}, ${snapshot.workspaceId}, ${snapshot.sessionId}, ${snapshot.label}, ${snapshot.trigger}, ${snapshot.state},
      ${JSON.stringify(snapshot.paths)}, ${snapshot.createdBy}, ${snapshot.now}
    where exists (select 1 from sessions where id = ${snapshot.sessionId} and workspace_id = ${snapshot.workspaceId} and state != 'deleted')
    on conflict (id) do nothing`);
}

/** The capture is stored: the layer's own row, written earlier in the batch, is the proof. */
export function snapshotCaptured(
  id: string,
  layerId: string,
  bytes: number,
  digest: string,
  capture: RuntimeCapture,
  warnings: LayerWarnings,
) {
  return query
    .updateTable('snapshots')
    .set({
      state: 'ready',
      format: 'burstflare.snapshot.v3',
      content_type: 'application/zstd',
      layer_id: layerId,
      bytes,
      digest,
      capture: JSON.stringify(capture),
      warnings: JSON.stringify(warnings),
    })
    .where('id', '=', id)
    .where('state', '=', 'saving')
    .where((where) => where.exists(where.selectFrom('layers').select('layers.id').where('layers.id', '=', layerId)));
}

/**
 * Also of one that was ready for a moment, until its content was found to be lost: it then names
 * none.
 */
export function snapshotFailed(id: string, reason: string) {
  return query
    .updateTable('snapshots')
    .set({
      state: 'failed',
      state_reason: reason,
      layer_id: null,
      bytes: 0,
      digest: null,
      content_type: null,
      format: null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['saving', 'ready']);
}

/** Saves that nobody carries on: their coordinator has started anew since. */
export function snapshotsCutOff(sessionId: string) {
  return query
    .updateTable('snapshots')
    .set({ state: 'failed', state_reason: 'The platform ended while it was saved.' })
    .where('session_id', '=', sessionId)
    .where('state', '=', 'saving')
    .returning('id');
}

/** The newest capture of a session that is there. */
export function snapshotNewest(db: Database, workspaceId: string, sessionId: string) {
  return db.first(
    snapshots(workspaceId, sessionId)
      .where('state', '=', 'ready')
      .where('layer_id', 'is not', null)
      .where('trigger', '!=', 'upload')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  );
}

/** Deletes all but the newest saves that a session made by itself. */
export function snapshotsPrune(sessionId: string, kept: number) {
  const newest = query
    .selectFrom('snapshots')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('trigger', '=', 'period')
    .where('state', '=', 'ready')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(kept);
  return query
    .deleteFrom('snapshots')
    .where('session_id', '=', sessionId)
    .where('trigger', '=', 'period')
    .where('state', 'in', ['ready', 'failed'])
    .where('id', 'not in', newest)
    .returning('id');
}

export function snapshotUploaded(
  workspaceId: string,
  id: string,
  content: {
    format: 'burstflare.snapshot.v2' | 'opaque';
    contentType: string;
    bytes: number;
    digest: string;
    key: string;
  },
) {
  return query
    .updateTable('snapshots')
    .set({
      state: 'ready',
      trigger: 'upload',
      format: content.format,
      content_type: content.contentType,
      bytes: content.bytes,
      digest: content.digest,
      object_key: content.key,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'empty');
}

/** The upload is a layer by now: its own row, written earlier in the batch, is the proof. */
export function snapshotImported(workspaceId: string, id: string, layerId: string, manifest: LayerManifest) {
  return query
    .updateTable('snapshots')
    .set({
      state: 'ready',
      trigger: 'upload',
      format: 'burstflare.snapshot.v3',
      content_type: 'application/zstd',
      paths: JSON.stringify(manifest.paths),
      layer_id: layerId,
      bytes: manifest.totalBytes,
      digest: manifest.tarDigest,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'empty')
    .where((where) => where.exists(where.selectFrom('layers').select('layers.id').where('layers.id', '=', layerId)));
}

export function snapshotObjectDelete(workspaceId: string, id: string) {
  return statement(sql`insert or ignore into objects_to_delete (bucket, key)
    select 'snapshots', object_key from snapshots where workspace_id = ${workspaceId} and id = ${id} and object_key is not null`);
}

export function snapshotDelete(workspaceId: string, sessionId: string, id: string) {
  return query
    .deleteFrom('snapshots')
    .where('workspace_id', '=', workspaceId)
    .where('session_id', '=', sessionId)
    .where('id', '=', id)
    .where('state', '!=', 'saving');
}

/** What goes with a session that is purged. */
export function snapshotsOf(sessionId: string): Compilable<Change> {
  return {
    compile: () =>
      sql<Change>`select 'snapshot' as kind, id from snapshots where session_id = ${sessionId}`.compile(query),
  };
}

/** The uploaded objects of a session that is purged; its rows go with it. */
export function sessionObjectsDelete(sessionId: string) {
  return statement(sql`insert or ignore into objects_to_delete (bucket, key)
    select 'snapshots', object_key from snapshots where session_id = ${sessionId} and object_key is not null`);
}

export function layerFind(db: Database, id: string) {
  return db.first(query.selectFrom('layers').selectAll().where('id', '=', id));
}
