// Both versions of control groups on a stand-in: a folder in which this test makes the files that
// the kernel would. Whether the kernel then does what they say is for
// tests/integration/runtime/limits.test.ts, on the version that the machine has.
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Cgroups, type Kernel } from './cgroups.ts';

const folders: string[] = [];

afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true });
});

const V1_FILES = ['memory.limit_in_bytes', 'pids.max', 'cpu.shares', 'cpu.cfs_quota_us', 'cpu.cfs_period_us'];
const V2_FILES: Record<string, string[]> = {
  memory: ['memory.max', 'memory.swap.max', 'memory.events'],
  pids: ['pids.max'],
  cpu: ['cpu.weight', 'cpu.max'],
};

interface Machine {
  data: string;
  /** The mounted hierarchies. */
  at: string;
  kernel: Kernel;
}

async function machine(
  mounts: (at: string) => string[],
  memberships: string[],
  make: Kernel['make'],
): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'bf-unit-'));
  folders.push(folder);
  const [at, proc, data] = ['groups', 'proc', 'data'].map((name) => join(folder, name)) as [string, string, string];
  for (const path of [at, proc, data]) await mkdir(path);
  await writeFile(
    join(proc, 'mountinfo'),
    mounts(at)
      .map((mount) => `30 1 0:1 ${mount}`)
      .join('\n'),
  );
  await writeFile(join(proc, 'cgroup'), memberships.join('\n'));
  const unmake = async (folder: string) => {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.some((entry) => entry.isDirectory())) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    await rm(folder, { recursive: true });
  };
  const handDown = async (folder: string, controller: string) => {
    await appendFile(join(folder, 'cgroup.subtree_control'), ` ${controller}`);
    const below = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    for (const { name } of below) await addFiles(join(folder, name), controller);
  };
  return { data, at, kernel: { proc, make, unmake, handDown } };
}

async function addFiles(group: string, controller: string): Promise<void> {
  for (const file of V2_FILES[controller] ?? []) await writeFile(join(group, file), '');
  await appendFile(join(group, 'cgroup.controllers'), ` ${controller}`);
}

/** Version 2: a group has the files of those controllers that the one above hands down. */
async function makeUnified(folder: string): Promise<void> {
  const above = await readFile(join(dirname(folder), 'cgroup.subtree_control'), 'utf8');
  await mkdir(folder);
  const given = Object.keys(V2_FILES).filter((controller) => above.includes(controller));
  for (const file of ['cgroup.procs', 'cgroup.subtree_control']) await writeFile(join(folder, file), '');
  for (const controller of given) await addFiles(folder, controller);
}

async function unified(controllers: string): Promise<Machine> {
  const made = await machine(
    (at) => [`/ ${at} rw - cgroup2 cgroup2 rw`],
    ['0::/system.slice/burst.service'],
    async (folder) => {
      if (!existsSync(folder)) await makeUnified(folder);
    },
  );
  const slice = join(made.at, 'system.slice');
  await mkdir(join(slice, 'burst.service'), { recursive: true });
  await writeFile(join(slice, 'cgroup.controllers'), controllers);
  await writeFile(join(slice, 'cgroup.subtree_control'), 'pids'); // As systemd leaves it.
  return made;
}

const limits = { memoryBytes: 256 * 1024 * 1024, processes: 100, cpus: 1.5 };
const read = (folder: string, file: string) => readFile(join(folder, file), 'utf8');

