// One attempt of a build, phase by phase: machine, unpack, setup, save, store. Each phase may be repeated after a crash.
import * as z from 'zod';
import { readBounded } from '../../../platform/bounded-body.ts';
import { randomId } from '../../../platform/crypto.ts';
import { layerStatements } from '../../../platform/layers/chunk-store.ts';
import type { LayerManifest } from '../../../platform/layers/manifest.ts';
import type { LayerDeps } from '../../../platform/layers/runtime-call.ts';
import { saveLayer } from '../../../platform/layers/save-layer.ts';
import type { ObjectStores } from '../../../platform/object-store.ts';
import { HostError } from '../../../platform/runtime-host.ts';
import { clip } from '../../../platform/text.ts';
import { auditChange } from '../../audit/index.ts';
import { artifactLines, describe, layerDigest, type Source } from '../artifact.ts';
import * as store from '../store.ts';
import type { BuildLog } from './log.ts';

export type Phase = 'machine' | 'unpack' | 'setup' | 'save' | 'store';

/** What survives a crash of the coordinator. */
export interface AttemptState {
  leaseId: string;
  phase: Phase;
  /** How far the output of the phase's job is in the log; null before it was started. */
  logOffset: number | null;
  layerId: string;
  saved: { manifest: LayerManifest } | null;
}

export const newAttempt = (leaseId: string): AttemptState => ({
  leaseId,
  phase: 'machine',
  logOffset: null,
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

const maxJobAnswer = 1024 * 1024;
/** A job's log is asked for this long at a time; it is also the rhythm of the heartbeat. */
const pollSeconds = 5;
// Threat: a setup stops the runtime in its tracks. Property: no call to it lasts for ever.
const callMs = 60_000;
const unpackMs = 10 * 60_000;

const Job = z.object({
  state: z.enum(['running', 'exited', 'timed_out', 'killed']),
  exitCode: z.int().nullable(),
  signal: z.string().max(20).nullable(),
});
const JobLog = z.object({ nextOffset: z.int().min(0), endOffset: z.int().min(0), text: z.string() });

export class Attempt {
  readonly #deps: AttemptDeps;
  readonly #input: store.BuildInput;

  constructor(deps: AttemptDeps, input: store.BuildInput) {
    this.#deps = deps;
    this.#input = input;
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
    await this.#post('/bootstrap', {
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
    if (manifest.git) {
      const { repository, ref } = manifest.git;
      // Words of the manifest reach git as arguments after `--`, quoted for the shell, so that none is taken for an option or a command.
      const branch = ref ? `--branch ${quote(ref)}` : '';
      const command = `git clone --depth 1 ${branch} -- ${quote(repository)} /workspace`;
      const logOffset = await this.#job('clone', command, state);
      return logOffset === null ? { ...next, logOffset } : { ...state, logOffset };
    }
    if (!bundleKey) return next;
    this.#deps.log.line(`unpacking the bundle, ${bundleBytes ?? 0} bytes`);
    const bundle = await this.#deps.objects.bundles.get(bundleKey);
    if (!bundle) throw new AttemptFailed('The bundle is missing in object storage; upload the version again.');
    const response = await this.#deps.host.fetch(this.#id, '/workspace/archive?format=tar.gz', {
      method: 'PUT',
      headers: { 'content-type': 'application/gzip' },
      signal: AbortSignal.timeout(unpackMs),
      body: bundle.body,
    });
    const text = (await readBounded(response, maxJobAnswer)) ?? '';
    if (!response.ok) throw new AttemptFailed(`The bundle could not be unpacked: ${detailOf(text)}`);
    return next;
  }

  async #setup(state: AttemptState): Promise<AttemptState> {
    const { manifest } = this.#input;
    if (manifest.failBuild) throw new AttemptFailed('The manifest asks for a failure (failBuild).');
    if (manifest.setup) return this.#runSetup(state, manifest.setup);
    return { ...state, phase: 'save' };
  }

  async #runSetup(state: AttemptState, setup: string): Promise<AttemptState> {
    const logOffset = await this.#job('setup', setup, state);
    return logOffset === null ? { ...state, phase: 'save' } : { ...state, logOffset };
  }

  /** Starts a job, or goes on with it: one poll of its log. Answers null when it has ended well, else the offset to go on from. */
  async #job(name: string, command: string, state: AttemptState): Promise<number | null> {
    const jobId = `${name}-${state.leaseId}`.slice(0, 64);
    if (state.logOffset === null) {
      this.#deps.log.append(`$ ${command}\n`);
      const request = { jobId, command, cwd: '/workspace', env: this.#env(), timeoutSeconds: this.#deps.setupSeconds };
      await this.#post('/jobs', request);
    }
    let offset = state.logOffset ?? 0;
    for (;;) {
      const job = Job.parse(await this.#get(`/jobs/${jobId}`));
      const part = JobLog.parse(
        await this.#get(`/jobs/${jobId}/log?offset=${offset}&waitSeconds=${job.state === 'running' ? pollSeconds : 0}`),
      );
      this.#deps.log.append(part.text);
      offset = part.nextOffset;
      // Handed back after each poll, so that the heartbeat and the alarm's limit are kept.
      if (job.state === 'running') return offset;
      if (offset < part.endOffset) continue;
      if (job.state === 'timed_out')
        throw new AttemptFailed(`${name} ran longer than its limit of ${this.#deps.setupSeconds} s.`);
      if (job.exitCode !== 0)
        throw new AttemptFailed(
          `${name} failed: ${job.signal ? `signal ${job.signal}` : `exit code ${job.exitCode}`}.`,
        );
      return null;
    }
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
      source: this.#source(),
      workspaceId: row.workspace_id,
      layerId: state.layerId,
      layer,
      now,
    });
    for (const [name, text] of Object.entries(documents)) {
      await this.#deps.objects.builds.putText(`${row.workspace_id}/builds/${row.id}/${name}.json`, text);
    }
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
      store.buildSucceed(row.id, state.leaseId, state.layerId, artifact, now),
      store.versionFollow(row.template_version_id, 'ready', null),
      auditChange(cause, 'build.succeeded', facts),
    );
    const after = await store.buildForCoordinator(this.#deps.db, row.id);
    if (after?.row.status !== 'succeeded') throw new AttemptFailed('A part of the layer was lost while it was stored.');
    for (const line of artifactLines(artifact)) this.#deps.log.line(line);
    return null;
  }

  #source(): Source {
    const { bundleDigest, bundleBytes, manifest, row } = this.#input;
    if (bundleDigest) return { kind: 'bundle', bytes: bundleBytes ?? 0, digest: bundleDigest };
    // A clone has no digest of its own; the input key names repository, ref and setup.
    return {
      kind: manifest.git ? 'git' : 'manifest',
      bytes: JSON.stringify(manifest).length,
      digest: `sha256:${row.input_key}`,
    };
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    return this.#call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #get(path: string): Promise<unknown> {
    return this.#call(path, {});
  }

  async #call(path: string, init: RequestInit): Promise<unknown> {
    const response = await this.#deps.host.fetch(this.#id, path, { ...init, signal: AbortSignal.timeout(callMs) });
    const text = await readBounded(response, maxJobAnswer);
    if (!response.ok || text === null) throw new HostError(`The builder refused: ${detailOf(text ?? '')}`);
    return JSON.parse(text || 'null');
  }
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function detailOf(text: string): string {
  try {
    const parsed = z.object({ detail: z.string() }).safeParse(JSON.parse(text));
    if (parsed.success) return clip(parsed.data.detail, 500);
  } catch {
    // Not JSON: shown as it is.
  }
  return clip(text, 500) || 'no reason given';
}
