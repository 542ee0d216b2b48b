// What a snapshot puts in place: a captured layer, the files of an earlier deployment's envelope, or bytes that are kept as a file.
import * as z from 'zod';
import type { Database } from '../../platform/d1.ts';
import { type FileLayer, layerOfFiles } from '../../platform/layers/file-layer.ts';
import type { LayerManifest } from '../../platform/layers/manifest.ts';
import { readManifest } from '../../platform/layers/restore-layer.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { layerFind, snapshotFind, type SnapshotRow } from './store.ts';

export interface LayerSource {
  kind: 'layer';
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

/** burstflare.snapshot.v2: the files as text in JSON, of which only those in the session's persisted paths are restored. */
const Envelope = z.object({
  format: z.literal('burstflare.snapshot.v2'),
  files: z
    .array(
      z.object({
        path: z.string().max(4096),
        content: z.string(),
        encoding: z.enum(['utf8', 'base64']).default('utf8'),
      }),
    )
    .max(100_000),
});

/** The snapshot was deleted: nobody can bring it back. */
export class SnapshotGone extends Error {}

/** An envelope is held in memory several times over while it becomes a layer. */
const maxEnvelopeBytes = 12 * 1024 * 1024;

interface SourceDeps {
  db: Database;
  store: ObjectStore;
}

export async function layerSource({ db, store }: SourceDeps, layerId: string): Promise<LayerSource> {
  const layer = await layerFind(db, layerId);
  const manifest = layer && (await readManifest(store, layer.manifest_key));
  if (!manifest) throw new Error('The content that the session starts from is missing in object storage.');
  return { kind: 'layer', manifest };
}

export async function snapshotSource(
  deps: SourceDeps,
  session: { id: string; workspaceId: string; persistedPaths: readonly string[] },
  snapshotId: string,
): Promise<LayerSource | FileSource> {
  const row = await snapshotFind(deps.db, session.workspaceId, session.id, snapshotId);
  if (!row || row.state !== 'ready') throw new SnapshotGone(`The snapshot ${snapshotId} is not there any more.`);
  if (row.layer_id !== null) return layerSource(deps, row.layer_id);
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
    throw new Error(`A JSON snapshot of more than ${maxEnvelopeBytes} bytes cannot be restored; download it instead.`);
  }
  const envelope = Envelope.safeParse(JSON.parse(await new Response(body).text()));
  if (!envelope.success) throw new Error('The uploaded snapshot is not a well-formed burstflare.snapshot.v2 envelope.');
  // A name of a tar ends at its first NUL: it would become another one than was looked at.
  const inside = (path: string) =>
    !path.includes('\0') &&
    persistedPaths.some((root) => path.startsWith(`${root}/`) && !path.startsWith(`${root}/.burstflare/`));
  const files = envelope.data.files
    .filter(({ path }) => inside(path) && !path.split('/').includes('..'))
    .map(({ path, content, encoding }) => ({ path, bytes: bytesOf(content, encoding) }));
  const layer: FileLayer = await layerOfFiles(files, persistedPaths);
  return { kind: 'layer', ...layer };
}

function bytesOf(content: string, encoding: 'utf8' | 'base64'): Uint8Array {
  return encoding === 'utf8'
    ? new TextEncoder().encode(content)
    : Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
}
