// Lets a session and a build fill their disk, with bytes and with files, beside a neighbour that
// has to go on writing; and looks that nothing of a disk stays behind. Each attack is made once
// more where its limit is out of the way.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Attacked, MIB } from './attacked.ts';
import { until, users } from './host.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

/** The files under this folder that loop devices are of. */
function devicesOf(folder: string): string[] {
  const files = readdirSync('/sys/block')
    .map((name) => `/sys/block/${name}/loop/backing_file`)
    .filter(existsSync);
  return files.flatMap((file) => {
    try {
      return [readFileSync(file, 'utf8')].filter((path) => path.startsWith(folder));
    } catch {
      return []; // It was given back meanwhile.
    }
  });
}

describe.each(users)('where the host runs as $who', ({ uid }) => {
  let attacked: Attacked;
  const boot = async () => (attacked = await Attacked.boot(uid));
  afterEach(() => attacked?.host.destroy());

  describe.each(['session', 'builder'] as const)('from a %s', (kind) => {
    test('a file that grows without end meets the size of its own disk, and the neighbour writes on', async ({
      skip,
    }) => {
      await boot();
      const { scope, reason } = await attacked.scopeOf('disk');
      skip(scope !== 'session', `disks are not limited here: ${reason}`);
      const fill =
        'for at in /workspace /home/dev /tmp; do head -c 100000000 /dev/zero > $at/big && echo wrote $at; done';
      const small = await attacked.started(kind, { diskBytes: 64 * MIB });
      const out = await attacked.beside(attacked.log(small, kind, fill));
      expect(out).toContain('No space left on device');
      expect(out).not.toMatch(/^wrote/m);
      expect((await attacked.host.runtime(small, 'GET', '/health')).status).toBe(200);
      expect(
        await attacked.host.run(attacked.neighbour, 'head -c 100000000 /dev/zero > more && echo went on'),
      ).toContain('went on\n');
      const large = await attacked.started(kind, { diskBytes: 1024 * MIB });
      expect(await attacked.log(large, kind, fill)).toMatch(/^wrote \/workspace\nwrote \/home\/dev\nwrote \/tmp$/m);
    });

    test('files without end meet the inodes of its own disk, and the neighbour makes files', async ({ skip }) => {
      await boot();
      const { scope, reason } = await attacked.scopeOf('disk');
      skip(scope !== 'session', `disks are not limited here: ${reason}`);
      const fill = 'mkdir many; cd many; seq 50000 | xargs touch 2>&1 | tail -1; echo there are $(ls -U | wc -l)';
      const small = await attacked.started(kind, { diskBytes: 64 * MIB });
      const out = await attacked.beside(attacked.log(small, kind, fill));
      expect(out).toContain('No space left on device');
      expect(Number(/^there are (\d+)$/m.exec(out)?.[1])).toBeLessThan(50_000);
      expect(await attacked.host.run(attacked.neighbour, 'seq 1000 | xargs touch; ls -U | wc -l')).toContain('1000\n');
      const large = await attacked.started(kind, { diskBytes: 2048 * MIB });
      expect(await attacked.log(large, kind, fill)).toContain('there are 50000\n');
    });
  });

  test('what a program writes as fast as it can comes as far as its limit, and no further', async ({ skip }) => {
    await boot();
    const { scope, reason } = await attacked.scopeOf('disk');
    skip(scope !== 'session', `disks are not limited here: ${reason}`);
    const id = await attacked.started('session', { diskBytes: 4096 * MIB });
    const out = await attacked.log(id, 'session', 'dd if=/dev/zero of=big bs=1M count=3000; stat -c "has %s" big');
    expect(out).toContain(`has ${3000 * MIB}\n`);
    const more = await attacked.log(id, 'session', 'dd if=/dev/zero of=more bs=1M count=2000; df --output=size .');
    expect(more).toContain('No space left on device');
  });

  test('no disk stays mounted and no loop device taken: after a stop, and after the daemon was killed', async ({
    skip,
  }) => {
    await boot();
    const { scope, reason } = await attacked.scopeOf('disk');
    skip(scope !== 'session', `disks are not limited here: ${reason}`);
    expect(devicesOf(attacked.host.dataDir)).toContainEqual(
      expect.stringContaining(`/instances/${attacked.neighbour}/`),
    );
    expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(attacked.host.dataDir);
    const next = await attacked.host.session();
    await attacked.stop(attacked.neighbour);
    const stopped = () => !devicesOf(attacked.host.dataDir).some((file) => file.includes(`/${attacked.neighbour}`));
    await until(stopped, 'the disk of the stopped session is given back');
    await attacked.host.run(next, 'echo kept > file');
    await attacked.host.end('SIGKILL');
    await until(() => devicesOf(attacked.host.dataDir).length === 0, 'all loop devices are given back');
    await attacked.host.boot();
    expect((await attacked.host.put(next, 'next')).status).toBe(200);
    expect(await attacked.host.run(next, 'cat file')).toContain('kept');
    await attacked.host.end();
    await until(() => devicesOf(attacked.host.dataDir).length === 0, 'all loop devices are given back');
  });
});
