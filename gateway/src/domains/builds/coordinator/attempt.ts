// One attempt of a build, phase by phase: machine, unpack, setup, save, store. Each phase may be repeated after a crash.
import { randomId } from '../../../platform/crypto.ts';
import { layerStatements, type LayerManifest, type LayerDeps, saveLayer } from '../../layers/index.ts';
import { measured, type ObjectStores } from '../../../platform/object-store.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import { RuntimeRefusal } from '../../../platform/runtime-refusal.ts';
import { clip } from '../../../platform/text.ts';
import { auditChange } from '../../audit/index.ts';
import { describe, layerDigest, type Source } from '../artifact.ts';
import { buildSucceed, versionFollow } from '../attempt-store.ts';
import { storeDocuments } from '../documents.ts';
import * as store from '../store.ts';
import { Builder, type JobProgress } from './builder.ts';
import { cloneCommand, cloneEnv, cloneShown, commitOf, type Git, notCloned } from './clone.ts';
import type { BuildLog } from './log.ts';

export type Phase = 'machine' | 'unpack' | 'setup' | 'save' | 'store';

/** What survives a crash of the coordinator. */
export interface AttemptState {
  leaseId: string;
  phase: Phase;
  /** How far the output of the phase's job is in the log; null before it was started. */
  logOffset: number | null;
  /** What was checked out, of a repository. */
  commit: string | null;
  layerId: string;
  saved: { manifest: LayerManifest } | null;
}

export const newAttempt = (leaseId: string): AttemptState => ({
  leaseId,
  phase: 'machine',
  logOffset: null,
  commit: null,
  layerId: randomId('lyr'),
  saved: null,
});

export interface AttemptDeps extends LayerDeps {
  objects: ObjectStores;
  log: BuildLog;
  setupSeconds: number;
}

/** The attempt has failed for this reason; the build goes on by its rules. */
export class AttemptFailed extends Error {}

/** Every attempt would fail for this reason: it lies in the version's own files. */
export class Hopeless extends AttemptFailed {}

const unpackMs = 10 * 60_000;
const asNewVersion = 'Send the same files again as a new version.';

export class Attempt {
  readonly #deps: AttemptDeps;
  readonly #input: store.BuildInput;
  readonly #builder: Builder;

  constructor(deps: AttemptDeps, input: store.BuildInput) {
    this.#deps = deps;
    this.#input = input;
    this.#builder = new Builder(deps.host, input.row.id);
  }

