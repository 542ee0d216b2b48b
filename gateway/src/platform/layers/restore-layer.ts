// Puts a stored layer back: into a session, or out as one stream.
import * as z from 'zod';
import type { ObjectStore } from '../object-store.ts';
import { HostError } from '../runtime-host.ts';
import { chunkKey, LayerManifest } from './manifest.ts';
import { call, callMs, type LayerDeps, parallel, post } from './runtime-call.ts';

const maxStatusBytes = 64 * 1024;
/** For an upload of at most 95 MB. */
const keepMs = 5 * 60_000;
const maxRestoreMs = 60 * 60_000;
/** Far below what any disk does. */
const restoreBytesPerMs = 1000;

/** The layer's frames one after the other, a few fetched ahead: at once a valid .tar.zst and what a restore takes. */
export function layerStream(
  store: ObjectStore,
  workspaceId: string,
  manifest: LayerManifest,
): ReadableStream<Uint8Array> {
  const ahead: Promise<ArrayBuffer | null>[] = [];
  let next = 0;
  const fetchAhead = () => {
    while (ahead.length < parallel && next < manifest.chunks.length) {
      const chunk = manifest.chunks[next++];
      if (!chunk) continue;
      const bytes = store.getBytes(chunkKey(workspaceId, chunk.digest));
      bytes.catch(() => undefined); // It is awaited later, or never when the reader has gone.
      ahead.push(bytes);
    }
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      fetchAhead();
      const bytes = await ahead.shift();
      if (bytes === undefined) return controller.close();
      if (bytes === null) return controller.error(new Error('A chunk of the layer is missing in object storage.'));
      controller.enqueue(new Uint8Array(bytes));
    },
  });
}

export async function readManifest(store: ObjectStore, key: string): Promise<LayerManifest | null> {
  const text = await store.getText(key);
  return text === null ? null : LayerManifest.parse(JSON.parse(text));
}

const RestoreStatus = z.object({
  state: z.enum(['receiving', 'applying', 'done', 'failed']),
  reason: z.string().max(2000).nullable(),
});

function framesStream(frames: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const rest = [...frames];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const frame = rest.shift();
      if (frame) controller.enqueue(frame);
      else controller.close();
    },
  });
}

const KeptFile = z.object({ path: z.string().max(1000), bytes: z.int().min(0) });

/** Has the runtime keep bytes that are no archive of ours as a file. Answers where. */
export async function keepLastSnapshot(
  deps: LayerDeps,
  sessionId: string,
  body: ReadableStream<Uint8Array>,
): Promise<string> {
  const init = { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body };
  return KeptFile.parse(await call(deps, sessionId, '/last-snapshot', init, maxStatusBytes, keepMs)).path;
}

/** Puts a layer's files in place of the session's. Throws with the reason when the runtime refuses; the files are then as they were. */
export async function restoreLayer(
  deps: LayerDeps,
  input: {
    sessionId: string;
    workspaceId: string;
    restoreId: string;
    manifest: LayerManifest;
    allowedPaths: readonly string[];
    restart: boolean;
    /** The content, where it is not in object storage. */
    frames?: readonly Uint8Array[] | undefined;
  },
): Promise<void> {
  const { sessionId, workspaceId, restoreId, manifest } = input;
  const { paths, chunks, tarDigest, totalRawBytes } = manifest;
  const request = {
    restoreId,
    manifest: { paths, chunks, tarDigest, totalRawBytes },
    allowedPaths: input.allowedPaths,
    // What a session saved may link anywhere, as a venv does to /usr/bin; nothing is written through a link.
    outwardLinks: input.frames ? 'refuse' : 'keep',
    restart: input.restart,
  };
  await call(deps, sessionId, '/restores', post(request), maxStatusBytes);
  const content: RequestInit = {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: input.frames ? framesStream(input.frames) : layerStream(deps.store, workspaceId, manifest),
  };
  const limitMs = Math.min(maxRestoreMs, 2 * callMs + totalRawBytes / restoreBytesPerMs);
  const status = RestoreStatus.parse(
    await call(deps, sessionId, `/restores/${restoreId}/content`, content, maxStatusBytes, limitMs),
  );
  if (status.state !== 'done') throw new HostError(status.reason ?? `The restore ended as ${status.state}.`);
}
