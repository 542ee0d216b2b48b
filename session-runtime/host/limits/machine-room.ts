// Owns what the machine's own disk has left for sessions.
import { statfsSync } from 'node:fs';
import { HostProblem } from '../problem.ts';

const GIB = 1024 ** 3;

/**
 * The file systems that keep, for a file, what was set aside for it (`fallocate`), also when
 * everything else is full. btrfs writes elsewhere when a block is written again, ZFS sets nothing
 * aside, and what an overlay lies on is not known.
 */
const KEEPING = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x01021994, 'tmpfs'],
]);

/** Why nothing can be set aside in this folder; null where it can. */
export function whyNotKept(folder: string): string | null {
  const { type } = statfsSync(folder);
  if (KEEPING.has(type)) return null;
  const known = [...KEEPING.values()].join(', ');
  return `the file system of the data folder (type 0x${type.toString(16)}) is none that keeps what is set aside for a file (${known})`;
}

/**
 * Threat: disks that start or grow at the same time all read the same room, and together take what
 * the platform needs for itself; the host is root, so that the kernel does not stop it. Property:
 * what is being set aside counts as taken from the moment it is decided on. Part of it may be
 * counted twice meanwhile, so that the room looks too small for a moment, never too large.
 */
export class MachineRoom {
  readonly #claims = new Map<Promise<boolean>, number>();

  constructor(readonly folder: string) {}

  /**
   * The bytes that sessions may still be given; the rest of what is free, a twentieth of the disk
   * and at most 1 GiB, is the platform's own.
   */
  get left(): number {
    const { bavail, blocks, bsize } = statfsSync(this.folder);
    const claimed = [...this.#claims.values()].reduce((sum, bytes) => sum + bytes, 0);
    return Math.floor(bavail * bsize - Math.min(GIB, (blocks * bsize) / 20) - claimed);
  }

  /**
   * Runs what sets so many bytes aside; throws before that where they would take what the machine
   * keeps for itself.
   */
  async claim<T>(bytes: number, setAside: () => Promise<T>, who = 'a new one'): Promise<T> {
    if (bytes <= 0) return setAside();
    let left = this.left;
    for (; left < bytes && this.#claims.size > 0; left = this.left) await Promise.race(this.#claims.keys());
    if (left < bytes) throw noRoom(left, who, bytes);
    // Nothing else runs between the last look and this.
    const setting = setAside();
    const over: Promise<boolean> = setting.then(
      () => this.#claims.delete(over),
      () => this.#claims.delete(over),
    );
    this.#claims.set(over, bytes);
    return setting;
  }
}

const noRoom = (left: number, who: string, bytes: number) =>
  new HostProblem('host_disk_full', { left: gigabytes(Math.max(0, left)), who, bytes: gigabytes(bytes) });

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
