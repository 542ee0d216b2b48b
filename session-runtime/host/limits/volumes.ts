// Owns disks of a bounded size: makes them ahead, hands them out, takes them back.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Growth } from './growth.ts';
import { MachineRoom, whyNotKept } from './machine-room.ts';
import { hasOwnMounts } from './own-mounts.ts';
import {
  hasVolume,
  make,
  missing,
  mount,
  notInRest,
  type Piece,
  reasonOf,
  setAside,
  total,
  unmount,
  volumeIn,
} from './volume.ts';

const SPARES = 2; // Making one takes some 60 ms, which no start should wait for.
/** Making them takes the processor that a start needs which has just taken one. */
const REFILL_MS = 400;
/** The first spare disk is set aside ahead where the machine has room for so many. */
const PLENTY = 20;

interface Spare {
  folder: string;
  bytes: number;
  /** What is still to be set aside for it. */
  pieces: Piece[];
}

/**
 * Threat: a session fills the disk, or uses up its inodes, and every neighbour and the platform
 * stop; or the machine's disk is full, and what sessions have written is lost. Property: whatever a
 * session writes, in /workspace, /home/dev, /tmp and /run/burstflare together, ends at the size of
 * its own file system; and that file system has no free block that the machine has not set aside
 * for it, so what a session was let write can be stored, however full the machine is.
 */
export class Volumes {
  readonly #room: MachineRoom;
  readonly #growth: Growth;
  #spares: Spare[] = [];
  #making: Promise<void> = Promise.resolve();
  #refilling: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(
    readonly folder: string,
    /** Why disks are not bounded here; null where they are. */
    readonly gap: string | null,
    readonly usualBytes: number | null,
    dataDir: string,
  ) {
    this.#room = new MachineRoom(dataDir);
    this.#growth = new Growth(this.#room);
  }

  /** Finds out by making one. `dataDir` holds the spare ones. */
  static async open(dataDir: string, usualBytes: number | null): Promise<Volumes> {
    const folder = join(dataDir, 'spare');
    await rm(folder, { recursive: true, force: true });
    const without = (reason: string) => new Volumes(folder, reason, usualBytes, dataDir);
    if (usualBytes === null) return without('the operator has set no bound: BURSTFLARE_SESSION_DISK_MB is 0');
    if (!hasOwnMounts())
      return without('the host may not mount file systems (it is not root, or may make no mount namespace)');
    try {
      const unkept = whyNotKept(dataDir);
      if (unkept !== null) return without(unkept);
      await mkdir(folder, { recursive: true, mode: 0o711 });
      const volumes = new Volumes(folder, null, usualBytes, dataDir);
      volumes.#spares.push(await volumes.#make(usualBytes));
      volumes.#refill();
      return volumes;
    } catch (error) {
      report('No disk of a bounded size could be made', error);
      return without('no file system could be made in a file and mounted; the host’s log says why');
    }
  }

  /**
   * Puts an empty disk of this size to `folder`, which must not be there yet; false where disks are
   * not bounded.
   */
  async take(folder: string, bytes: number | null): Promise<boolean> {
    if (this.gap !== null || bytes === null) return false;
    const at = this.#spares.findIndex((spare) => spare.bytes === bytes);
    const [ready] = at < 0 ? [] : this.#spares.splice(at, 1);
    const spare = ready ?? (await this.#make(bytes));
    try {
      await this.#room.claim(total(spare.pieces), () => setAside(spare.folder, spare.pieces));
    } catch (error) {
      await remove(spare.folder);
      throw error;
    } finally {
      this.#refilling ??= setTimeout(() => this.#refill(), REFILL_MS).unref();
    }
    await rename(spare.folder, folder); // What is mounted below moves along.
    return true;
  }

  /** Lets the disk in `folder` grow as the session fills it, as long as it is there. */
  keep(folder: string): void {
    if (hasVolume(folder)) this.#growth.keep(folder);
  }

  /** Has to come before the folder is renamed or removed. */
  release(folder: string): Promise<void> {
    return this.#growth.release(folder);
  }

  /** Mounts the disk that an earlier daemon left in `folder`, if there is one. */
  async mount(folder: string): Promise<void> {
    if (!hasVolume(folder)) return;
    await mount(folder);
    try {
      const pieces = await notInRest(folder);
      // Nothing, save where an earlier version of the platform made the disk.
      await this.#room.claim(await missing(folder, pieces), () => setAside(folder, pieces), 'all of this one');
    } catch (error) {
      report(`The disk in ${folder} may promise more than the machine has`, error);
    }
    this.keep(folder);
  }

  /** Has to come before the folder is removed. */
  async unmount(folder: string): Promise<void> {
    if (hasOwnMounts() && hasVolume(folder)) await unmount(folder);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#refilling !== null) clearTimeout(this.#refilling);
    await Promise.all([this.#making, this.#growth.close()]);
  }

  #refill(): void {
    const bytes = this.usualBytes;
    this.#refilling = null;
    if (bytes === null) return;
    const fill = async () => {
      while (!this.#closed && this.#spares.length < SPARES) {
        try {
          this.#spares.push(await this.#make(bytes));
        } catch (error) {
          report('No spare disk could be made', error);
          return; // The next start makes its own, and says why if that fails too.
        }
      }
      await this.#setFirstAside();
    };
    this.#making = this.#making.then(fill).catch((error: unknown) => report('No spare disk was made ready', error));
  }

  async #setFirstAside(): Promise<void> {
    const [first] = this.#spares;
    if (first === undefined || first.pieces.length === 0) return;
    const bytes = total(first.pieces);
    if (this.#room.left < PLENTY * bytes) return;
    // Out of reach of a start meanwhile, which makes its own if it comes to that.
    this.#spares.shift();
    try {
      await this.#room.claim(bytes, () => setAside(first.folder, first.pieces));
      this.#spares.unshift({ ...first, pieces: [] });
    } catch (error) {
      report('No room could be set aside for a spare disk', error);
      await remove(first.folder);
    }
  }

  async #make(bytes: number): Promise<Spare> {
    const folder = join(this.folder, randomUUID());
    await mkdir(volumeIn(folder), { recursive: true, mode: 0o711 });
    try {
      return { folder, bytes, pieces: await make(folder, bytes) };
    } catch (error) {
      await remove(folder);
      throw error;
    }
  }
}

/** Called where something has failed already, which a second failure must not hide. */
async function remove(folder: string): Promise<void> {
  try {
    await unmount(folder);
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    report(`The unused disk in ${folder} could not be removed`, error);
  }
}

function report(what: string, error: unknown): void {
  process.stderr.write(`${what}: ${reasonOf(error)}\n`);
}

/** Where a session's files are: below the mount, if its disk is a volume. */
export function filesIn(folder: string): string {
  return hasVolume(folder) ? volumeIn(folder) : folder;
}
