// Enqueues the build of a version, in the batch that makes the version ready to be built.
import type { BuildArtifact, Manifest } from '../../../generated/schemas.ts';
import type { Acting } from '../../scope.ts';
import { sha256Hex } from '../../platform/crypto.ts';
import type { Compilable } from '../../platform/d1.ts';
import { isWhole } from '../layers/index.ts';
import { describe, type Described } from './artifact.ts';
import { storeDocuments } from './documents.ts';
import * as store from './store.ts';

/**
 * Names what a layer depends on beside its input; a change of the layer format or of the runtime's
 * tools counts up.
 */
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
  /**
   * They go right behind the statement that changes the version; the last of them changes rows if
   * the build was added.
   */
  statements: Compilable<unknown>[];
  /**
   * To be called when the batch is through: sets the build going. A lost call is made good by the
   * sweep.
   */
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
  const facts = { ...common, ...version, buildId, spec: manifest };
  const done = async ({ artifact, documents }: Described, layerId: string | null, reusedFrom: string | null) => {
    await storeDocuments(deps, common, documents, now);
    const insert = store.buildInsert({ ...common, done: { artifact, layerId, reusedFrom } });
    return { ...nothing, statements: [insert, store.documentsKept(buildId)] };
  };

  if (!bundle && !git && !setup && !failBuild) {
    const text = JSON.stringify(manifest);
    const source = { kind: 'manifest' as const, bytes: text.length, digest: `sha256:${await sha256Hex(text)}` };
    return done(await describe({ ...facts, source, layerId: null, layer: null }), null, null);
  }
  // A branch moves: what was cloned yesterday says nothing about today.
  const earlier = git || failBuild ? null : await store.buildFindReusable(deps.db, caller.workspaceId, inputKey);
  // One whose layer object storage lost a part of is no use to anybody: what runs again stores the
  // part again.
  const { db, objects } = deps;
  if (earlier?.artifact && (await isWhole({ db, store: objects.snapshots }, caller.workspaceId, earlier))) {
    // Written by the build that succeeded, from this very type. The layer is the same; what it is
    // called is this version's.
    const made = JSON.parse(earlier.artifact) as BuildArtifact;
    const described = await describe({
      ...facts,
      source: { kind: made.source, bytes: made.sourceBytes, digest: made.sourceSha256 },
      layerId: earlier.layerId,
      layer: { digest: made.artifactDigest, bytes: made.artifactBytes, diffId: earlier.tarDigest },
    });
    return done(described, earlier.layerId, earlier.id);
  }
  return {
    buildId,
    versionState: 'building',
    statements: [store.buildInsert({ ...common, done: null })],
    nudge: () => deps.builds.dispatch(buildId),
  };
}
