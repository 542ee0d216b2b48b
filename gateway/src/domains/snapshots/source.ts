// What a snapshot puts in place: a captured layer, the files of an earlier deployment's envelope,
// or bytes that are kept as a file.
import type { Database } from '../../platform/d1.ts';
import { layerOfFiles, type LayerManifest, ContentRefused, readManifest } from '../layers/index.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { filesOfEnvelope, maxEnvelopeBytes } from './envelope.ts';
import { layerFind, snapshotFind, type SnapshotRow } from './store.ts';

export interface LayerSource {
  kind: 'layer';
  /** Where it comes from, for people. */
  name: string;
  manifest: LayerManifest;
  /** The content, where it is not in object storage as chunks. */
  frames?: readonly Uint8Array[];
}

export interface FileSource {
  kind: 'file';
  bytes: number;
  contentType: string;
  body: ReadableStream<Uint8Array>;
}

/** The snapshot was deleted: nobody can bring it back. */
export class SnapshotGone extends Error {}

interface SourceDeps {
  db: Database;
  store: ObjectStore;
}

export async function layerSource(
  { db, store }: SourceDeps,
  layerId: string,
  name = 'The layer that the build made',
): Promise<LayerSource> {
  const layer = await layerFind(db, layerId);
  const manifest = layer && (await readManifest(store, layer.manifest_key));
  if (!manifest) throw new Error(`${name} cannot be restored: object storage lost its manifest.`);
  return { kind: 'layer', name, manifest };
}

export async function snapshotSource(
  deps: SourceDeps,
  session: { id: string; workspaceId: string; persistedPaths: readonly string[] },
  snapshotId: string,
): Promise<LayerSource | FileSource> {
  const row = await snapshotFind(deps.db, session.workspaceId, session.id, snapshotId);
  if (!row || row.state !== 'ready') throw new SnapshotGone(`The snapshot ${snapshotId} is not there any more.`);
  if (row.layer_id !== null) return layerSource(deps, row.layer_id, `The snapshot ${snapshotId}`);
  const object = row.object_key === null ? null : await deps.store.get(row.object_key);
  if (!object) throw new Error(`The content of the snapshot ${snapshotId} is missing in object storage.`);
  if (row.format === 'burstflare.snapshot.v2') return envelopeSource(row, object.body, session.persistedPaths);
  return {
    kind: 'file',
    bytes: object.bytes,
    contentType: row.content_type ?? 'application/octet-stream',
    body: object.body,
  };
}

async function envelopeSource(
  row: SnapshotRow,
  body: ReadableStream<Uint8Array>,
  persistedPaths: readonly string[],
): Promise<LayerSource> {
  if (row.bytes > maxEnvelopeBytes) {
    await body.cancel();
    throw new ContentRefused(`A JSON snapshot of more than ${maxEnvelopeBytes} bytes can only be downloaded.`);
  }
  const files = filesOfEnvelope(await new Response(body).text(), persistedPaths);
  return { kind: 'layer', name: `The snapshot ${row.id}`, ...(await layerOfFiles(files, persistedPaths)) };
}
