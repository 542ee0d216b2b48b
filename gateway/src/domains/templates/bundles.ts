// Bundles: the archives of files that versions are built from.
import type { Acting, Download, SignedIn, Upload } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { isExactly } from '../../platform/bounded-body.ts';
import { objectKept, objectReserve } from '../../platform/expiry-store.ts';
import { auditBy } from '../audit/index.ts';
import { enqueueBuild } from '../builds/index.ts';
import { manifestOf } from './answers.ts';
import * as store from './store.ts';

async function findVersion({ deps, caller }: Acting, templateId: string, versionId: string): Promise<store.VersionRow> {
  const row = await store.versionFind(deps.db, caller.workspaceId, templateId, versionId);
  if (!row) throw new Problem('not_found', { what: 'version' });
  return row;
}

/** The version, if it announced a bundle; its state says whether it is still awaited. */
export async function checkUploadable(scope: Acting, templateId: string, versionId: string): Promise<store.VersionRow> {
  const version = await findVersion(scope, templateId, versionId);
  if (version.bundle_digest === null) throw new Problem('bundle_not_announced');
  return version;
}

/**
 * Takes the announced bytes and sends the version to its build. The same bytes again change
 * nothing. Threat: other bytes are stored than were announced, so that what a build was made of is
 * not what its maker believes. Property: an upload that is answered well was read to its end and
 * has the announced digest and length, also when it is not the first.
 */
export async function uploadBundle(
  scope: Acting,
  templateId: string,
  versionId: string,
  upload: Upload,
): Promise<void> {
  const { deps, caller, now } = scope;
  const version = await checkUploadable(scope, templateId, versionId);
  const { bundle_digest: expected, bundle_bytes: bytes } = version;
  if (expected === null || bytes === null) throw new Problem('bundle_not_announced');
  if (upload.digest !== null && upload.digest !== expected)
    throw new Problem('digest_mismatch', { expected, received: upload.digest });
  if (upload.length !== null && upload.length !== bytes) {
    throw new Problem('digest_mismatch', { expected: `${bytes} bytes`, received: `${upload.length} bytes` });
  }
  const sha256 = expected.slice('sha256:'.length);
  const otherBytes = new Problem('digest_mismatch', { expected, received: 'other bytes' });
  if (version.state !== 'uploading') {
    if (!(await isExactly(upload.body, bytes, sha256))) throw otherBytes;
    return;
  }
  const key = `${caller.workspaceId}/bundles/${versionId}.tar.gz`;
  await deps.db.run(objectReserve('bundles', key, now, store.bundleArrivedAlready(versionId)));
  if (!(await deps.objects.bundles.putStream(key, upload.body, bytes, sha256))) throw otherBytes;
  const template = await store.templateFind(deps.db, caller.workspaceId, templateId);
  if (!template) throw new Problem('not_found', { what: 'template' });
  const build = await enqueueBuild(scope, {
    templateId,
    templateName: template.name,
    versionId,
    versionNumber: version.number,
    manifest: manifestOf(version),
    bundle: { digest: expected, bytes },
  });
  const arrived = await deps.db.guarded(
    store.bundleArrived(caller.workspaceId, versionId, key, build, now),
    ...build.statements,
    auditBy(scope, 'template.bundle_uploaded', versionId, { digest: expected, bytes }),
    objectKept('bundles', key),
  );
  deps.feed.changed(caller.workspaceId, { kind: 'version', id: versionId }, { kind: 'build', id: build.buildId });
  // Otherwise the same bytes came twice at once, and the other one began the build.
  if (arrived) await build.nudge();
}

export async function downloadBundle(
  scope: SignedIn,
  templateId: string,
  versionId: string,
): Promise<Download<'application/gzip'>> {
  const {
    bundle_key: key,
    bundle_bytes: bytes,
    bundle_digest: digest,
  } = await findVersion(scope, templateId, versionId);
  if (key === null || bytes === null || digest === null) throw new Problem('not_found', { what: 'bundle' });
  const sha256 = digest.slice('sha256:'.length);
  return {
    ...{ bytes, sha256, tag: sha256, fileName: `${versionId}.tar.gz`, contentType: 'application/gzip' as const },
    async open(part) {
      const object = await scope.deps.objects.bundles.get(key, part);
      if (!object) throw new Problem('not_found', { what: 'bundle' });
      return object.body;
    },
  };
}
