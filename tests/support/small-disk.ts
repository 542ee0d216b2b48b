// A machine's whole disk, in small: a file system of a few MiB or GiB, mounted in a folder of its
// own, which a test fills. Only root can.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mib = 1024 * 1024;
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

export class SmallDisk {
  readonly #place = mkdtempSync(join(tmpdir(), 'burstflare-disk-'));
  /** Where it is mounted. */
  readonly folder: string;
  #fillers = 0;

  private constructor(folder: string | undefined) {
    this.folder = folder ?? join(this.#place, 'mounted');
    mkdirSync(this.folder, { mode: 0o711 });
  }

  /** In a new folder: this one, or one of its own. */
  static mount(kind: 'ext4' | 'tmpfs', megabytes: number, folder?: string): SmallDisk {
    const disk = new SmallDisk(folder);
    try {
      const image = join(disk.#place, 'image');
      if (kind === 'tmpfs') run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', disk.folder);
      else {
        writeFileSync(image, '');
        truncateSync(image, megabytes * mib);
        run('mkfs.ext4', '-q', '-F', '-m', '0', image);
        run('mount', '-o', 'loop', image, disk.folder);
      }
      return disk;
    } catch (error) {
      rmSync(disk.#place, { recursive: true, force: true });
      throw error;
    }
  }

  /** Why there can be none here; null where there can. */
  static whyNone(kind: 'ext4' | 'tmpfs'): string | null {
    if (process.getuid?.() !== 0) return 'only root can mount a small disk';
    try {
      SmallDisk.mount(kind, 16).remove();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Takes all of it that is free, for what is not a session's. */
  fill(): void {
    for (let tries = 1; this.freeBytes > 0; tries += 1) {
      if (tries === 20) throw new Error(`${this.freeBytes} bytes stay free.`);
      // Its own tables take some of it as well.
      spawnSync('fallocate', ['-l', String(this.freeBytes), join(this.folder, `filler${this.#fillers++}`)], { env });
    }
  }

  makeRoom(): void {
    for (const name of readdirSync(this.folder)) if (name.startsWith('filler')) rmSync(join(this.folder, name));
  }

  /** For when nothing uses it any more. */
  remove(): void {
    run('umount', this.folder);
    rmSync(this.#place, { recursive: true });
  }

  /**
   * Though it may be in use: another test's daemon has copies of the mounts that there were when it
   * began, for as long as it runs.
   */
  abandon(): void {
    run('umount', '-l', this.folder);
    rmSync(this.#place, { recursive: true });
  }
}

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(error?.message ?? `${command}: ${stderr.trim()}`);
}
