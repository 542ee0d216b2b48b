// Lets a session and a build eat memory, make processes without end, and compute without end, each beside a neighbour that has to go
// on answering. Each attack is made once more where its limit is out of the way, so that what stops it is the limit.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { commandOf, processesOf } from '../../support/processes.ts';
import { Host, removeBundles, until, users } from './host.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const MIB = 1024 * 1024;
const NEIGHBOUR_WITHIN_MS = 2000;
const ALL = /^took all$/m; // Its own line: a session's log begins with the command.

afterAll(removeBundles);

/** Takes so many MiB in steps, says how far it came, and ends. */
const hog = (mebibytes: number) => `/usr/bin/python3 -c "
kept = []
for step in range(${mebibytes} // 16):
    kept.append(bytearray(b'x') * (16 * 1024 * 1024))
    print('took', (step + 1) * 16, flush=True)
print('took all', flush=True)"`;

/** Starts children until that fails or there are so many, says how many there are, and ends them. */
const bomb = (children: number) => `/usr/bin/python3 -c "
import os, signal
made = []
try:
    for _ in range(${children}):
        pid = os.fork()
        if pid == 0: signal.pause()
        made.append(pid)
except OSError as error: print('refused', error.errno, flush=True)
print('made', len(made), flush=True)
for pid in made: os.kill(pid, 9)"`;

/** So many processes that each take 16 MiB, and make themselves as likely to be ended as anything else. */
const smallHogs = (count: number) => `/usr/bin/python3 -c "
import os, signal, time
made = []
for _ in range(${count}):
    pid = os.fork()
    if pid == 0:
        open('/proc/self/oom_score_adj', 'w').write('0')
        kept = bytearray(b'x') * (16 * 1024 * 1024)
        signal.pause()
    made.append(pid)
    time.sleep(0.01)
time.sleep(0.5)
print('took all', flush=True)
for pid in made: os.kill(pid, 9)"`;

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

/** Computes in so many processes until it is ended. */
const burners = (count: number) => `for i in $(seq ${count}); do while :; do :; done & done; echo burning; wait`;

