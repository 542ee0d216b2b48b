// Layers between a session's runtime and object storage: save what a session holds, and put it back.
// Threat: the runtime shares its machine with the user's shell, so whatever it says may be forged. Property: every figure is bounded,
// every frame is stored only under its own digest, as computed by the store, and nothing it says reaches another workspace.
import * as z from 'zod';
import { readBounded } from '../bounded-body.ts';
import { type Database } from '../d1.ts';
import type { ObjectStore } from '../object-store.ts';
import { HostError, type RuntimeHost } from '../runtime-host.ts';
import { type ChunkRef, leaseChunks, leaseMs, manifestReserve, markStored, releaseChunks } from './chunk-store.ts';
import { chunkKey, LayerManifest, manifestKey, maxFrameBytes } from './manifest.ts';

/** Workers may hold six connections open at once. */
const parallel = 4;
// The runtime lists at most 50,000 files and 8 MB of names. A Worker has 128 MB for all that it does at once.
const maxManifestBytes = 24 * 1024 * 1024;
const maxStatusBytes = 64 * 1024;
// Threat: a runtime that was stopped in its tracks, or never comes to an end, keeps a session in `stopping` or a build in `building`.
// Property: each call ends, and so does the whole.
const callMs = 45_000;
/** For an upload of at most 95 MB. */
const keepMs = 5 * 60_000;
const captureMs = 60 * 60_000;
const maxRestoreMs = 60 * 60_000;
/** Far below what any disk does. */
const restoreBytesPerMs = 1000;

export interface LayerDeps {
  db: Database;
  store: ObjectStore;
  host: RuntimeHost;
  now(): number;
}

const SaveStatus = z.object({
  state: z.enum(['running', 'ready', 'failed']),
  reason: z.string().max(2000).nullable(),
  manifest: LayerManifest.nullable().optional(),
});

async function call(
  deps: LayerDeps,
  sessionId: string,
  path: string,
  init: RequestInit,
  maxBytes: number,
  limitMs = callMs,
): Promise<unknown> {
  const response = await deps.host.fetch(sessionId, path, { ...init, signal: AbortSignal.timeout(limitMs) });
  const text = await readBounded(response, maxBytes);
  if (text === null) throw new HostError('The runtime answered more than it may.');
  if (!response.ok) throw new HostError(`The runtime refused with status ${response.status}: ${problemDetail(text)}`);
  return text ? JSON.parse(text) : null;
}