test('version 2: groups are made beside the daemon’s own, hold memory without swap, processes and processor, and are removed', async () => {
  const { data, at, kernel } = await unified('cpu memory pids');
  const groups = await Cgroups.open(data, kernel);
  expect(groups.gaps).toEqual({ memory: null, processes: null, processor: null });
  const group = await groups.create('one', limits);
  const [folder = ''] = group.folders;
  expect(group.folders).toHaveLength(1);
  expect(folder).toMatch(new RegExp(`^${at}/system.slice/burstflare-[0-9a-f]{16}/one$`));
  expect([await read(folder, 'memory.max'), await read(folder, 'memory.swap.max')]).toEqual(['268435456', '0']);
  expect([await read(folder, 'pids.max'), await read(folder, 'cpu.max')]).toEqual(['100', '150000 100000']);
  expect(await read(dirname(folder), 'cpu.weight')).toBe(String(100 * availableParallelism()));
  await group.enter(4242);
  expect(await read(folder, 'cgroup.procs')).toBe('4242');
  await writeFile(join(folder, 'memory.events'), 'low 0\noom 3\noom_kill 2\n');
  expect([group.memoryEvents, await group.outOfMemory()]).toEqual([join(folder, 'memory.events'), 2]);
  await group.remove();
  expect(existsSync(folder)).toBe(false);
  await groups.close();
  expect(await readdir(join(at, 'system.slice'))).not.toContainEqual(expect.stringContaining('burstflare-'));
});

test('version 2: a controller that is not offered is told as not bounded, and the others bound', async () => {
  const { data, kernel } = await unified('cpu pids');
  const groups = await Cgroups.open(data, kernel);
  expect(groups.gaps).toEqual({ memory: expect.stringContaining('"memory"'), processes: null, processor: null });
  expect((await groups.create('one', limits)).memoryEvents).toBeNull();
});

test('version 1: each controller has its own hierarchy, and groups are made within the daemon’s own', async () => {
  const names = ['memory', 'pids', 'cpu'];
  const { data, at, kernel } = await machine(
    (at) => names.map((name) => `/docker/x ${at}/${name} rw - cgroup cgroup rw,${name}`),
    ['4:memory:/docker/x/app', '8:pids:/docker/x/app', '1:cpu:/docker/x/app', '0::/'],
    async (folder) => {
      await mkdir(folder, { recursive: true });
      for (const file of ['cgroup.procs', ...V1_FILES]) await writeFile(join(folder, file), '');
    },
  );
  const groups = await Cgroups.open(data, kernel);
  expect(groups.gaps).toEqual({ memory: null, processes: null, processor: null });
  const group = await groups.create('one', limits);
  expect(group.folders.map((folder) => folder.replace(/burstflare-[0-9a-f]{16}/, '*'))).toEqual(
    names.map((name) => `${at}/${name}/app/*/one`),
  );
  const [memory = '', pids = '', cpu = ''] = group.folders;
  expect([await read(memory, 'memory.limit_in_bytes'), await read(pids, 'pids.max')]).toEqual(['268435456', '100']);
  expect([await read(cpu, 'cpu.cfs_quota_us'), await read(cpu, 'cpu.cfs_period_us')]).toEqual(['150000', '100000']);
  expect(await read(dirname(cpu), 'cpu.shares')).toBe(String(1024 * availableParallelism()));
});

test('what a daemon that was killed left is removed by the next, though that one was started elsewhere', async () => {
  const { data, at, kernel } = await unified('cpu memory pids');
  const group = await (await Cgroups.open(data, kernel)).create('left', limits);
  const elsewhere = join(at, 'user.slice');
  await mkdir(join(elsewhere, 'shell.scope'), { recursive: true });
  for (const file of ['cgroup.controllers', 'cgroup.subtree_control'])
    await writeFile(join(elsewhere, file), 'cpu memory pids');
  await writeFile(join(kernel.proc, 'cgroup'), '0::/user.slice/shell.scope');
  const next = await Cgroups.open(data, kernel);
  expect(existsSync(group.folders[0] ?? '')).toBe(false);
  expect((await next.create('new', limits)).folders[0]).toContain('/user.slice/burstflare-');
});

test('a machine without control groups is told so', async () => {
  const { data, kernel } = await machine(
    () => [],
    [],
    async () => undefined,
  );
  const { gaps } = await Cgroups.open(data, kernel);
  for (const gap of Object.values(gaps)) expect(gap).toContain('no cgroup controller');
});
