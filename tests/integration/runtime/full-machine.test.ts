// Fills the machine's own disk while sessions write: what they were let write is kept, they and
// their neighbours go on within the room they have, new ones are refused in words, and everything
// goes on once there is room.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SmallDisk } from '../../support/small-disk.ts';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const why = SmallDisk.whyNone('ext4');
const MIB = 1024 * 1024;

/** Writes so many MiB, to the end: `ended` is printed when they are stored on the disk. */
const write = (name: string, mebibytes: number) =>
  `${lines(name, mebibytes)} && sha256sum ${name} > ${name}.sum && sync && echo ended`;
const lines = (name: string, mebibytes: number) =>
  `yes ${name} | dd of=${name} bs=1M count=${mebibytes} iflag=fullblock conv=fsync status=none 2>&1`;
const intact = (name: string) => `sha256sum -c ${name}.sum 2>&1`;

describe.skipIf(why !== null)(`the disk of the machine${why === null ? '' : ` [skipped: ${why}]`}`, () => {
  let disk: SmallDisk;
  let host: Host;

  beforeEach(async () => {
    disk = SmallDisk.mount('ext4', 3584);
    host = await Host.start({ BURSTFLARE_SESSION_DISK_MB: '1536' }, null, disk.folder);
    const { limits } = (await host.call('GET', '/health')).json;
    expect(limits).toContainEqual({ name: 'disk', scope: 'session', reason: null });
  });

  afterEach(async () => {
    await host?.destroy();
    await until(() => canUnmount(disk), 'the small disk is let go');
  });

  test('a full one takes from no session what it has, and refuses new ones until there is room', async () => {
    const [writer, neighbour] = [await host.session(), await host.session()];
    expect(await host.job(writer, write('before', 100))).toBe('ended\n');

    disk.fill();
    expect(disk.freeBytes).toBeLessThan(MIB);
    const beside = host.job(neighbour, write('beside', 100));
    const filled = await host.job(writer, `${lines('big', 1536)}; stat -c %s big`, 60);
    expect(filled).toContain('No space left on device');
    expect(filled).not.toContain('Input/output error');
    expect(Number(filled.trim().split('\n').at(-1))).toBeGreaterThan(700 * MIB);
    expect(await beside).toBe('ended\n');

    const refused = await host.put('ses-refused', 'ses-refused-1');
    expect([refused.status, refused.json.code]).toEqual([503, 'host_disk_full']);
    expect(refused.json.detail).toMatch(/has 0\.0 GB left for them, and a new one takes 1\.\d GB/);
    expect((await host.call('GET', '/instances')).json.items).toHaveLength(2);

    // The room that it frees is its own, and what it was let write is there after the worst end
    // too.
    expect(await host.job(writer, `rm big; ${write('again', 100)}`)).toBe('ended\n');
    await host.end('SIGKILL');
    await host.boot();
    for (const id of [writer, neighbour]) expect((await host.put(id, `${id}-2`)).status).toBe(200);
    expect(await host.job(writer, `${intact('before')}; ${intact('again')}`)).toBe('before: OK\nagain: OK\n');
    expect(await host.job(neighbour, intact('beside'))).toBe('beside: OK\n');

    disk.makeRoom();
    await until(async () => (await host.put('ses-late', 'ses-late-1')).status === 200, 'a new session starts');
    await host.call('POST', '/instances/ses-late/stop', { instanceId: null, graceSeconds: 0 });
    await until(() => disk.freeBytes > 1000 * MIB, 'its room is given back');
    const room = disk.freeBytes;
    expect(await host.job(writer, write('more', 550))).toBe('ended\n');
    await until(() => disk.freeBytes < room - 100 * MIB, 'its disk grows');
    expect(await host.job(writer, write('most', 350))).toBe('ended\n');
    expect(await host.job(neighbour, write('more', 200))).toBe('ended\n');
  });

  test('one that fills up under a write ends that write, and nothing stored before is lost', async () => {
    const [writer, neighbour] = [await host.session(), await host.session()];
    expect(await host.job(neighbour, write('kept', 200))).toBe('ended\n');
    const room = disk.freeBytes;
    const parts = `for i in $(seq 16); do ${lines('part$i', 100)}`;
    const writing = host.job(writer, `${parts} && sha256sum part$i >> sums || break; done; sync && echo over`, 60);
    const begun = async () => (await host.runtime(writer, 'GET', '/health')).status === 200 && disk.freeBytes < room;
    await until(begun, 'its disk grows');
    disk.fill();
    const out = await writing;
    expect(out).toMatch(/No space left on device[\s\S]*over\n$/);
    expect(out).not.toContain('Input/output error');
    await host.end('SIGKILL');
    await host.boot();
    for (const id of [writer, neighbour]) expect((await host.put(id, `${id}-2`)).status).toBe(200);
    const checked = await host.job(writer, 'sha256sum -c sums 2>&1; wc -l < sums');
    expect(checked).not.toMatch(/FAILED|error/);
    expect(await host.job(neighbour, intact('kept'))).toBe('kept: OK\n');
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
