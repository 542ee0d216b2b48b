// One attempt of a build, phase by phase: machine, unpack, setup, save, store. Each phase may be
// repeated after a crash.
import type { BuildArtifact } from '../../../../generated/schemas.ts';
import { type LayerDeps, saveLayer } from '../../layers/index.ts';
import { measured, type ObjectStores } from '../../../platform/object-store.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import { RuntimeRefusal } from '../../../platform/runtime-refusal.ts';
import { clip } from '../../../platform/text.ts';
import { describe, layerDigest, type Source } from '../artifact.ts';
import { storeDocuments } from '../documents.ts';
import type { BuildInput } from '../store.ts';
import { Builder, type JobProgress } from './builder.ts';
import { cloneCommand, cloneEnv, cloneShown, commitOf, type Git, notCloned } from './clone.ts';
import { AttemptFailed, Hopeless } from './failures.ts';
import type { BuildLog } from './log.ts';
import type { AttemptState, Stepped } from './record.ts';

export interface AttemptDeps extends LayerDeps {
  objects: ObjectStores;
  log: BuildLog;
  setupSeconds: number;
}

const unpackMs = 10 * 60_000;
const asNewVersion = 'Send the same files again as a new version.';

export class Attempt {
  readonly #deps: AttemptDeps;
  readonly #input: BuildInput;
  readonly #builder: Builder;

  constructor(deps: AttemptDeps, input: BuildInput) {
    this.#deps = deps;
    this.#input = input;
    this.#builder = new Builder(deps.host, input.row.id);
  }

  get #id(): string {
    return this.#input.row.id;
  }

  /** Does the state's phase, or a slice of it. Throws why the attempt failed. */
  async step(state: AttemptState): Promise<Stepped> {
    switch (state.phase) {
      case 'machine':
        return { attempt: await this.#startMachine(state) };
      case 'unpack':
        return { attempt: await this.#unpack(state) };
      case 'setup':
        return { attempt: await this.#setup(state) };
      case 'save':
        return { attempt: await this.#save(state) };
      case 'store':
        return { artifact: await this.#store(state) };
    }
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
      // It would be taken for the announced bundle by every version of these files: what is missing
      // is asked for again.
      await this.#deps.objects.bundles.delete([bundleKey]);
      throw new Hopeless(`The bundle in object storage is not the one that was uploaded. ${asNewVersion}`);
    }
    // 422 is what the runtime says of the archive itself; a full disk or a lost machine is another
    // matter.
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
    // /workspace always: the bundle is there. Paths inside another one are refused by the
    // manifest's check.
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

  /** Describes the layer. It comes into being with the build's success, in one batch. */
  async #store(state: AttemptState): Promise<BuildArtifact> {
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
    return artifact;
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
