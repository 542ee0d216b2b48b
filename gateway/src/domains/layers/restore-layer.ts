// Puts a stored layer back: into a session, or out as one stream.
import { sha256Hex } from '../../platform/crypto.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { callRuntime } from '../../platform/runtime-client.ts';
import { HostError } from '../../platform/runtime-host.ts';
import { isRefused } from '../../platform/runtime-refusal.ts';
import { archiveEnds } from './archive-manifest.ts';
import { distrust, lostOfLayer } from './chunk-proof.ts';
import { type LayerDeps, parallel } from './deps.ts';
import { chunkKey, LayerChunk, LayerManifest } from './manifest.ts';
import { ContentRefused } from './refusal.ts';

/** For an upload of at most 95 MB. */
const keepMs = 5 * 60_000;
/** For what takes no time of its own: an announcement, and the check of what came in. */
const besideMs = 90_000;
const maxRestoreMs = 60 * 60_000;
/** Far below what any disk does. */
const restoreBytesPerMs = 1000;

/** Object storage does not have what a layer is made of. The message says what, for people. */
export class ContentLost extends Error {
  override readonly name = 'ContentLost';
}

/**
 * The call that brings content into a session broke off: what became of the files, its runtime
 * knows.
 */
export class EndUnknown extends HostError {}

/**
 * What became of content that was on its way. Its other 422, `content_invalid`, says that the bytes
 * did not come as the manifest has them: object storage or the way there is at fault, and not what
 * was saved.
 */
function endUnknown(error: unknown): never {
  if (isRefused(error, 'receiveRestore', 'archive_invalid')) throw new ContentRefused(error.detail);
  throw error instanceof HostError ? new EndUnknown(error.message, error.fault) : error;
}

/** How long the content of a layer may take to come in, be checked and be put in place. */
export const restoreLimitMs = (totalRawBytes: number): number =>
  Math.min(maxRestoreMs, besideMs + totalRawBytes / restoreBytesPerMs);

const lostWords = ({ digest }: Pick<LayerChunk, 'digest'>) =>
  `object storage lost or damaged a part of it, the chunk ${digest}. A session or a build that still has these files sends it again with its next save.`;

/**
 * The layer's frames one after the other, a few fetched ahead: at once a valid .tar.zst and what a
 * restore takes. Threat: bytes that changed in the store behind the platform's back go out as what
 * was saved. Property: a frame goes out only if its bytes have its digest; else the stream breaks
 * off, and its reader, who knows the length, has no whole.
 */
export function layerStream(
  store: ObjectStore,
  workspaceId: string,
  manifest: LayerManifest,
  onLost: (chunk: LayerChunk) => void | Promise<void>,
): ReadableStream<Uint8Array> {
  const ahead: { chunk: LayerChunk; bytes: Promise<ArrayBuffer | null> }[] = [];
  let next = 0;
  const fetchAhead = () => {
    while (ahead.length < parallel && next < manifest.chunks.length) {
      const chunk = manifest.chunks[next++];
      if (!chunk) continue;
      const bytes = store.getBytes(chunkKey(workspaceId, chunk.digest));
      bytes.catch(() => undefined); // It is awaited later, or never when the reader has gone.
      ahead.push({ chunk, bytes });
    }
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      fetchAhead();
      const next = ahead.shift();
      if (next === undefined) return controller.close();
      const bytes = await next.bytes;
      if (bytes?.byteLength !== next.chunk.bytes || `sha256:${await sha256Hex(bytes)}` !== next.chunk.digest) {
        await onLost(next.chunk);
        return controller.error(new ContentLost(lostWords(next.chunk)));
      }
      controller.enqueue(new Uint8Array(bytes));
    },
  });
}

type ChunkDeps = Pick<LayerDeps, 'db' | 'store'>;

/**
 * A layer as it downloads: its frames, and around them what says how to cut them again and whether
 * it is whole.
 */
