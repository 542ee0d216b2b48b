// Makes a layer of an upload that was downloaded from a deployment before: its chunks are cut out
// of the stored object, which is never held whole, and each is stored under its own digest, as
// object storage computes it.
import { hex } from '../../platform/crypto.ts';
import { type LayerArchive, span } from './archive-manifest.ts';
import { ChunkIntake } from './chunk-intake.ts';
import { manifestReserve } from './chunk-store.ts';
import { manifestKey } from './manifest.ts';
import { ContentRefused } from './refusal.ts';
import type { LayerDeps } from './deps.ts';

/**
 * Stores chunks and manifest. The caller commits the layer with `layerStatements`. Throws
 * ContentRefused where bytes are not as announced.
 */
export async function importLayer(
  deps: Pick<LayerDeps, 'db' | 'store' | 'now'>,
  input: { workspaceId: string; layerId: string; key: string; archive: LayerArchive },
): Promise<void> {
  const { workspaceId, layerId, key, archive } = input;
  const offsets = new Map(archive.chunks.map(({ digest, offset }) => [digest, offset]));
  const intake = new ChunkIntake(deps, { workspaceId, layerId }, async ({ digest, bytes }) => {
    const offset = offsets.get(digest) ?? 0;
    const part = await deps.store.getRange(key, offset, bytes);
    if (part?.byteLength !== bytes) throw new Error('Object storage did not hand out the upload.');
    const found = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', part)));
    if (`sha256:${found}` !== digest)
      throw new ContentRefused(`Of the chunk ${digest}, ${span(offset, offset + bytes)}, some were changed.`);
    return part;
  });
  try {
    await intake.take(archive.manifest.chunks);
    await deps.db.run(manifestReserve(workspaceId, layerId, deps.now()));
    await deps.store.putText(manifestKey(workspaceId, layerId), JSON.stringify(archive.manifest));
  } catch (error) {
    await intake.release().catch(() => undefined); // The leases end by themselves.
    throw error;
  }
}
