// A session's files: what a start puts in place, and what is saved; restores are in restoring.ts.
// One of them at a time.
import { reasonOf } from '../../../platform/passing-faults.ts';
import { randomId } from '../../../platform/crypto.ts';
import { log } from '../../../platform/log.ts';
import { ContentLost, keepLastSnapshot, restoreLayer, warningWords } from '../../layers/index.ts';
import {
  beginCapture,
  type CaptureDeps,
  type CaptureInput,
  captureSnapshot,
  type FileSource,
  layerSource,
  type LayerSource,
  snapshotNewest,
  SnapshotGone,
  snapshotSource,
  snapshotsCutOff,
  snapshotsPrune,
} from '../../snapshots/index.ts';
import type { Cause, SaveRequest } from '../port.ts';
import type { Journal } from './journal.ts';

const autosavesKept = 2;

/** A start could not put this snapshot in place. */
export class SnapshotStuck extends Error {
  readonly snapshotId: string;

  constructor(snapshotId: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.snapshotId = snapshotId;
  }
}

/** Tells which snapshot it was that failed; null is the build's layer. */
async function blaming<T>(snapshotId: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw snapshotId === null ? error : new SnapshotStuck(snapshotId, error);
  }
}

/** The platform's own doing, for entries that no person caused. */
export const platformCause: Cause = { actorId: null, authSessionId: null, ip: '', requestId: 'platform' };

export class Content {
  readonly #deps: CaptureDeps;
  readonly #journal: Journal;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #autosaveMs: number;
  /** Saves under way or waiting for their turn. */
  #saving = 0;
  /** Whether no record can tell of a save that nobody carries on. */
  #settled = false;

  constructor(deps: CaptureDeps, journal: Journal, autosaveMs: number) {
    this.#deps = deps;
    this.#autosaveMs = autosaveMs;
    this.#journal = journal;
  }