describe.each(users)('where the host runs as $who', ({ uid }) => {
  let host: Host;
  let neighbour: string;

  const boot = async () => {
    host = await Host.start({}, uid);
    if (host.isolation !== 'bubblewrap') throw new Error(`These tests need bubblewrap: ${host.stderr}`);
    neighbour = await host.session();
  };
  afterEach(() => host?.destroy());

  const scopeOf = async (limit: string) => {
    const { json } = await host.call('GET', '/health');
    return json.limits[limit] as { scope: 'session' | 'process' | 'none'; reason: string | null };
  };

  let count = 0;
  async function started(kind: 'session' | 'builder', limits: Record<string, unknown>): Promise<string> {
    const id = `${kind === 'session' ? 'ses' : 'bld'}-limits-${count++}`;
    const answer = await host.put(id, `${id}-1`, { kind, limits });
    if (answer.status !== 200) throw new Error(`${id} did not start: ${answer.text}`);
    return id;
  }

  const stop = (id: string) => host.call('POST', `/instances/${id}/stop`, { instanceId: null, graceSeconds: 0 });

  /** Runs it as a build's command, or as a session's app; its log, as soon as it has ended. */
  async function log(id: string, kind: 'session' | 'builder', command: string): Promise<string> {
    const path = kind === 'builder' ? '/jobs/attack' : '/app';
    if (kind === 'session') await host.bootstrap(id, { start: `${command}\nsleep 0; echo over` });
    else await host.runtime(id, 'POST', '/jobs', { jobId: 'attack', command, timeoutSeconds: 60 });
    const over = async () => ['exited', 'restarting'].includes((await host.runtime(id, 'GET', path)).json.state);
    await until(over, () => `the attack is over; the host said ${host.stderr}`, 60);
    return (await host.runtime(id, 'GET', `${path}/log`)).json.text;
  }

  /** Does it, and asks the neighbour all the while; how long that took to answer at worst. */
  async function beside<T>(attack: Promise<T>): Promise<T> {
    let going = true;
    let worst = 0;
    const asking = (async () => {
      while (going) {
        const asked = performance.now();
        const { status } = await host.runtime(neighbour, 'GET', '/health');
        expect(status).toBe(200);
        worst = Math.max(worst, performance.now() - asked);
        await until(() => performance.now() >= asked + 20, 'the next time to ask');
      }
    })();
    try {
      return await attack;
    } finally {
      going = false;
      await asking;
      expect(worst).toBeLessThan(NEIGHBOUR_WITHIN_MS);
    }
  }

  describe.each(['session', 'builder'] as const)('from a %s', (kind) => {
    test('one process that takes more memory than its limit ends, and its runtime and the neighbour go on', async () => {
      await boot();
      const { scope } = await scopeOf('memory');
      expect(scope).not.toBe('none');
      // Node does not start in a process that may write less than a GiB, so that a limit on each process is at least that.
      const factor = scope === 'session' ? 1 : 5;
      const small = await started(kind, { memoryBytes: 206 * factor * MIB });
      const out = await beside(log(small, kind, hog(512 * factor)));
      expect(out).toContain('took 16\n');
      expect(out).not.toMatch(ALL);
      if (scope === 'session') expect(out).toContain('memory was used up');
      expect((await host.runtime(small, 'GET', '/health')).status).toBe(200);
      const large = await started(kind, { memoryBytes: 1024 * factor * MIB });
      expect(await log(large, kind, hog(512 * factor))).toMatch(ALL);
    });

    test('processes that take more memory together than the limit of their session are ended', async ({ skip }) => {
      await boot();
      const { scope, reason } = await scopeOf('memory');
      skip(scope !== 'session', `memory of a session as a whole is not limited here: ${reason}`);
      const small = await started(kind, { memoryBytes: 256 * MIB });
      const attack = log(small, kind, smallHogs(40)).catch(() => 'the machine is gone');
      expect(await beside(attack)).not.toMatch(ALL);
      const large = await started(kind, { memoryBytes: 2048 * MIB });
      expect(await log(large, kind, smallHogs(40))).toMatch(ALL);
    });

    test('a fork bomb meets the limit of its session, and its runtime and the neighbour go on', async ({ skip }) => {
      await boot();
      const { scope, reason } = await scopeOf('processes');
      skip(scope !== 'session', `processes are not limited here: ${reason}`);
      const small = await started(kind, { processes: 100 });
      const out = await beside(log(small, kind, bomb(400)));
      expect(out).toMatch(/^refused 11$/m);
      expect(Number(/^made (\d+)$/m.exec(out)?.[1])).toBeLessThan(100);
      expect((await host.runtime(small, 'GET', '/health')).status).toBe(200);
      const large = await started(kind, { processes: 1000 });
      expect(await log(large, kind, bomb(400))).toContain('made 400\n');
    });
  });

  describe.each(['session', 'builder'] as const)('the disk, from a %s', (kind) => {
    test('a file that grows without end meets the size of its own disk, and the neighbour writes on', async ({
      skip,
    }) => {
      await boot();
      const { scope, reason } = await scopeOf('disk');
      skip(scope !== 'session', `disks are not limited here: ${reason}`);
      const fill =
        'for at in /workspace /home/dev /tmp; do head -c 100000000 /dev/zero > $at/big && echo wrote $at; done';
      const small = await started(kind, { diskBytes: 64 * MIB });
      const out = await beside(log(small, kind, fill));
      expect(out).toContain('No space left on device');
      expect(out).not.toMatch(/^wrote/m);
      expect((await host.runtime(small, 'GET', '/health')).status).toBe(200);
      expect(await host.run(neighbour, 'head -c 100000000 /dev/zero > more && echo went on')).toContain('went on\n');
      const large = await started(kind, { diskBytes: 1024 * MIB });
      expect(await log(large, kind, fill)).toMatch(/^wrote \/workspace\nwrote \/home\/dev\nwrote \/tmp$/m);
    });

    test('files without end meet the inodes of its own disk, and the neighbour makes files', async ({ skip }) => {
      await boot();
      const { scope, reason } = await scopeOf('disk');
      skip(scope !== 'session', `disks are not limited here: ${reason}`);
      const fill = 'mkdir many; cd many; seq 50000 | xargs touch 2>&1 | tail -1; echo there are $(ls -U | wc -l)';
      const small = await started(kind, { diskBytes: 64 * MIB });
      const out = await beside(log(small, kind, fill));
      expect(out).toContain('No space left on device');
      expect(Number(/^there are (\d+)$/m.exec(out)?.[1])).toBeLessThan(50_000);
      expect(await host.run(neighbour, 'seq 1000 | xargs touch; ls -U | wc -l')).toContain('1000\n');
      const large = await started(kind, { diskBytes: 2048 * MIB });
      expect(await log(large, kind, fill)).toContain('there are 50000\n');
    });
  });

  test('no disk stays mounted and no loop device taken: after a stop, and after the daemon was killed', async ({
    skip,
  }) => {
    await boot();
    const { scope, reason } = await scopeOf('disk');
    skip(scope !== 'session', `disks are not limited here: ${reason}`);
    expect(devicesOf(host.dataDir)).toContainEqual(expect.stringContaining(`/instances/${neighbour}/`));
    expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(host.dataDir);
    const next = await host.session();
    await stop(neighbour);
    const stopped = () => !devicesOf(host.dataDir).some((file) => file.includes(`/${neighbour}`));
    await until(stopped, 'the disk of the stopped session is given back');
    await host.run(next, 'echo kept > file');
    await host.end('SIGKILL');
    await until(() => devicesOf(host.dataDir).length === 0, 'all loop devices are given back');
    await host.boot();
    expect((await host.put(next, 'next')).status).toBe(200);
    expect(await host.run(next, 'cat file')).toContain('kept');
    await host.end();
    await until(() => devicesOf(host.dataDir).length === 0, 'all loop devices are given back');
  });

  test('a session whose runtime is ended for want of memory says so when it ends', async ({ skip }) => {
    await boot();
    const { scope, reason } = await scopeOf('memory');
    skip(scope !== 'session', `memory of a session as a whole is not limited here: ${reason}`);
    const id = await started('session', { memoryBytes: 160 * MIB });
    await host.bootstrap(id, { start: smallHogs(200) });
    const state = async () => (await host.call('GET', `/instances/${id}`)).json;
    await until(async () => (await state()).state === 'exited', 'the session ends');
    expect((await state()).exit).toEqual({ code: null, signal: 'SIGKILL', reason: 'out_of_memory' });
    expect((await host.put(id, 'next')).status).toBe(200);
  });

  test('what is in memory beside programs is bounded: /dev/shm by half of the limit, /dev takes no file', async () => {
    await boot();
    const id = await started('session', { memoryBytes: 256 * MIB });
    const out = await host.run(
      id,
      'dd if=/dev/zero of=/dev/shm/big bs=1M count=300; ls -s --block-size=1M /dev/shm; touch /dev/x',
    );
    expect(out).toContain('No space left on device');
    expect(out).toMatch(/^128 big$/m);
    expect(out).toMatch(/\/dev\/x'?: (Read-only|Permission)/);
  });

  test('sixteen busy loops take no more from a neighbour’s one than one would', async ({ skip }) => {
    await boot();
    const { scope, reason } = await scopeOf('processor');
    skip(scope !== 'session', `the processor is not shared by sessions here: ${reason}`);
    const busy = await started('session', {});
    await Promise.all([burn(busy, 16), burn(neighbour, 1)]);
    const [many, one] = await Promise.all([used(busy), used(neighbour)]);
    // On two processors the sixteen get what one loop cannot use; counted one by one they would get sixteen times as much.
    expect(many / one).toBeLessThan(5);
    await stop(busy);
    const [mixed] = [await started('session', {})];
    await burn(mixed, 17);
    const each = await usedByEach(mixed);
    const [first = 0, ...rest] = each;
    expect(rest.reduce((sum, ticks) => sum + ticks, 0) / first).toBeGreaterThan(5);
  });

  test('a session gets no more of the processor than its limit says', async ({ skip }) => {
    await boot();
    const { scope, reason } = await scopeOf('processor');
    skip(scope !== 'session', `the processor is not shared by sessions here: ${reason}`);
    const [slow, free] = [await started('session', { cpus: 0.1 }), await started('session', {})];
    await Promise.all([burn(slow, 2), burn(free, 2)]);
    const [few, many] = await Promise.all([used(slow), used(free)]);
    expect(few).toBeLessThan(100 * 0.2 * (WINDOW_MS / 1000));
    expect(many).toBeGreaterThan(few * 2);
  });

  const WINDOW_MS = 2000;
  const loops = (id: string) => processesOf(id).filter((pid) => commandOf(pid).startsWith('bash\0-c\0for i'));
  const ticks = (pid: number) =>
    readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13)
      .reduce((sum, one) => sum + Number(one), 0);

  async function burn(id: string, count: number): Promise<void> {
    await host.bootstrap(id, { start: burners(count) });
    await until(() => loops(id).length === count + 1, 'all loops run');
  }

  /** Hundredths of a second that each of its loops gets in the window. */
  async function usedByEach(id: string): Promise<number[]> {
    const pids = loops(id);
    const before = pids.map(ticks);
    const end = performance.now() + WINDOW_MS;
    await until(() => performance.now() >= end, 'the end of the window');
    return pids.map((pid, index) => ticks(pid) - (before[index] ?? 0)).filter((spent) => spent > 0);
  }
  const used = async (id: string) => (await usedByEach(id)).reduce((sum, one) => sum + one, 0);

  test('no control group is left: not of a session that ended, nor of a daemon that was killed', async ({ skip }) => {
    await boot();
    skip((await scopeOf('memory')).scope !== 'session', 'there are no control groups here');
    const parents: string[] = JSON.parse(readFileSync(join(host.dataDir, 'cgroups.json'), 'utf8'));
    const left = () =>
      parents.filter(existsSync).flatMap((parent) =>
        readdirSync(parent, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name),
      );
    expect(new Set(left())).toEqual(new Set([`${neighbour}-1`]));
    await stop(neighbour);
    expect(left()).toEqual([]);
    const next = await host.session();
    await host.end('SIGKILL');
    expect(left()).not.toEqual([]);
    await host.boot();
    expect(left()).toEqual([]);
    expect((await host.put(next, 'next')).status).toBe(200);
    await host.end();
    expect(parents.filter(existsSync)).toEqual([]);
  });
});
