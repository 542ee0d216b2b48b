// Owns the saves by the caller's names: one capture at a time, chunks kept until they are fetched,
// the newest few remembered.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LimitFunction } from 'p-limit';
import type { LayerManifest, Save as SaveReport, SaveRequest } from '../../generated/schemas.ts';
import { Problem } from '../problems.ts';
import type { ProcessTable } from '../processes/table.ts';
import { Signal } from '../signal.ts';
import { Capture } from './capture.ts';
import type { KnownFrames } from './frames.ts';
import { isPlain, type Places } from './places.ts';
import { removeTrees } from './tar/process.ts';

const KEPT = 3;
/** Frames that are worth an answer of their own, and the most that one answer tells. */
const FRAMES_WORTH_TELLING = 16;
const FRAMES_AT_ONCE = 1000;

interface Save {
  saveId: string;
  capture: Capture;
  spool: string;
  state: SaveReport['state'];
  reason: string | null;
  manifest: LayerManifest | null;
  startedAt: string;
  endedAt: string | null;
  finished: Promise<void>;
}

export class Saves {
  readonly #saves = new Map<string, Save>();
  readonly #changed = new Signal();
  #count = 0;

  constructor(
    readonly around: { places: Places; frames: KnownFrames; processes: ProcessTable },
    readonly inTurn: LimitFunction,
  ) {}

  start({ saveId, paths, normalise, known, maxPauseMs }: SaveRequest): SaveReport {
    const before = this.#saves.get(saveId);
    if (before !== undefined) return report(before, 0);
    const odd = paths.find((path) => !isPlain(path));
    if (odd !== undefined) {
      throw new Problem('bad_request', {}, [{ path: 'body.paths', message: `${odd} holds . or ..` }]);
    }
    this.#count += 1;
    const spool = join(this.around.places.spool, `${this.#count}-${saveId}`);
    const request = { paths, normalise, known: new Set(known), maxPauseMs };
    const frameReady = () => this.#changed.fire();
    const capture = new Capture(request, { ...this.around, spool, frameReady });
    const save: Save = {
      ...{ saveId, capture, spool, state: 'running', reason: null, manifest: null },
      ...{ startedAt: new Date().toISOString(), endedAt: null, finished: Promise.resolve() },
    };
    this.#saves.set(saveId, save);
    save.finished = this.inTurn(() => this.#run(save));
    void this.#forgetOld();
    return report(save, 0);
  }

  async get(saveId: string, fromFrame: number, waitMs: number, giveUp?: AbortSignal): Promise<SaveReport> {
    const deadline = performance.now() + waitMs;
    for (;;) {
      const save = this.#find(saveId);
      const left = deadline - performance.now();
      const worthTelling =
        save.state !== 'running' || save.capture.spool.frames.length >= fromFrame + FRAMES_WORTH_TELLING;
      if (worthTelling || left <= 0 || giveUp?.aborted) return report(save, fromFrame);
      await this.#changed.wait(left, giveUp);
    }
  }

  async chunk(saveId: string, digest: string): Promise<Buffer<ArrayBuffer>> {
    const file = this.#find(saveId).capture.spool.frame(digest);
    const missing = new Problem('not_found', { what: `Chunk ${digest} of save ${saveId}` });
    if (file === null) throw missing;
    return readFile(file).catch(() => {
      throw missing; // Whoever has a shell in the session can remove it.
    });
  }

  async delete(saveId: string): Promise<void> {
    const save = this.#saves.get(saveId);
    if (save === undefined) return;
    this.#saves.delete(saveId);
    this.#changed.fire();
    save.capture.cancel();
    await save.finished;
    await removeTrees(save.spool);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#saves.keys()].map((saveId) => this.delete(saveId)));
  }

  async #run(save: Save): Promise<void> {
    try {
      Object.assign(save, { manifest: await save.capture.run(), state: 'ready' });
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
      Object.assign(save, { reason, state: 'failed' });
    }
    save.endedAt = new Date().toISOString();
    this.#changed.fire();
    // After its end was noted: whoever finds a frame gone can ask why.
    if (save.state === 'failed') await removeTrees(save.spool).catch(() => undefined);
  }

  #find(saveId: string): Save {
    const save = this.#saves.get(saveId);
    if (save === undefined) throw new Problem('not_found', { what: `Save ${saveId}` });
    return save;
  }

  // A gateway that was cut off may never come back to free them.
  async #forgetOld(): Promise<void> {
    const ended = [...this.#saves.values()].filter(({ state }) => state !== 'running');
    const old = ended.slice(0, Math.max(0, ended.length - KEPT + 1));
    await Promise.all(old.map(({ saveId }) => this.delete(saveId)));
  }
}

function report(save: Save, fromFrame: number): SaveReport {
  const { saveId, state, reason, capture, startedAt, endedAt, manifest } = save;
  const frames = capture.spool.frames.slice(fromFrame, fromFrame + FRAMES_AT_ONCE);
  const { rawBytes, warnings, pauseMs } = capture;
  const told = { pauseMs, warnings: warnings.items, warningCounts: warnings.counts };
  return { saveId, state, reason, ...told, rawBytes, frames, startedAt, endedAt, manifest };
}
