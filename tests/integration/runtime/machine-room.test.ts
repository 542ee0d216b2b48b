// Starts and grows many disks at the same time on a machine that has not room for all: what the
// platform keeps for itself stays free.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SmallDisk } from '../../support/small-disk.ts';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const why = SmallDisk.whyNone('ext4');
const MIB = 1024 * 1024;
const DISK = 6144 * MIB;
/**
 * A twentieth of the machine's disk, less what its own file system and the host's small files take.
 */
const KEPT = DISK / 20 - 64 * MIB;
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

describe.skipIf(why !== null)(`the room of the machine${why === null ? '' : ` [skipped: ${why}]`}`, () => {
  let disk: SmallDisk;
  let host: Host;
  let leastFree: number;
  let watch: NodeJS.Timeout;

  beforeEach(async () => {
    disk = SmallDisk.mount('ext4', DISK / MIB);
    host = await Host.start({ BURSTFLARE_SESSION_DISK_MB: '3072' }, null, disk.folder);
    leastFree = disk.freeBytes;
    watch = setInterval(() => (leastFree = Math.min(leastFree, disk.freeBytes)), 2);
  });

  afterEach(async () => {
    clearInterval(watch);
    await host?.destroy();
    await until(() => canUnmount(disk), 'the small disk is let go');
  });

  test('disks that grow at the same time leave the platform what it keeps, and lose nothing that was stored', async () => {
    const writers = [await host.session(), await host.session(), await host.session()];
    const write = 'yes $i | dd of=part$i bs=1M count=150 iflag=fullblock conv=fsync status=none';
    // All pass at the same moment what makes a disk grow, so that one look finds them.
    const together = `while [ $(date +%s) -lt ${Math.ceil(Date.now() / 1000) + 2} ]; do :; done; fallocate -l 400M ahead`;
    const fill = `${together}; for i in 1 2 3; do ${write} || break; done 2>&1; echo over`;
    const room = disk.freeBytes;
    const written = await Promise.all(writers.map((id) => host.job(id, fill, 90)));
    expect(written).toEqual(writers.map(() => 'over\n'));
    expect(room - leastFree, 'their disks grew').toBeGreaterThan(300 * MIB);
    expect(leastFree).toBeGreaterThan(KEPT);
    await host.end('SIGKILL');
    await host.boot();
    const compare =
      'for i in 1 2 3; do yes $i | head -c $((150 * 1024 * 1024)) | cmp - part$i; done 2>&1; echo compared';
    for (const id of writers) {
      expect((await host.put(id, `${id}-2`)).status).toBe(200);
      expect(await host.job(id, compare, 60)).toBe('compared\n');
    }
  });

  test('sessions that start at the same time are refused where together they would take it', async () => {
    const ids = Array.from({ length: 8 }, (_, at) => `ses-start-${at}`);
    const answers = await Promise.all(ids.map((id) => host.put(id, `${id}-1`)));
    const outcomes = answers.map(({ status, json }) => (status === 200 ? 'started' : json.code));
    expect(new Set(outcomes)).toEqual(new Set(['started', 'host_disk_full']));
    expect(leastFree).toBeGreaterThan(KEPT);
  });

  test('an old disk that promises more than there is starts as it was, and the host says so', async () => {
    const id = await host.session();
    expect(await host.job(id, 'echo kept > file; sync; echo ended')).toBe('ended\n');
    await host.end('SIGKILL');
    const image = join(host.dataDir, 'instances', id, 'disk.img');
    await until(() => spawnSync('e2fsck', ['-fp', image], { env }).status === 0, 'the disk is let go');
    // As an earlier version made them: nothing holds the rest, and nothing is set aside.
    expect(spawnSync('debugfs', ['-w', '-R', 'rm rest', image], { env }).status).toBe(0);
    expect(spawnSync('fallocate', ['-d', image], { env }).status).toBe(0);
    spawnSync('fallocate', ['-l', String(disk.freeBytes - 1536 * MIB), join(disk.folder, 'filler')], { env });
    leastFree = disk.freeBytes;
    await host.boot();
    expect((await host.put(id, `${id}-2`)).status).toBe(200);
    expect(host.stderr).toMatch(
      /The disk in .* may promise more than the machine has: .* left for them, and all of this one takes/,
    );
    expect(await host.job(id, 'cat file; echo more > more && sync && cat more')).toBe('kept\nmore\n');
    expect(leastFree).toBeGreaterThan(1024 * MIB);
  });
});

function canUnmount(disk: SmallDisk): boolean {
  try {
    disk.remove();
    return true;
  } catch {
    return false; // A device of a session that has just ended is still there.
  }
}