  /**
   * Waits for its turn: a save sees no half-restored files, and a restore none that are being
   * saved.
   */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  get #record() {
    const record = this.#journal.read();
    if (!record) throw new Error('The session was not taken over.');
    return record;
  }

  #changed(snapshots: readonly { id: string }[]): void {
    const changes = snapshots.map(({ id }) => ({ kind: 'snapshot', id }) as const);
    if (changes.length > 0) this.#deps.feed.changed(this.#record.view.workspaceId, ...changes);
  }

  /** Captures and verifies; from its end on a start restores this. */
  async save(request: SaveRequest, cause: Cause): Promise<void> {
    const { view } = this.#record;
    const input: CaptureInput = {
      ...request,
      sessionId: view.id,
      workspaceId: view.workspaceId,
      paths: view.persistedPaths,
      createdBy: cause.actorId,
      audit: {
        scope: { ip: cause.ip, requestId: cause.requestId, now: this.#deps.now() },
        facts: {
          workspaceId: view.workspaceId,
          actorId: cause.actorId,
          authSessionId: cause.authSessionId,
          targetId: request.snapshotId,
          detail: { sessionId: view.id, trigger: request.trigger },
        },
      },
    };
    this.#saving += 1;
    this.#settled = false;
    try {
      await beginCapture(this.#deps, input);
      await this.exclusive(() => this.#capture(input));
    } finally {
      this.#saving -= 1;
    }
  }

  async #capture(input: CaptureInput): Promise<void> {
    const chunks = (await this.#startSource().catch(() => null))?.source.manifest.chunks ?? [];
    const known = chunks.map(({ digest, bytes }) => ({ digest, bytes }));
    const words = warningWords(await captureSnapshot(this.#deps, input, known));
    this.#journal.send({ type: 'saved', snapshotId: input.snapshotId, words, actorId: input.createdBy });
  }

  /**
   * When the next save by itself is due; null when the session does not run or the deployment wants
   * none.
   */
  autosaveDue(): number | null {
    const record = this.#journal.read();
    if (this.#autosaveMs === 0 || record?.view.state !== 'running' || record.operation) return null;
    return record.internal.savedAt + this.#autosaveMs;
  }

  /**
   * Saves by itself when that is due, and keeps only the newest of such saves. A save that fails is
   * noted, and tried again later.
   */
  async autosave(): Promise<void> {
    const due = this.autosaveDue();
    if (due === null || due > this.#deps.now()) return;
    const { view } = this.#record;
    try {
      await this.save({ snapshotId: randomId('snp'), label: null, trigger: 'period' }, platformCause);
      this.#changed(await this.#deps.db.all(snapshotsPrune(view.id, autosavesKept)));
    } catch (error) {
      this.#journal.send({ type: 'autosave_failed', reason: reasonOf(error) });
    }
  }

  /**
   * Saves that died with an earlier life of this object, or whose end could not be noted, are
   * marked as failed.
   */
  async endCutOff(): Promise<void> {
    if (this.#saving > 0 || this.#settled) return;
    this.#settled = true;
    try {
      this.#changed(await this.#deps.db.all(snapshotsCutOff(this.#record.view.id)));
    } catch (error) {
      this.#settled = false;
      log.error('saves that were cut off could not be ended', error, { session: this.#record.view.id });
    }
  }

  /**
   * Puts in place what a start begins with. Returns the snapshot it came from, or null for the
   * build's layer or nothing.
   */
  begin(restoreId: string): Promise<{ restored: boolean; snapshotId: string | null }> {
    return this.exclusive(async () => {
      const { internal, view } = this.#record;
      const from = await this.#startSource();
      // A save holds the persisted paths alone: what else a build made is the build's at each
      // start.
      if (from && from.snapshotId !== null && internal.baseLayerId && !view.persistedPaths.includes('/workspace')) {
        const base = await layerSource(this.#deps, internal.baseLayerId);
        await this.put(base, `${restoreId}-base`, base.manifest.paths, false);
      }
      if (from) {
        // A build's layer holds /workspace beside the persisted paths; a snapshot only these.
        const allowed = from.snapshotId === null ? from.source.manifest.paths : view.persistedPaths;
        await blaming(from.snapshotId, () => this.put(from.source, restoreId, allowed, false));
      }
      const file = internal.fileSnapshot === null ? null : await this.#unlessGone(internal.fileSnapshot);
      if (file?.kind === 'file') {
        await blaming(internal.fileSnapshot, () => keepLastSnapshot(this.#deps, view.id, file.body));
      }
      const snapshotId = (file && internal.fileSnapshot) ?? from?.snapshotId ?? null;
      return { restored: from !== null || file !== null, snapshotId };
    });
  }

  /**
   * What a snapshot puts in place; null when it was deleted: that must not keep the session from
   * ever starting again.
   */
  async #unlessGone(snapshotId: string): Promise<LayerSource | FileSource | null> {
    try {
      return await snapshotSource(this.#deps, this.#record.view, snapshotId);
    } catch (error) {
      if (error instanceof SnapshotGone) return null;
      throw new SnapshotStuck(snapshotId, error);
    }
  }

  /**
   * What the session's files were last saved as, or began as; where that was deleted, the newest
   * save that is left.
   */
  async #startSource(): Promise<{ source: LayerSource; snapshotId: string | null } | null> {
    const { internal, view } = this.#record;
    if (internal.startFrom) {
      let snapshotId = internal.startFrom;
      let source = await this.#unlessGone(snapshotId);
      const newest = source ? null : await snapshotNewest(this.#deps.db, view.workspaceId, view.id);
      if (newest) source = await this.#unlessGone((snapshotId = newest.id));
      if (source?.kind === 'layer') return { source, snapshotId };
      if (source) throw new Error(`The snapshot ${snapshotId} is no archive to start from.`);
    }
    return internal.baseLayerId
      ? { source: await layerSource(this.#deps, internal.baseLayerId), snapshotId: null }
      : null;
  }

  /** Puts a layer in place in the runtime. Returns how many entries that read back. */
  async put(
    source: LayerSource,
    restoreId: string,
    allowedPaths: readonly string[],
    restart: boolean,
  ): Promise<number> {
    const { id: sessionId, workspaceId } = this.#record.view;
    const { manifest, frames, name } = source;
    const input = { sessionId, workspaceId, restoreId, manifest, frames, allowedPaths, restart };
    return restoreLayer(this.#deps, input).catch((error: unknown) => {
      throw error instanceof ContentLost ? new ContentLost(`${name} cannot be restored: ${error.message}`) : error;
    });
  }
}
