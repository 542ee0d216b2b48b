// Owns what the machine's own disk has left for sessions.
import { statfs } from 'node:fs/promises';
import { HostProblem } from '../problem.ts';

const GIB = 1024 ** 3;

/**
 * The file systems that keep, for a file, what was set aside for it (`fallocate`), also when everything else is full. btrfs writes elsewhere when
 * a block is written again, ZFS sets nothing aside, and what an overlay lies on is not known.
 */
const KEEPING = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x01021994, 'tmpfs'],
]);

/** Why nothing can be set aside in this folder; null where it can. */
export async function whyNotKept(folder: string): Promise<string | null> {
  const { type } = await statfs(folder);
  if (KEEPING.has(type)) return null;
  const known = [...KEEPING.values()].join(', ');
  return `the file system of the data folder (type 0x${type.toString(16)}) is none that keeps what is set aside for a file (${known})`;
}

/** The bytes that sessions may still be given; the rest of what is free, a twentieth of the disk and at most 1 GiB, is the platform's own. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return Math.floor(bavail * bsize - Math.min(GIB, (blocks * bsize) / 20));
}

/** Throws where a new disk of so many bytes would take what the machine keeps for itself. */
export async function expectRoom(folder: string, bytes: number): Promise<void> {
  const room = await roomIn(folder);
  if (room >= bytes) return;
  throw new HostProblem(
    503,
    'host_disk_full',
    `The disk of the machine that runs sessions has ${gigabytes(Math.max(0, room))} left for them, and a new one takes ${gigabytes(bytes)} at its start.`,
  );
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
