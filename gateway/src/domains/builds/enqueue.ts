// Enqueues the build of a version, in the batch that makes the version ready to be built.
import type { BuildArtifact, Manifest } from '../../../generated/schemas.ts';
import type { Acting } from '../../deps.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import type { Compilable } from '../../platform/d1.ts';
import { describe } from './artifact.ts';
import * as store from './store.ts';

/** Names what a layer depends on beside its input; a change of the layer format or of the runtime's tools counts up. */
const builderVersion = 1;

export interface VersionToBuild {
  templateId: string;
  templateName: string;
  versionId: string;
  versionNumber: number;
  manifest: Manifest;
  bundle: { digest: string; bytes: number } | null;
}

export interface EnqueuedBuild {
  buildId: string;
  /** The state that the version takes with it. */
  versionState: 'building' | 'ready';
  /** Goes right behind the statement that changes the version. */
  statement: Compilable<unknown>;
  /** To be called when the batch is through: sets the build going. A lost call is made good by the sweep. */
  nudge(): Promise<void>;
}

export async function enqueueBuild(scope: Acting, version: VersionToBuild): Promise<EnqueuedBuild> {
  const { deps, caller, now } = scope;
  const { manifest, bundle } = version;
  const buildId = await scope.newId('bld');
  const { setup = null, git = null, image, persistedPaths, env, failBuild = false } = manifest;
  const input = JSON.stringify({
    builderVersion,
    bundle: bundle?.digest ?? null,
    git,
    setup,
    image,
    persistedPaths,
    env,
    failBuild,
  });
  const inputKey = await sha256Hex(input);
  const common = {
    id: buildId,
    workspaceId: caller.workspaceId,
    templateId: version.templateId,
    versionId: version.versionId,
    inputKey,
    dispatchMode: deps.config.buildDispatchMode,
    now,
  };
  const nothing = { buildId, versionState: 'ready' as const, nudge: () => Promise.resolve() };

  if (!bundle && !git && !setup && !failBuild) {
    const text = JSON.stringify(manifest);
    const source = { kind: 'manifest' as const, bytes: text.length, digest: `sha256:${await sha256Hex(text)}` };
    const { artifact } = await describe({ ...common, ...version, spec: manifest, source, layerId: null, layer: null });
    return {
      ...nothing,
      statement: store.buildInsert({ ...common, done: { artifact, layerId: null, reusedFrom: null } }),
    };
  }
  // A branch moves: what was cloned yesterday says nothing about today.
  const earlier = git || failBuild ? null : await store.buildFindReusable(deps.db, caller.workspaceId, inputKey);
  if (earlier?.artifact) {
    // Written by the build that succeeded, from this very type. The layer is the same; what it is called is this version's.
    const made = JSON.parse(earlier.artifact) as BuildArtifact;
    const { artifact } = await describe({
      ...common,
      ...version,
      spec: manifest,
      source: { kind: made.source, bytes: made.sourceBytes, digest: made.sourceSha256 },
      layerId: earlier.layerId,
      layer: { digest: made.artifactDigest, bytes: made.artifactBytes, diffId: earlier.tarDigest },
    });
    const done = { artifact, layerId: earlier.layerId, reusedFrom: earlier.id };
    return { ...nothing, statement: store.buildInsert({ ...common, done }) };
  }
  return {
    buildId,
    versionState: 'building',
    statement: store.buildInsert({ ...common, done: null }),
    nudge: () => deps.builds.dispatch(buildId),
  };
}
