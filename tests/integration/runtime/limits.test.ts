// Lets a session and a build eat memory, make processes without end, and compute without end, each
// beside a neighbour that has to go on answering. Each attack is made once more where its limit is
// out of the way, so that what stops it is the limit; and it goes around what would stop it
// besides: the kernel's limit on a user's processes, and its sharing of the processor among its own
// kind of sessions.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { commandOf, processesOf } from '../../support/processes.ts';
import { Attacked, MIB } from './attacked.ts';
import { until, users } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ALL = /^took all$/m; // Its own line: a session's log begins with the command.

/**
 * Takes so many MiB in steps, says how far it came, and ends. What bounds one process counts what
 * it maps, written to or not.
 */
const hog = (mebibytes: number, written: boolean) => `/usr/bin/python3 -c "
import mmap
kept, size = [], 16 * 1024 * 1024
for step in range(${mebibytes} // 16):
    kept.append(${written ? "bytearray(b'x') * size" : 'mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE)'})
    print('took', (step + 1) * 16, flush=True)
print('took all', flush=True)"`;

/**
 * Starts children until that fails or there are so many, says how many there are, and ends them.
 */
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

/**
 * So many processes that each take 16 MiB, and make themselves as likely to be ended as anything
 * else.
 */
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

/**
 * A processor that this process may use: on one alone, shares of it are exact, however busy the
 * machine is.
 */
