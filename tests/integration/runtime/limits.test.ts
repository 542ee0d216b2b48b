// Lets a session and a build eat memory, make processes without end, and compute without end, each beside a neighbour that has to go
// on answering. Each attack is made once more where its limit is out of the way, so that what stops it is the limit.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { commandOf, processesOf } from '../../support/processes.ts';
import { Attacked, MIB } from './attacked.ts';
import { removeBundles, until, users } from './host.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

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

/** Computes in so many processes until it is ended. */
const burners = (count: number) => `for i in $(seq ${count}); do while :; do :; done & done; echo burning; wait`;

describe.each(users)('where the host runs as $who', ({ uid }) => {
  let attacked: Attacked;
  const boot = async () => (attacked = await Attacked.boot(uid));
  afterEach(() => attacked?.host.destroy());

  describe.each(['session', 'builder'] as const)('from a %s', (kind) => {
    test('one process that takes more memory than its limit ends, and its runtime and the neighbour go on', async () => {
      await boot();
      const { scope } = await attacked.scopeOf('memory');
      expect(scope).not.toBe('none');
      // Node does not start in a process that may write less than a GiB, so that a limit on each process is at least that.
      const factor = scope === 'session' ? 1 : 5;
      const small = await attacked.started(kind, { memoryBytes: 206 * factor * MIB });
      const out = await attacked.beside(attacked.log(small, kind, hog(512 * factor)));
      expect(out).toContain('took 16\n');
      expect(out).not.toMatch(ALL);
      if (scope === 'session') expect(out).toContain('memory was used up');
      expect((await attacked.host.runtime(small, 'GET', '/health')).status).toBe(200);
      const large = await attacked.started(kind, { memoryBytes: 1024 * factor * MIB });
      expect(await attacked.log(large, kind, hog(512 * factor))).toMatch(ALL);
    });

    test('processes that take more memory together than the limit of their session are ended', async ({ skip }) => {
      await boot();
      const { scope, reason } = await attacked.scopeOf('memory');
      skip(scope !== 'session', `memory of a session as a whole is not limited here: ${reason}`);
      const small = await attacked.started(kind, { memoryBytes: 256 * MIB });
      const attack = attacked.log(small, kind, smallHogs(40)).catch(() => 'the machine is gone');
      expect(await attacked.beside(attack)).not.toMatch(ALL);
      const large = await attacked.started(kind, { memoryBytes: 2048 * MIB });
      expect(await attacked.log(large, kind, smallHogs(40))).toMatch(ALL);
    });

    test('a fork bomb meets the limit of its session, and its runtime and the neighbour go on', async ({ skip }) => {
      await boot();
      const { scope, reason } = await attacked.scopeOf('processes');
      skip(scope !== 'session', `processes are not limited here: ${reason}`);
      const small = await attacked.started(kind, { processes: 100 });
      const out = await attacked.beside(attacked.log(small, kind, bomb(400)));
      expect(out).toMatch(/^refused 11$/m);
      expect(Number(/^made (\d+)$/m.exec(out)?.[1])).toBeLessThan(100);
      expect((await attacked.host.runtime(small, 'GET', '/health')).status).toBe(200);
      const large = await attacked.started(kind, { processes: 1000 });
      expect(await attacked.log(large, kind, bomb(400))).toContain('made 400\n');
    });
  });

  test('a session whose runtime is ended for want of memory says so when it ends', async ({ skip }) => {
    await boot();
    const { scope, reason } = await attacked.scopeOf('memory');
    skip(scope !== 'session', `memory of a session as a whole is not limited here: ${reason}`);
    const id = await attacked.started('session', { memoryBytes: 160 * MIB });
    await attacked.host.bootstrap(id, { start: smallHogs(200) });
    const state = async () => (await attacked.host.call('GET', `/instances/${id}`)).json;
    await until(async () => (await state()).state === 'exited', 'the session ends');
    expect((await state()).exit).toEqual({ code: null, signal: 'SIGKILL', reason: 'out_of_memory' });
    expect((await attacked.host.put(id, 'next')).status).toBe(200);
  });

  test('what is in memory beside programs is bounded: /dev/shm by half of the limit, /dev takes no file', async () => {
    await boot();
    const id = await attacked.started('session', { memoryBytes: 256 * MIB });
    const out = await attacked.host.run(
      id,
      'dd if=/dev/zero of=/dev/shm/big bs=1M count=300; ls -s --block-size=1M /dev/shm; touch /dev/x',
    );
    expect(out).toContain('No space left on device');
    expect(out).toMatch(/^128 big$/m);
    expect(out).toMatch(/\/dev\/x'?: (Read-only|Permission)/);
  });

  test('sixteen busy loops take no more from a neighbour’s one than one would', async ({ skip }) => {
    await boot();
    const { scope, reason } = await attacked.scopeOf('processor');
    skip(scope !== 'session', `the processor is not shared by sessions here: ${reason}`);
    const busy = await attacked.started('session', {});
    await Promise.all([burn(busy, 16), burn(attacked.neighbour, 1)]);
    const [many, one] = await Promise.all([used(busy), used(attacked.neighbour)]);
    // On two processors the sixteen get what one loop cannot use; counted one by one they would get sixteen times as much.
    expect(many / one).toBeLessThan(5);
    await attacked.stop(busy);
    const [mixed] = [await attacked.started('session', {})];
    await burn(mixed, 17);
    const each = await usedByEach(mixed);
    const [first = 0, ...rest] = each;
    expect(rest.reduce((sum, ticks) => sum + ticks, 0) / first).toBeGreaterThan(5);
  });

  test('a session gets no more of the processor than its limit says', async ({ skip }) => {
    await boot();
    const { scope, reason } = await attacked.scopeOf('processor');
    skip(scope !== 'session', `the processor is not shared by sessions here: ${reason}`);
    const [slow, free] = [await attacked.started('session', { cpus: 0.1 }), await attacked.started('session', {})];
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
    await attacked.host.bootstrap(id, { start: burners(count) });
    await until(() => loops(id).length === count + 1, 'all loops run');
  }

  /** Hundredths of a second that each of its loops gets in the window. */
  async function usedByEach(id: string): Promise<number[]> {
    const pids = loops(id);
    const before = pids.map(ticks);
    const end = performance.now() + WINDOW_MS;
    await until(() => performance.now() >= end, 'the window passes');
    return pids.map((pid, index) => ticks(pid) - (before[index] ?? 0)).filter((spent) => spent > 0);
  }
  const used = async (id: string) => (await usedByEach(id)).reduce((sum, one) => sum + one, 0);

  test('no control group is left: not of a session that ended, nor of a daemon that was killed', async ({ skip }) => {
    await boot();
    skip((await attacked.scopeOf('memory')).scope !== 'session', 'there are no control groups here');
    const parents: string[] = JSON.parse(readFileSync(join(attacked.host.dataDir, 'cgroups.json'), 'utf8'));
    const left = () =>
      parents.filter(existsSync).flatMap((parent) =>
        readdirSync(parent, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name),
      );
    expect(new Set(left())).toEqual(new Set([`${attacked.neighbour}-1`]));
    await attacked.stop(attacked.neighbour);
    expect(left()).toEqual([]);
    const next = await attacked.host.session();
    await attacked.host.end('SIGKILL');
    expect(left()).not.toEqual([]);
    await attacked.host.boot();
    expect(left()).toEqual([]);
    expect((await attacked.host.put(next, 'next')).status).toBe(200);
    await attacked.host.end();
    expect(parents.filter(existsSync)).toEqual([]);
  });
});
