// Owns how disks grow: each is looked at, and given more before the session has used up what is set
// aside for it.
import { statfsSync } from 'node:fs';
import type { MachineRoom } from './machine-room.ts';
import { FIRST_ROOM, grow, MIB, reasonOf, volumeIn } from './volume.ts';

/** How much more than it needs a disk has while nothing much is written to it. */
const USUAL_SPARE = FIRST_ROOM;
/**
 * Setting aside takes up to seconds on a disk that is busy writing, so who goes on filling is kept
 * further ahead of.
 */
const MOST_SPARE = 4 * FIRST_ROOM;
/** Reckoned for a program that writes 2 GB in a second; the fastest seen was 1.1 GB. */
const LOOK_MS = 100;
/** Without a need to grow for so long, nobody fills it any more. */
const CALM_MS = 10_000;
/** Before a disk is tried again that did not grow. */
const AGAIN_MS = 1000;
const LEAST_STEP = 16 * MIB;

interface Watch {
  spare: number;
  grewAt: number;
  notBefore: number;
  growing: Promise<void> | null;
  said: string;
}

export class Growth {
  readonly #watched = new Map<string, Watch>();
  #timer: NodeJS.Timeout | null = null;

  constructor(readonly room: MachineRoom) {}

  /** Watches the disk in `folder` until it is released. */
  keep(folder: string): void {
    if (this.#watched.has(folder)) return;
    this.#watched.set(folder, { spare: USUAL_SPARE, grewAt: 0, notBefore: 0, growing: null, said: '' });
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** Resolves when nothing touches the disk. */
  async release(folder: string): Promise<void> {
    const watch = this.#watched.get(folder);
    this.#watched.delete(folder);
    if (this.#watched.size === 0 && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    await watch?.growing;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watched.keys()].map((folder) => this.release(folder)));
  }

  #look(): void {
    const now = performance.now();
    for (const [folder, watch] of this.#watched) {
      if (watch.growing !== null || now < watch.notBefore) continue;
      if (now - watch.grewAt > CALM_MS) watch.spare = USUAL_SPARE;
      if (freeNow(folder) >= (watch.spare * 3) / 4) continue;
      watch.growing = this.#grow(folder, watch).finally(() => (watch.growing = null));
    }
  }

  async #grow(folder: string, watch: Watch): Promise<void> {
    try {
      const step = nextStep(this.room, 2 * watch.spare);
      const grown = await this.room.claim(step, () => grow(folder, step));
      Object.assign(watch, { spare: Math.min(2 * watch.spare, MOST_SPARE), grewAt: performance.now(), said: '' });
      if (grown === 0) watch.notBefore = Infinity; // It has all of its limit.
    } catch (error) {
      // The session meets the end of what it has; it grows when there is room.
      const reason = reasonOf(error);
      if (reason !== watch.said) process.stderr.write(`The disk in ${folder} did not grow: ${reason}\n`);
      Object.assign(watch, { said: reason, notBefore: performance.now() + AGAIN_MS });
    }
  }
}

/**
 * Counters in the kernel's memory: some microseconds, where a thread's turn would take ten times
 * that of the processor.
 */
function freeNow(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(volumeIn(folder));
    return bavail * bsize;
  } catch {
    return Infinity; // It is just being removed.
  }
}

/** At most half of what the machine has left, so that one session does not take all at once. */
function nextStep(room: MachineRoom, wanted: number): number {
  const step = Math.floor(Math.min(wanted, room.left / 2) / MIB) * MIB;
  if (step < LEAST_STEP) throw new Error('the machine’s disk has no room left for sessions.');
  return step;
}
