// Saves what a session holds as a layer. Threat: what the runtime says may be forged. Property:
// every figure is bounded, every frame is stored only under its own digest, as computed by the
// store, and nothing it says reaches another workspace.
import type { Save } from '../../../generated/runtime.ts';
import { bytesFromRuntime, callRuntime } from '../../platform/runtime-client.ts';
import { HostError } from '../../platform/runtime-host.ts';
import { ChunkIntake, type FrameSource } from './chunk-intake.ts';
import { type ChunkRef, manifestReserve } from './chunk-store.ts';
import type { LayerDeps } from './deps.ts';
import { LayerManifest, manifestKey, maxChunks, maxFrameBytes } from './manifest.ts';
import { ContentRefused } from './refusal.ts';
import { type LayerWarnings, layerWarnings } from './save-warnings.ts';

// The runtime lists at most 50,000 files and 8 MB of names. A Worker has 128 MB for all that it
// does at once.
const maxManifestBytes = 24 * 1024 * 1024;
// A runtime that never comes to an end must not keep a session in `stopping` or a build in
// `building`.
const captureMs = 60 * 60_000;
const waitSeconds = 20;
/** The runtime frees the spool by itself as well: that is not worth a longer wait. */
const freeMs = 10_000;
/** An answer without news takes that long, unless the runtime means to keep us busy. */
const maxIdleAnswers = captureMs / 1000 / waitSeconds;
/** A runtime that has not read on for three minutes will not. */
const maxIdleInRow = 9;

export interface SavedLayer {
  manifest: LayerManifest;
  warnings: LayerWarnings;
  /** How long the session's processes stood still for it. */
  pauseMs: number;
  /**
   * Throws unless object storage shows all of it still: asked before the machine with the only
   * other copy goes.
   */
  prove: () => Promise<void>;
  uploadedBytes: number;
  newChunks: number;
}

/**
 * Has the runtime capture `paths`, and stores what object storage lacks while it does; the manifest
 * last. The caller commits the layer with `layerStatements`; the leases of one that never does end
 * by themselves.
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
  const { sessionId, workspaceId, layerId, paths, normalise } = input;
  const saveId = layerId;
  const intake = new ChunkIntake(deps, { workspaceId, layerId }, frameFromRuntime(deps, sessionId, saveId));
  try {
    const gone = await intake.hold(input.known ?? []);
    const known = (input.known ?? []).map(({ digest }) => digest).filter((digest) => !gone.has(digest));
    const request = { saveId, paths: [...paths], normalise, known };
    await callRuntime(deps.host, sessionId, 'startSave', { body: request }, { bytes: maxManifestBytes });
    const { manifest, warnings, pauseMs } = await followSave(deps, sessionId, saveId, intake);
    checkTotals(manifest, paths);
    await intake.take(manifest.chunks);
    await deps.db.run(manifestReserve(workspaceId, layerId, deps.now()));
    const key = manifestKey(workspaceId, layerId);
    const text = JSON.stringify(manifest);
    await deps.store.putText(key, text);
    const prove = async () => {
      const lost = await intake.lostSince(manifest.chunks);
      if (lost.size > 0) throw new Error(lostWords(lost));
      if ((await deps.store.provenLength(key)) !== new TextEncoder().encode(text).byteLength)
        throw new Error('Object storage lost the list of what was saved. Save again.');
    };
    return { manifest, warnings, pauseMs, prove, newChunks: intake.takenChunks, uploadedBytes: intake.takenBytes };
  } catch (error) {
    await intake.release().catch(() => undefined); // The leases end by themselves.
    throw error;
  } finally {
    // The spool is the session's own disk; a runtime that is gone has taken it along.
    const forgotten = callRuntime(deps.host, sessionId, 'deleteSave', { params: { saveId } }, { ms: freeMs });
    await forgotten.catch(() => undefined);
  }
}

function frameFromRuntime({ host }: LayerDeps, sessionId: string, saveId: string): FrameSource {
  return async ({ digest, bytes }) => {
    try {
      if (bytes > maxFrameBytes) throw new HostError(`It is longer than the ${maxFrameBytes} bytes of a frame.`);
      return await bytesFromRuntime(host, sessionId, 'readSaveChunk', { params: { saveId, digest } }, bytes);
    } catch (error) {
      if (!(error instanceof HostError) || error.fault !== 'runtime') throw error;
      const what = `The runtime did not hand out the chunk ${digest}, which object storage lacks; save again.`;
      throw new HostError(`${what} ${error.message}`);
    }
  };
}

/** Takes in the frames that the runtime tells of, until the capture has come to its end. */
async function followSave(
  deps: LayerDeps,
  sessionId: string,
  saveId: string,
  intake: ChunkIntake,
): Promise<Pick<SavedLayer, 'manifest' | 'warnings' | 'pauseMs'>> {
  const params = { saveId };
  const status = (query: { waitSeconds: number; fromFrame?: number }): Promise<Save> =>
    callRuntime(deps.host, sessionId, 'getSave', { params, query }, { bytes: maxManifestBytes });
  const until = deps.now() + captureMs;
  let told = 0;
  let idle = 0;
  let inRow = 0;
  let read = 0;
  while (deps.now() < until && idle < maxIdleAnswers && inRow < maxIdleInRow) {
    const answer = await status({ waitSeconds, fromFrame: told });
    const { state, reason, manifest, frames, rawBytes } = answer;
    if (state === 'failed') throw captureFailed(reason);
    if (state === 'ready' && manifest)
      return { manifest: storedForm(manifest), warnings: layerWarnings(answer), pauseMs: answer.pauseMs };
    told += frames.length;
    if (told > maxChunks) throw new HostError('The runtime made more chunks than a layer may have.');
    if (frames.length === 0) idle++;
    inRow = frames.length === 0 && rawBytes <= read ? inRow + 1 : 0;
    read = rawBytes;
    try {
      await intake.take(frames);
    } catch (error) {
      // A capture that failed has no frames any more: why it failed is what counts.
      const now = await status({ waitSeconds: 0 }).catch(() => null);
      throw now?.state === 'failed' ? captureFailed(now.reason) : error;
    }
  }
  throw new HostError('The runtime did not come to an end with capturing the files.');
}

const lostWords = (lost: ReadonlySet<string>) =>
  `Object storage lost ${lost.size} of the chunks that were saved (${[...lost][0] ?? ''}). Save again: what is missing is then sent.`;

/** It has read the files and says what is in the way: that is no fault of the runtime's. */
const captureFailed = (reason: string | null) =>
  new ContentRefused(reason ?? 'The runtime could not capture the files.');

/** What is kept of it, within the bounds of a layer, which are narrower than the contract's. */
function storedForm(manifest: NonNullable<Save['manifest']>): LayerManifest {
  const { success, data } = LayerManifest.safeParse(manifest);
  if (!success) throw new HostError('The runtime made more chunks than a layer may have, or longer ones.');
  return data;
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