export async function layerArchive({ db, store }: ChunkDeps, workspaceId: string, manifest: LayerManifest) {
  const { opening, trailer } = await archiveEnds(manifest);
  const bytes = opening.byteLength + manifest.totalBytes + trailer.byteLength;
  /** Of a part only the frames are fetched that it touches; each is proven whole. */
  const open = (part: { offset: number; length: number } | null) => {
    const { offset, length } = part ?? { offset: 0, length: bytes };
    let at = opening.byteLength;
    let first = at;
    const chunks = manifest.chunks.filter((chunk) => {
      const [begin, end] = [at, (at += chunk.bytes)];
      if (end <= offset) first = end;
      return end > offset && begin < offset + length;
    });
    const close = new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => (offset < opening.byteLength ? controller.enqueue(opening) : undefined),
      flush: (controller) => (offset + length > at ? controller.enqueue(trailer) : undefined),
    });
    const frames = layerStream(store, workspaceId, { ...manifest, chunks }, (chunk) =>
      distrust(db, workspaceId, [chunk]),
    );
    return frames.pipeThrough(close).pipeThrough(cut(offset < opening.byteLength ? offset : offset - first, length));
  };
  return { open, bytes };
}

/** Leaves out what comes before a part and behind it. */
function cut(skip: number, length: number): TransformStream<Uint8Array, Uint8Array> {
  let [before, left] = [skip, length];
  return new TransformStream({
    transform(chunk, controller) {
      const wanted = chunk.subarray(Math.min(before, chunk.byteLength)).subarray(0, left);
      before -= Math.min(before, chunk.byteLength);
      left -= wanted.byteLength;
      if (wanted.byteLength > 0) controller.enqueue(wanted);
      if (left === 0) controller.terminate();
    },
  });
}

export async function readManifest(store: ObjectStore, key: string): Promise<LayerManifest | null> {
  const text = await store.getText(key);
  return text === null ? null : LayerManifest.parse(JSON.parse(text));
}

/** Whether object storage has all of a layer, as it says itself. */
export async function isWhole(deps: ChunkDeps, workspaceId: string, layer: { manifestKey: string }): Promise<boolean> {
  const manifest = await readManifest(deps.store, layer.manifestKey);
  return manifest !== null && (await lostOfLayer(deps, workspaceId, manifest.chunks)).size === 0;
}

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

/**
 * Has the runtime keep bytes that are no archive of ours as a file. Returns where. Throws
 * EndUnknown.
 */
export async function keepLastSnapshot(
  deps: LayerDeps,
  sessionId: string,
  body: ReadableStream<Uint8Array>,
): Promise<string> {
  const kept = await callRuntime(deps.host, sessionId, 'keepLastSnapshot', { body }, { ms: keepMs }).catch(endUnknown);
  return kept.path;
}

/**
 * Puts a layer's files in place of the session's. Returns how many entries the runtime read back.
 * Throws EndUnknown once the content was on its way; after any other error the files are as they
 * were.
 */
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
): Promise<number> {
  const { sessionId, workspaceId, restoreId, manifest } = input;
  const { paths, chunks, tarDigest, totalRawBytes } = manifest;
  const request = {
    restoreId,
    manifest: { paths, chunks, tarDigest, totalRawBytes },
    allowedPaths: [...input.allowedPaths],
    // What a session saved may link anywhere, as a venv does to /usr/bin; nothing is written
    // through a link.
    outwardLinks: input.frames ? ('refuse' as const) : ('keep' as const),
    restart: input.restart,
  };
  await callRuntime(deps.host, sessionId, 'startRestore', { body: request });
  const lost: LayerChunk[] = [];
  const body = input.frames
    ? framesStream(input.frames)
    : layerStream(deps.store, workspaceId, manifest, (chunk) => void lost.push(chunk));
  const content = { params: { restoreId }, body };
  const limits = { ms: restoreLimitMs(totalRawBytes) };
  const restore = await callRuntime(deps.host, sessionId, 'receiveRestore', content, limits).catch(
    async (error: unknown) => {
      const [chunk] = lost;
      if (!chunk) return endUnknown(error);
      await distrust(deps.db, workspaceId, lost); // So that no later save counts on it.
      throw new ContentLost(lostWords(chunk));
    },
  );
  const { state, reason, verifiedFiles } = restore;
  if (state !== 'done') throw new EndUnknown(reason ?? `The restore ended as ${state}.`);
  return verifiedFiles;
}