function problemDetail(text: string): string {
  const parsed = z.object({ detail: z.string() }).safeParse(safeJson(text));
  return (parsed.success ? parsed.data.detail : text).slice(0, 500);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export interface SavedLayer {
  manifest: LayerManifest;
  uploadedBytes: number;
  newChunks: number;
}

/**
 * Has the runtime capture `paths`, and stores what object storage lacks; the manifest last. The caller commits the layer with
 * `layerStatements`, or gives it up with `releaseChunks`.
 */
export async function saveLayer(
  deps: LayerDeps,
  input: {
    sessionId: string;
    workspaceId: string;
    layerId: string;
    paths: readonly string[];
    normalise: boolean;
    /** Chunks of an earlier layer of the same files: the runtime need not compress them again. */
    known?: readonly ChunkRef[];
  },
): Promise<SavedLayer> {
  const { sessionId, workspaceId, layerId } = input;
  const saveId = layerId;
  const earlier = input.known ?? [];
  const gone = await leaseChunks(deps.db, workspaceId, earlier, deps.now());
  const known = earlier.map(({ digest }) => digest).filter((digest) => !gone.has(digest));
  const request = { saveId, paths: input.paths, normalise: input.normalise, known };
  const named = new Set<string>();
  try {
    await call(deps, sessionId, '/saves', post(request), maxManifestBytes);
    const manifest = await awaitSave(deps, sessionId, saveId);
    checkTotals(manifest, input.paths);
    const unique = [...new Map(manifest.chunks.map((chunk) => [chunk.digest, chunk])).values()];
    const refs = unique.map(({ digest, bytes }) => ({ digest, bytes }));
    const missing = await leaseChunks(deps.db, workspaceId, refs, deps.now());
    for (const { digest } of refs) named.add(digest);
    const wanted = refs.filter(({ digest }) => missing.has(digest));
    const renew = () => leaseChunks(deps.db, workspaceId, refs, deps.now());
    await storeChunks(deps, sessionId, workspaceId, saveId, wanted, renew).catch(async (error: unknown) => {
      await releaseChunks(
        deps.db,
        workspaceId,
        refs.map(({ digest }) => digest),
      );
      throw error;
    });
    await deps.db.run(manifestReserve(workspaceId, layerId, deps.now()));
    await deps.store.putText(manifestKey(workspaceId, layerId), JSON.stringify(manifest));
    return { manifest, newChunks: wanted.length, uploadedBytes: wanted.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    // Of the earlier layer's chunks, those that this one does not name were leased for the capture alone.
    const unused = earlier.map(({ digest }) => digest).filter((digest) => !named.has(digest));
    await releaseChunks(deps.db, workspaceId, unused).catch(() => undefined);
    // The spool is the session's own disk; a runtime that is gone has taken it along.
    const signal = AbortSignal.timeout(callMs);
    await deps.host.fetch(sessionId, `/saves/${saveId}`, { method: 'DELETE', signal }).then(
      (response) => response.body?.cancel(),
      () => undefined,
    );
  }
}

async function awaitSave(deps: LayerDeps, sessionId: string, saveId: string): Promise<LayerManifest> {
  const until = deps.now() + captureMs;
  while (deps.now() < until) {
    const status = SaveStatus.parse(
      await call(deps, sessionId, `/saves/${saveId}?waitSeconds=20`, {}, maxManifestBytes),
    );
    if (status.state === 'failed') throw new HostError(status.reason ?? 'The runtime could not capture the files.');
    if (status.state === 'ready' && status.manifest) return status.manifest;
  }
  throw new HostError('The runtime did not come to an end with capturing the files.');
}

function checkTotals(manifest: LayerManifest, paths: readonly string[]): void {
  const bytes = manifest.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  const raw = manifest.chunks.reduce((sum, chunk) => sum + chunk.rawBytes, 0);
  if (bytes !== manifest.totalBytes || raw !== manifest.totalRawBytes) {
    throw new HostError("The runtime's list of chunks does not add up.");
  }
  // One that is not there in the session is left out.
  if (!manifest.paths.every((path) => paths.includes(path))) {
    throw new HostError('The runtime saved paths that it was not asked for.');
  }
}

async function storeChunks(
  deps: LayerDeps,
  sessionId: string,
  workspaceId: string,
  saveId: string,
  wanted: readonly ChunkRef[],
  renew: () => Promise<unknown>,
): Promise<void> {
  let renewAt = deps.now() + leaseMs / 3;
  const queue = [...wanted];
  const stored: string[] = [];
  const worker = async () => {
    for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
      const signal = AbortSignal.timeout(callMs);
      const response = await deps.host.fetch(sessionId, `/saves/${saveId}/chunks/${chunk.digest}`, { signal });
      const length = Number(response.headers.get('content-length') ?? Number.NaN);
      if (!response.ok || length !== chunk.bytes || length > maxFrameBytes) {
        await response.body?.cancel();
        throw new HostError(`The runtime did not hand out the chunk ${chunk.digest}.`);
      }
      await deps.store.putChecked(
        chunkKey(workspaceId, chunk.digest),
        await response.arrayBuffer(),
        chunk.digest.slice('sha256:'.length),
      );
      stored.push(chunk.digest);
      if (deps.now() < renewAt) continue;
      renewAt = deps.now() + leaseMs / 3;
      await renew();
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, wanted.length) }, worker));
  await markStored(deps.db, workspaceId, stored, deps.now());
}

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
      if (chunk) ahead.push(store.getBytes(chunkKey(workspaceId, chunk.digest)));
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
