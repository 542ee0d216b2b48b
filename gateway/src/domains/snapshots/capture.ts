// Captures a running session as a snapshot. Called by the session's coordinator, so there is one at
// a time.
import type { RuntimeCapture } from '../../../generated/schemas.ts';
import { reasonOf } from '../../platform/passing-faults.ts';
import { timestamp } from '../../platform/clock.ts';
import { randomId } from '../../platform/crypto.ts';
import { type ChunkRef, layerStatements, type LayerDeps, saveLayer, type LayerWarnings } from '../layers/index.ts';
import { clip } from '../../platform/text.ts';
import { type AuditFacts, type AuditScope, auditChange } from '../audit/index.ts';
import type { Feed } from '../workspaces/port.ts';
import * as store from './store.ts';

export interface CaptureDeps extends LayerDeps {
  feed: Feed;
}

export interface CaptureInput {
  snapshotId: string;
  sessionId: string;
  workspaceId: string;
  label: string | null;
  trigger: store.SnapshotTrigger;
  paths: readonly string[];
  createdBy: string | null;
  audit: { scope: AuditScope; facts: AuditFacts };
}

/** Makes the record that says `saving`: who asked for the save can look it up from now on. */
export async function beginCapture(deps: CaptureDeps, input: CaptureInput): Promise<void> {
  await deps.db.guarded(
    store.snapshotInsert({ ...input, id: input.snapshotId, state: 'saving', now: deps.now() }),
    auditChange(input.audit.scope, 'snapshot.created', input.audit.facts),
  );
  deps.feed.changed(input.workspaceId, { kind: 'snapshot', id: input.snapshotId });
}

/**
 * Saves and verifies what `beginCapture` began. When it returns, every chunk and the manifest are
 * in object storage under digests that the store computed, and the record says ready. Returns how
 * much of it was saved otherwise than it stood. When it throws, the record says failed and why; the
 * session is as it was. `known` are the chunks of what the session started from.
 */
export async function captureSnapshot(
  deps: CaptureDeps,
  input: CaptureInput,
  known: readonly ChunkRef[],
): Promise<LayerWarnings['counts']> {
  const { snapshotId, sessionId, workspaceId } = input;
  const startedAt = deps.now();
  try {
    const layerId = randomId('lyr');
    const { manifest, warnings, pauseMs, prove, uploadedBytes, newChunks } = await saveLayer(deps, {
      sessionId,
      workspaceId,
      layerId,
      paths: input.paths,
      normalise: false,
      known,
    });
    const now = deps.now();
    const capture: RuntimeCapture = {
      capturedAt: timestamp(startedAt),
      files: manifest.fileCount,
      rawBytes: manifest.totalRawBytes,
      bytes: manifest.totalBytes,
      uploadedBytes,
      chunks: manifest.chunks.length,
      newChunks,
      milliseconds: now - startedAt,
      pauseMs,
    };
    const row = {
      id: layerId,
      workspaceId,
      tarDigest: manifest.tarDigest,
      bytes: manifest.totalBytes,
      rawBytes: manifest.totalRawBytes,
    };
    const changes = await deps.db.changesOf(
      ...layerStatements(row, manifest, now),
      store.snapshotCaptured(snapshotId, layerId, manifest.totalBytes, manifest.tarDigest, capture, warnings),
    );
    if ((changes.at(-1) ?? 0) === 0) throw new Error('A part of the content was lost while it was stored.');
    // Threat: the machine, which has the only other copy, is wiped for a save that cannot be
    // restored. Property: before that the store is asked once more for all that the save names.
    if (input.trigger === 'stop' || input.trigger === 'restart') await prove();
    return warnings.counts;
  } catch (error) {
    const reason = reasonOf(error);
    await deps.db.run(store.snapshotFailed(snapshotId, clip(reason, 1000)));
    throw error;
  } finally {
    deps.feed.changed(workspaceId, { kind: 'snapshot', id: snapshotId });
  }
}