const CPU = Number.parseInt(/^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0');
const LOOP = ['taskset', '--cpu-list', String(CPU), 'bash', '-c', 'while :; do :; done'] as const;

/**
 * Computes in so many processes until it is ended, each of them in a kernel session of its own, by
 * which the kernel shares as well.
 */
const burners = (count: number) =>
  `for i in $(seq ${count}); do setsid ${LOOP.slice(0, 5).join(' ')} '${LOOP[5]}' & done; echo burning; wait`;

/** The same loops without any control group of ours, for as long as `use` takes. */
async function outside(count: number, use: (pids: number[]) => Promise<void>): Promise<void> {
  const [file, ...args] = LOOP;
  const children = Array.from({ length: count }, () => spawn(file, args, { detached: true, stdio: 'ignore' }));
  try {
    await until(() => children.every(({ pid }) => commandOf(pid ?? 0).startsWith('bash\0-c\0while')), 'all loops run');
    await use(children.map(({ pid }) => pid ?? 0));
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

/** Hundredths of a second of processor time that a process has used. */
const ticks = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .reduce((sum, one) => sum + Number(one), 0);

const MEASURED_TICKS = 120;

/**
 * What each of the groups of processes gets, until they have together used enough for that to be
 * compared.
 */
async function spentBy(groups: number[][]): Promise<number[]> {
  const sums = () => groups.map((pids) => pids.reduce((sum, pid) => sum + ticks(pid), 0));
  const before = sums();
  const since = () => sums().map((sum, index) => sum - (before[index] ?? 0));
  await until(() => since().reduce((sum, one) => sum + one, 0) >= MEASURED_TICKS, 'the processor is used', 40);
  return since();
}

describe.each(users)('where the host runs as $who', ({ uid }) => {
  let attacked: Attacked;
  beforeAll(async () => void (attacked = await Attacked.boot(uid)));
  afterEach(() => attacked.stopAll());
  afterAll(() => attacked?.host.destroy());

  type Skip = (condition: boolean, note: string) => void;

  /**
   * Leaves the test out, with the words of health, where the machine cannot hold a session as a
   * whole to the limit.
   */
  async function held(limit: string, skip: Skip): Promise<void> {
    const { scope, reason } = await attacked.scopeOf(limit);
    if (scope !== 'session') expect(reason).toMatch(/\w+ \w+/);
    skip(scope !== 'session', `${limit} of a session as a whole is not limited here: ${reason}`);
  }

  /**
   * How many forks its control group refused. The kernel's limit on a user's processes does so as
   * well, and is not counted there.
   */
  function refusedByGroup(id: string): number {
    const file = attacked
      .groups()
      .map((parent) => join(parent, `${id}-1`, 'pids.events'))
      .find(existsSync);
    return Number(/^max (\d+)$/m.exec(readFileSync(file ?? '', 'utf8'))?.[1]);
  }

  describe.each(['session', 'builder'] as const)('from a %s', (kind) => {
    test('one process that takes more memory than its limit ends, and its runtime and the neighbour go on', async () => {
      const { scope, reason } = await attacked.scopeOf('memory');
      expect({ scope, reason }).toEqual(
        scope === 'session' ? { scope, reason: null } : { scope: 'process', reason: expect.any(String) },
      );
      // Node does not start in a process that may write less than a GiB, so that a limit on each
      // process is at least that.
      const grouped = scope === 'session';
      const [limit, wanted, more] = grouped ? [192, 320, 640] : [1030, 1536, 2560];
      const small = await attacked.started(kind, { memoryBytes: limit * MIB });
      const out = await attacked.beside(attacked.log(small, kind, hog(wanted, grouped)));
      expect(out).toContain('took 16\n');
      expect(out).not.toMatch(ALL);
      if (grouped) expect(out).toContain('memory was used up');
      expect((await attacked.host.runtime(small, 'GET', '/health')).status).toBe(200);
      const large = await attacked.started(kind, { memoryBytes: more * MIB });
      expect(await attacked.log(large, kind, hog(wanted, grouped))).toMatch(ALL);
    });

    test('processes that take more memory together than the limit of their session are ended', async ({ skip }) => {
      await held('memory', skip);
      const small = await attacked.started(kind, { memoryBytes: 192 * MIB });
      // Whether the kernel ends one of them or their runtime, with which the whole session ends, is
      // its choice.
      const attack = attacked.log(small, kind, smallHogs(24)).catch((error: Error) => error.message);
      expect(await attacked.beside(attack)).toMatch(/memory was used up|^Its machine ended\.$/);
      const large = await attacked.started(kind, { memoryBytes: 2048 * MIB });
      expect(await attacked.log(large, kind, smallHogs(24))).toMatch(ALL);
    });

    test('a fork bomb meets the limit of its session, and its runtime and the neighbour go on', async ({ skip }) => {
      await held('processes', skip);
      const small = await attacked.started(kind, { processes: 100 });
      const out = await attacked.beside(attacked.log(small, kind, bomb(400)));
      expect(out).toMatch(/^refused 11$/m);
      expect(Number(/^made (\d+)$/m.exec(out)?.[1])).toBeLessThan(100);
      if (attacked.groups().some((parent) => existsSync(join(parent, 'pids.max'))))
        expect(refusedByGroup(small)).toBeGreaterThan(0);
      expect((await attacked.host.runtime(small, 'GET', '/health')).status).toBe(200);
      const large = await attacked.started(kind, { processes: 1000 });
      expect(await attacked.log(large, kind, bomb(400))).toContain('made 400\n');
    });
  });

  test('a session whose runtime is ended for want of memory says so when it ends', async ({ skip }) => {
    await held('memory', skip);
    const id = await attacked.started('session', { memoryBytes: 160 * MIB });
    await attacked.host.bootstrap(id, { start: smallHogs(200) });
    const state = async () => (await attacked.host.call('GET', `/instances/${id}`)).json;
    await until(async () => (await state()).state === 'exited', 'the session ends');
    expect((await state()).exit).toEqual({ code: null, signal: 'SIGKILL', reason: 'out_of_memory' });
    expect((await attacked.host.put(id, 'next')).status).toBe(200);
  });

  test('what is in memory beside programs is bounded: /dev/shm by half of the limit, /dev takes no file', async () => {
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
    await held('processor', skip);
    const [busy, other] = [await attacked.started('session', {}), await attacked.started('session', {})];
    await Promise.all([burn(busy, 16), burn(other, 1)]);
    const [many = 0, one = 0] = await attacked.beside(spent([busy, other]));
    expect(many / one).toBeLessThan(2);
    // The very same loops where no group holds them: the kernel counts them one by one.
    await attacked.stopAll();
    await outside(17, async (pids) => {
      const [first = 0, ...rest] = await spentBy(pids.map((pid) => [pid]));
      expect(rest.reduce((sum, each) => sum + each, 0) / first).toBeGreaterThan(8);
    });
  });

  test('sessions together weigh as much as one program on each processor, beside what else runs here', async ({
    skip,
  }) => {
    await held('processor', skip);
    const processors = availableParallelism();
    skip(
      processors === 1,
      'with a single processor they weigh as much as one program, as without a share of their own',
    );
    const busy = await attacked.started('session', {});
    await burn(busy, 2);
    await outside(1, async ([pid = 0]) => {
      const [sessions = 0, other = 0] = await spentBy([loops(busy), [pid]]);
      expect(sessions / other).toBeGreaterThan(processors * 0.75);
    });
  });

  test('a session gets no more of the processor than its limit says', async ({ skip }) => {
    await held('processor', skip);
    const [slow, free] = [await attacked.started('session', { cpus: 0.1 }), await attacked.started('session', {})];
    await Promise.all([burn(slow, 2), burn(free, 2)]);
    const [few = 0, many = 0] = await attacked.beside(spent([slow, free]));
    // All of them keep to one processor, of which the one gets a tenth, and the other as much as
    // other programs leave.
    expect(many / few).toBeGreaterThan(1.7);
  });

  const loops = (id: string) => processesOf(id).filter((pid) => commandOf(pid).startsWith('bash\0-c\0while'));
  const spent = (ids: string[]) => spentBy(ids.map(loops));

  async function burn(id: string, count: number): Promise<void> {
    await attacked.host.bootstrap(id, { start: burners(count) });
    await until(() => loops(id).length === count, 'all loops run');
  }

  test('no control group is left: not of a session that ended, nor of a daemon that was killed', async ({ skip }) => {
    await held('memory', skip);
    const parents = attacked.groups();
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