  get #id(): string {
    return this.#input.row.id;
  }

  /** Does the state's phase, or a slice of it. Answers the next state, or null when the build has succeeded. */
  async step(state: AttemptState): Promise<AttemptState | null> {
    switch (state.phase) {
      case 'machine':
        return this.#startMachine(state);
      case 'unpack':
        return this.#unpack(state);
      case 'setup':
        return this.#setup(state);
      case 'save':
        return this.#save(state);
      case 'store':
        return this.#store(state);
    }
  }

  /** Ends the builder, however the attempt went. */
  async end(): Promise<void> {
    await this.#deps.host.stop(this.#id, null, 0);
  }

  async #startMachine(state: AttemptState): Promise<AttemptState> {
    const { row, manifest } = this.#input;
    // What an attempt that was cut off left behind must not leak into this one's layer.
    await this.#deps.host.stop(this.#id, null, 0);
    await this.#deps.host.start(this.#id, state.leaseId, 'builder');
    await this.#builder.bootstrap({
      bootstrapId: state.leaseId,
      state: 'running',
      session: {
        id: row.id,
        name: clip(`build of ${row.template_name ?? 'a template'}`, 100),
        workspaceId: row.workspace_id,
        templateId: row.template_id,
        templateName: row.template_name ?? 'template',
        releaseId: null,
      },
      persistedPaths: manifest.persistedPaths,
      env: this.#env(),
      start: null,
      ports: [],
      restoredSnapshotId: null,
    });
    return { ...state, phase: 'unpack' };
  }

  #env(): { name: string; value: string }[] {
    return Object.entries(this.#input.manifest.env).map(([name, value]) => ({ name, value }));
  }

  async #unpack(state: AttemptState): Promise<AttemptState> {
    const { bundleKey, bundleBytes, manifest } = this.#input;
    const next: AttemptState = { ...state, phase: 'setup' };
    if (manifest.git) return this.#clone(state, manifest.git);
    if (!bundleKey) return next;
    this.#deps.log.line(`unpacking the bundle, ${bundleBytes ?? 0} bytes`);
    const bundle = await this.#deps.objects.bundles.get(bundleKey);
    if (!bundle) throw new Hopeless(`The bundle is missing in object storage. ${asNewVersion}`);
    const passing = measured(bundle.body, bundle.bytes);
    const input = { query: { format: 'tar.gz' as const }, body: passing.body };
    const limits = { ms: unpackMs };
    const refusal = await callRuntime(this.#deps.host, this.#id, 'importArchive', input, limits).then(
      () => null,
      (error: unknown) => {
        if (error instanceof RuntimeRefusal) return error;
        throw error;
      },
    );
    const digest = await passing.sha256();
    if (digest !== null && `sha256:${digest}` !== this.#input.bundleDigest) {
      // It would be taken for the announced bundle by every version of these files: what is missing is asked for again.
      await this.#deps.objects.bundles.delete([bundleKey]);
      throw new Hopeless(`The bundle in object storage is not the one that was uploaded. ${asNewVersion}`);
    }
    // 422 is what the runtime says of the archive itself; a full disk or a lost machine is another matter.
    const Failure = refusal?.status === 422 ? Hopeless : AttemptFailed;
    if (refusal) throw new Failure(`The bundle could not be unpacked: ${refusal.detail}`);
    return next;
  }

  async #clone(state: AttemptState, git: Git): Promise<AttemptState> {
    const progress = await this.#job('clone', cloneCommand, cloneShown(git), cloneEnv(git), state);
    if (progress.logOffset !== null) return { ...state, logOffset: progress.logOffset };
    const { failure, tail } = progress;
    if (failure) {
      const { reason, hopeless } = notCloned(git, failure, tail);
      throw new (hopeless ? Hopeless : AttemptFailed)(reason);
    }
    return { ...state, phase: 'setup', logOffset: null, commit: commitOf(tail) };
  }

  async #setup(state: AttemptState): Promise<AttemptState> {
    const { failBuild, setup } = this.#input.manifest;
    if (failBuild) throw new AttemptFailed('The manifest asks for a failure (failBuild).');
    if (!setup) return { ...state, phase: 'save' };
    const progress = await this.#job('setup', setup, setup, [], state);
    if (progress.logOffset !== null) return { ...state, logOffset: progress.logOffset };
    if (progress.failure) throw new AttemptFailed(`setup ${progress.failure}`);
    return { ...state, phase: 'save' };
  }

  #job(
    name: string,
    command: string,
    shown: string,
    env: { name: string; value: string }[],
    state: AttemptState,
  ): Promise<JobProgress> {
    const job = {
      jobId: `${name}-${state.leaseId}`.slice(0, 64),
      command,
      shown,
      // The last of a name wins: a manifest's variable cannot take the place of one of ours.
      env: [...this.#env(), ...env],
      timeoutSeconds: this.#deps.setupSeconds,
    };
    return this.#builder.job(job, state.logOffset, this.#deps.log);
  }

  async #save(state: AttemptState): Promise<AttemptState> {
    const { row, manifest } = this.#input;
    this.#deps.log.line('saving the layer');
    // /workspace always: the bundle is there. Paths inside another one are refused by the manifest's check.
    const paths = [
      ...new Set(['/workspace', ...manifest.persistedPaths.filter((path) => !path.startsWith('/workspace/'))]),
    ];
    const saved = await saveLayer(this.#deps, {
      sessionId: row.id,
      workspaceId: row.workspace_id,
      layerId: state.layerId,
      paths,
      normalise: true,
    });
    this.#deps.log.line(`the layer has ${saved.manifest.totalBytes} bytes, ${saved.uploadedBytes} of them new`);
    return { ...state, phase: 'store', saved: { manifest: { ...saved.manifest, files: [] } } };
  }

  async #store(state: AttemptState): Promise<null> {
    const { row, manifest: spec } = this.#input;
    const saved = state.saved?.manifest;
    if (!saved) throw new AttemptFailed('The layer was lost.');
    const now = this.#deps.now();
    const layer = {
      digest: await layerDigest(this.#deps.store, row.workspace_id, saved),
      bytes: saved.totalBytes,
      diffId: saved.tarDigest,
    };
    const { artifact, documents } = await describe({
      templateName: row.template_name ?? 'template',
      versionNumber: row.version_number ?? 1,
      spec,
      source: this.#source(state),
      workspaceId: row.workspace_id,
      buildId: row.id,
      layerId: state.layerId,
      layer,
      now,
    });
    await storeDocuments(this.#deps, { id: row.id, workspaceId: row.workspace_id }, documents, now);
    const layerRow = {
      id: state.layerId,
      workspaceId: row.workspace_id,
      tarDigest: saved.tarDigest,
      bytes: saved.totalBytes,
      rawBytes: saved.totalRawBytes,
    };
    const cause = { ip: '', requestId: state.leaseId, now };
    const facts = { workspaceId: row.workspace_id, actorId: null, targetId: row.id };
    await this.#deps.db.changesOf(
      ...layerStatements(layerRow, saved, now),
      buildSucceed(row.id, state.leaseId, state.layerId, artifact, now),
      versionFollow(row.template_version_id, 'ready', null),
      auditChange(cause, 'build.succeeded', facts),
      store.documentsKept(row.id),
    );
    const after = await store.buildForCoordinator(this.#deps.db, row.id);
    if (after?.row.status !== 'succeeded') throw new AttemptFailed('A part of the layer was lost while it was stored.');
    return null;
  }

  #source({ commit }: AttemptState): Source {
    const { bundleDigest, bundleBytes, manifest, row } = this.#input;
    if (bundleDigest) return { kind: 'bundle', bytes: bundleBytes ?? 0, digest: bundleDigest };
    // A clone has no SHA-256 of its own; the input key names repository, ref and setup.
    const digest = `sha256:${row.input_key}`;
    const bytes = JSON.stringify(manifest).length;
    return manifest.git
      ? { kind: 'git', bytes, digest, ...(commit ? { commit } : {}) }
      : { kind: 'manifest', bytes, digest };
  }
}
