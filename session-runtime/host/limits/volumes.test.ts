// Disks on a small machine's own, without a daemon: what they do where something fails under them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SmallDisk } from '../../../tests/support/small-disk.ts';
import { MachineRoom } from './machine-room.ts';
import { grow, make, MIB, setAside, unmount, volumeIn } from './volume.ts';
import { Volumes } from './volumes.ts';

vi.setConfig({ testTimeout: 30_000 });

const why = SmallDisk.whyNone('ext4');

// As in a daemon that has its mounts for itself.
const ownMounts = () => vi.stubEnv('HOST_MOUNTS_OF', String(process.pid));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('a data folder that cannot be looked at leaves disks without a bound, and says so', async () => {
  ownMounts();
  const folder = await mkdtemp(join(tmpdir(), 'bf-volumes-'));
  await rm(folder, { recursive: true });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const volumes = await Volumes.open(folder, 64 * MIB);
  expect(volumes.gap).toMatch(/log says why/);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('ENOENT'));
  await volumes.close();
});

describe.skipIf(why !== null)(`on a small disk${why === null ? '' : ` [skipped: ${why}]`}`, () => {
  test('a growth for which the room does not suffice gives back what it got of it', async () => {
    const disk = SmallDisk.mount('ext4', 3072);
    const folder = join(disk.folder, 'one');
    mkdirSync(volumeIn(folder), { recursive: true });
    try {
      await setAside(folder, await make(folder, 2560 * MIB));
      spawnSync('fallocate', ['-l', String(disk.freeBytes - 300 * MIB), join(disk.folder, 'filler')]);
      const room = disk.freeBytes;
      expect(room).toBeGreaterThan(200 * MIB);
      await expect(grow(folder, 1024 * MIB)).rejects.toThrow(/No space left/);
      expect(disk.freeBytes).toBeGreaterThan(room - MIB);
      expect(await grow(folder, 128 * MIB)).toBe(128 * MIB);
    } finally {
      await unmount(folder);
      disk.abandon();
    }
  });

  test('spare disks are made again after one could not be made ready, and all of it can be closed', async () => {
    ownMounts();
    const disk = SmallDisk.mount('ext4', 512);
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const look = vi.spyOn(MachineRoom.prototype, 'left', 'get').mockImplementationOnce(() => {
      throw new Error('The disk does not answer.');
    });
    const volumes = await Volumes.open(disk.folder, 16 * MIB);
    try {
      await vi.waitUntil(() => said.mock.calls.some(([text]) => String(text).includes('does not answer')), {
        timeout: 10_000,
      });
      const looked = look.mock.calls.length;
      const taken = join(disk.folder, 'taken');
      expect(await volumes.take(taken, 16 * MIB)).toBe(true);
      // One look was the start's own; the next is for the spare disk.
      await vi.waitUntil(() => look.mock.calls.length > looked + 1, { timeout: 10_000 });
      await volumes.unmount(taken);
      await volumes.close();
    } finally {
      const spares = join(disk.folder, 'spare');
      for (const name of readdirSync(spares)) await unmount(join(spares, name));
      disk.abandon();
    }
  });
});
