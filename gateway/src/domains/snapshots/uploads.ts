// The content of a snapshot that somebody uploads: stored, measured, and recognised by its bytes.
import type { Acting, Upload } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { randomId } from '../../platform/crypto.ts';
import { objectDeleted, objectKept, objectReserve } from '../../platform/expiry-store.ts';
import { clip } from '../../platform/text.ts';
import { auditBy } from '../audit/index.ts';
import { ContentRefused, importLayer, layerStatements, readArchiveManifest } from '../layers/index.ts';
import { maxUploadBytes } from '../uploads/index.ts';
import { jsonOf, maxEnvelopeBytes } from './envelope.ts';
import { getSnapshot } from './lookup.ts';
import * as store from './store.ts';

export async function checkUploadable(scope: Acting, sessionId: string, id: string): Promise<store.SnapshotRow> {
  const row = await getSnapshot(scope, sessionId, id);
  if (row.state !== 'empty') throw new Problem('snapshot_state', { state: row.state, allowed: ['empty'] });
  return row;
}

const headBytes = 200;

/**
 * Takes the content of an empty snapshot as it comes; its digest and its form are read from its
 * bytes. Threat: two uploads at once, of different bytes. Property: each goes to a key of its own,
 * and the record names the one that it was checked with; what is not taken is removed.
 */
export async function uploadSnapshotContent(
  scope: Acting,
  sessionId: string,
  id: string,
  upload: Upload,
): Promise<void> {
  const { deps, caller } = scope;
  await checkUploadable(scope, sessionId, id);
  if (upload.length === null)
    throw new Problem('bad_request', {}, undefined, [
      { path: 'headers.content-length', message: 'The length is required' },
    ]);
  if (upload.length > maxUploadBytes) throw new Problem('payload_too_large', { allowed: maxUploadBytes });
  const { snapshots } = deps.objects;
  const key = `${caller.workspaceId}/uploads/${id}/${randomId('upl')}`;
  await deps.db.run(objectReserve('snapshots', key, scope.now));
  const measured = await snapshots.putMeasured(key, upload.body, upload.length, headBytes);
  if (measured === null) throw new Problem('request_timeout');
  try {
    await takeContent(scope, sessionId, id, upload, { key, ...measured });
  } catch (error) {
    // Only where it is certain that nothing names it: an answer of D1 that got lost may be that of
    // a change that was made. The key is this upload's own, so nobody else's note is taken away; it
    // goes last, and a crash leaves it to the sweep.
    if (error instanceof Problem) {
      await snapshots.delete([key]);
      await deps.db.run(objectDeleted('snapshots', key));
    }
    throw error;
  }
}

async function takeContent(
  scope: Acting,
  sessionId: string,
  id: string,
  upload: Upload,
  { key, sha256, head }: { key: string; sha256: string; head: Uint8Array },
): Promise<void> {
  const digest = `sha256:${sha256}`;
  if (upload.digest !== null && upload.digest !== digest)
    throw new Problem('digest_mismatch', { expected: upload.digest, received: digest });
  if (isEnvelope(head)) await checkEnvelope(scope, key, upload.length ?? 0);
  const isImported = await importArchive(scope, sessionId, id, upload.length ?? 0, key);
  if (isImported) return;
  const stored = await scope.deps.db.guarded(
    store.snapshotUploaded(scope.caller.workspaceId, id, {
      format: isEnvelope(head) ? 'burstflare.snapshot.v2' : 'opaque',
      contentType: upload.contentType,
      bytes: upload.length ?? 0,
      digest,
      key,
    }),
    auditBy(scope, 'snapshot.uploaded', id, { sessionId, digest }),
    objectKept('snapshots', key),
  );
  if (!stored) throw new Problem('snapshot_state', { state: 'ready', allowed: ['empty'] });
  scope.deps.feed.changed(scope.caller.workspaceId, { kind: 'snapshot', id });
}

/**
 * Makes a layer of an upload that was downloaded from a deployment; false if it is none. Threat: a
 * forged one. Property: it is held to what a save of this session could be: bounded, only its
 * persisted paths, each chunk under the digest that the store computed; the runtime checks the rest
 * before it changes a file. Links that lead out of the paths stay, as in what the session saves
 * itself: a venv's python is one, nothing is written through a link, and the session may read what
 * it leads to.
 */
async function importArchive(scope: Acting, sessionId: string, id: string, length: number, key: string) {
  const { deps, caller } = scope;
  const { workspaceId } = caller;
  const objects = deps.objects.snapshots;
  const archive = await undamaged(() =>
    readArchiveManifest(length, async (offset, bytes) => {
      // Object storage refuses to read nothing.
      const part = bytes === 0 ? new ArrayBuffer(0) : await objects.getRange(key, offset, bytes);
      if (part?.byteLength !== bytes) throw new Error('Object storage did not hand out the upload.');
      return new Uint8Array(part);
    }),
  );
  if (!archive) return false;
  const { manifest } = archive;
  const session = await store.snapshotFind(deps.db, workspaceId, sessionId, id);
  const allowed: string[] = session ? (JSON.parse(session.paths) as string[]) : []; // as the session persists them
  const odd = manifest.paths.find((path) => !allowed.some((one) => path === one || path.startsWith(`${one}/`)));
  if (odd !== undefined)
    throw new Problem('snapshot_unusable', {
      reason: `It holds ${clip(odd, 200)}, which this session does not persist.`,
    });
  const layerId = randomId('lyr');
  await undamaged(() =>
    importLayer({ db: deps.db, store: objects, now: Date.now }, { workspaceId, layerId, key, archive }),
  );
  const { tarDigest, totalBytes: bytes, totalRawBytes: rawBytes } = manifest;
  const row = { id: layerId, workspaceId, tarDigest, bytes, rawBytes };
  const statements = layerStatements(row, manifest, Date.now());
  const changes = await deps.db.changesOf(
    ...statements,
    store.snapshotImported(workspaceId, id, layerId, manifest),
    auditBy(scope, 'snapshot.uploaded', id, { sessionId, digest: tarDigest }),
  );
  if ((changes[statements.length] ?? 0) === 0)
    throw new Problem('snapshot_state', { state: 'ready', allowed: ['empty'] });
  deps.feed.changed(workspaceId, { kind: 'snapshot', id });
  // The chunks have it all. A crash before leaves the upload as it came to the sweep, as its note
  // says.
  await objects.delete([key]);
  await deps.db.run(objectDeleted('snapshots', key));
  return true;
}

/** One that is too large to be restored is no worse for being cut. */
async function checkEnvelope({ deps }: Acting, key: string, bytes: number): Promise<void> {
  if (bytes > maxEnvelopeBytes) return;
  const text = (await deps.objects.snapshots.getText(key)) ?? '';
  await undamaged(async () => jsonOf(text));
}

async function undamaged<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ContentRefused ? new Problem('snapshot_damaged', { reason: error.message }) : error;
  }
}

/** The earlier deployment's JSON envelope says so in its first field. */
function isEnvelope(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head);
  return /^\s*\{\s*"format"\s*:\s*"burstflare\.snapshot\.v2"/.test(text);
}
