// Owns disks of a bounded size: each session's files are in a file system of their own, which lies in one sparse file.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasOwnMounts } from './own-mounts.ts';

const run = promisify(execFile);

const MIB = 1024 * 1024;
const IMAGE = 'disk.img';
const VOLUME = 'volume';
const SPARES = 2; // Making one takes some 60 ms, which no start should wait for.
const MOUNT_TRIES = 5;

/** Nothing of the file system's tables is written before it is used, so that an empty disk takes less than a MiB. */
const FORMAT = [
  ...['-q', '-F', '-m', '0', '-E', 'lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0'],
  ...['-O', '^resize_inode', '-J', 'size=4'],
];
/** `discard` gives the space of removed files back to the machine. */
const OPTIONS = 'loop,discard,nosuid,nodev,noatime';

interface Spare {
  folder: string;
  bytes: number;
}

/**
 * Threat: a session fills the disk, or uses up its inodes, and every neighbour and the platform stop. Property: whatever a session
 * writes, in /workspace, /home/dev, /tmp and /run/burstflare together, ends at the size of its own file system; and that is at most half of
 * what the machine had left when it was made.
 */
export class Volumes {
  #spares: Spare[] = [];
  #making: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(
    readonly folder: string,
    /** Why disks are not bounded here; null where they are. */
    readonly gap: string | null,
    readonly usualBytes: number | null,
  ) {}

  /** Finds out by making one. `dataDir` holds the spare ones. */
  static async open(dataDir: string, usualBytes: number | null): Promise<Volumes> {
    const folder = join(dataDir, 'spare');
    await rm(folder, { recursive: true, force: true });
    if (!hasOwnMounts()) {
      return new Volumes(
        folder,
        'the host may not mount file systems (it is not root, or may make no mount namespace)',
        usualBytes,
      );
    }
    if (usualBytes === null) {
      return new Volumes(folder, 'no size is set for a session’s disk (BURSTFLARE_SESSION_DISK_MB)', null);
    }
    await mkdir(folder, { recursive: true, mode: 0o711 });
    try {
      const volumes = new Volumes(folder, null, usualBytes);
      volumes.#spares.push(await volumes.#make(usualBytes));
      volumes.#refill();
      return volumes;
    } catch (error) {
      process.stderr.write(`No disk of a bounded size could be made: ${reasonOf(error)}\n`);
      return new Volumes(
        folder,
        'no file system could be made in a file and mounted; the host’s log says why',
        usualBytes,
      );
    }
  }

  /** Puts an empty disk of this size to `folder`, which must not be there yet; false where disks are not bounded. */
  async take(folder: string, bytes: number | null): Promise<boolean> {
    if (this.gap !== null || bytes === null) return false;
    const at = this.#spares.findIndex((spare) => spare.bytes === bytes);
    const [ready] = at < 0 ? [] : this.#spares.splice(at, 1);
    const { folder: made } = ready ?? (await this.#make(bytes));
    await rename(made, folder); // What is mounted below moves along.
    this.#refill();
    return true;
  }

  /** Mounts the disk that an earlier daemon left in `folder`, if there is one. */
  async mount(folder: string): Promise<void> {
    if (existsSync(join(folder, IMAGE))) await mount(folder);
  }

  /** Has to come before the folder is removed. Returns though a connection that is just ending still holds a file. */
  async unmount(folder: string): Promise<void> {
    if (!hasOwnMounts() || !existsSync(join(folder, IMAGE))) return;
    await run('umount', ['-l', join(folder, VOLUME)]).catch((error: unknown) => {
      if (!/not mounted|not found/.test(reasonOf(error))) throw error;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#making;
  }

  #refill(): void {
    const bytes = this.usualBytes;
    if (bytes === null) return;
    this.#making = this.#making.then(async () => {
      while (!this.#closed && this.#spares.length < SPARES) {
        try {
          this.#spares.push(await this.#make(bytes));
        } catch (error) {
          process.stderr.write(`No spare disk could be made: ${reasonOf(error)}\n`);
          return; // The next start makes its own, and says why if that fails too.
        }
      }
    });
  }

  async #make(bytes: number): Promise<Spare> {
    const folder = join(this.folder, randomUUID());
    await mkdir(join(folder, VOLUME), { recursive: true, mode: 0o711 });
    try {
      const { bavail, bsize } = await statfs(folder);
      const image = join(folder, IMAGE);
      await writeFile(image, '', { mode: 0o600 });
      await truncate(image, Math.max(64 * MIB, Math.min(bytes, Math.floor((bavail * bsize) / 2 / MIB) * MIB)));
      await run('mkfs.ext4', [...FORMAT, image], { env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } });
      await mount(folder);
      return { folder, bytes };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
}

/** Where a session's files are: below the mount, if its disk is a volume. */
export function filesIn(folder: string): string {
  return existsSync(join(folder, IMAGE)) ? join(folder, VOLUME) : folder;
}

/**
 * Where sessions of a killed daemon are just ending, the kernel still has the file system: `mount` finds the same device then and joins
 * it, and fails only if that goes away in between.
 */
async function mount(folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run('mount', ['-o', OPTIONS, join(folder, IMAGE), join(folder, VOLUME)]);
      return;
    } catch (error) {
      if (tries === MOUNT_TRIES) throw error;
      // After a crash of the machine its own check repairs what the journal does not; it finds nothing to do otherwise.
      await run('e2fsck', ['-p', join(folder, IMAGE)], { env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } }).catch(
        () => undefined,
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function reasonOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || (error instanceof Error ? error.message : String(error));
}
