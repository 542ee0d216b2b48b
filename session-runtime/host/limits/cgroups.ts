// Owns control groups: one per instance and hierarchy, in which the kernel bounds its memory,
// processes and processor together.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writeJsonFile } from '../../src/json-file.ts';
import { controllers, findPlaces, type Place, type Resource, resources } from './cgroup-places.ts';

export interface GroupLimits {
  memoryBytes: number;
  processes: number;
  /** The processors that it may use at most; null: what others leave. */
  cpus: number | null;
}

/** The kernel's part, which a test plays where a machine has the other version. */
export interface Kernel {
  /** /proc/self. */
  proc: string;
  /** Makes a group. */
  make(folder: string): Promise<unknown>;
  /** Removes an empty one. */
  unmake(folder: string): Promise<void>;
  /** Version 2: lets the groups in a group have a controller. */
  handDown(folder: string, controller: string): Promise<void>;
}

const kernelHere: Kernel = {
  proc: '/proc/self',
  make: (folder) => mkdir(folder, { recursive: true }),
  unmake: rmdir,
  handDown: (folder, controller) => set(folder, 'cgroup.subtree_control', `+${controller}`),
};

/** Why a resource is not bounded; null where it is. */
export type Gaps = Record<Resource, string | null>;

const SHARE = 1024; // What version 1 gives a group by default; of version 2 it is 100.
const WEIGHT = 100;
const PERIOD_MICROSECONDS = 100_000;
const REMOVED_WITHIN_MS = 2000;

export class Cgroups {
  private constructor(
    readonly gaps: Gaps,
    readonly parents: ReadonlyMap<Resource, Place>,
    readonly kernel: Kernel,
  ) {}

  /**
   * Removes what an earlier daemon on this data left, and tries out what can be bounded. Where that
   * was is remembered in the data folder, since the daemon may have been started from another group
   * then.
   */
  static async open(dataDir: string, kernel: Kernel = kernelHere): Promise<Cgroups> {
    const memory = join(dataDir, 'cgroups.json');
    const left = await remembered(memory);
    for (const folder of left) await removeTree(folder, kernel);
    const name = `burstflare-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
    const places = await findPlaces(kernel.proc).catch(() => null);
    const parents = new Map<Resource, Place>();
    for (const resource of resources) {
      const place = places?.[resource];
      if (place) parents.set(resource, { version: place.version, base: join(place.base, name) });
    }
    await writeJsonFile(memory, [
      ...new Set([...left.filter(existsSync), ...[...parents.values()].map(({ base }) => base)]),
    ]);
    const gaps: Gaps = { memory: null, processes: null, processor: null };
    for (const resource of resources) {
      gaps[resource] = await tryOut(resource, parents.get(resource), kernel).catch((error: unknown) => why(error));
      if (gaps[resource] !== null) parents.delete(resource);
    }
    return new Cgroups(gaps, parents, kernel);
  }

  /** The groups of one instance, with its limits set; nothing runs in them yet. */
  async create(instanceId: string, limits: GroupLimits): Promise<Cgroup> {
    const places = new Map(
      [...this.parents].map(([resource, { version, base }]) => [resource, { version, base: join(base, instanceId) }]),
    );
    const group = new Cgroup(places, this.kernel);
    try {
      for (const folder of group.folders) await this.kernel.make(folder);
      for (const [resource, place] of places) await bound(resource, place, limits);
    } catch (error) {
      await group.remove();
      throw error;
    }
    return group;
  }

  async close(): Promise<void> {
    for (const { base } of this.parents.values()) await removeTree(base, this.kernel);
  }
}

export class Cgroup {
  readonly folders: string[];

  constructor(
    readonly places: ReadonlyMap<Resource, Place>,
    readonly kernel: Kernel,
  ) {
    this.folders = [...new Set([...places.values()].map(({ base }) => base))];
  }

  /**
   * Moves a process in. What it starts from then on is in it from birth, and nothing that runs in a
   * session can move out.
   */
  async enter(pid: number): Promise<void> {
    for (const folder of this.folders) await writeFile(join(folder, 'cgroup.procs'), String(pid));
  }

  /** The file in which the kernel counts the processes that it ended for want of memory. */
  get memoryEvents(): string | null {
    const place = this.places.get('memory');
    return place === undefined ? null : join(place.base, place.version === 1 ? 'memory.oom_control' : 'memory.events');
  }

  /** How many of its processes the kernel has ended for want of memory. */
  async outOfMemory(): Promise<number> {
    if (this.memoryEvents === null) return 0;
    const text = await readFile(this.memoryEvents, 'utf8').catch(() => '');
    return Number(/^oom_kill (\d+)/m.exec(text)?.[1] ?? 0);
  }

  /** For when no process is left in it. */
  async remove(): Promise<void> {
    for (const folder of this.folders) await removeTree(folder, this.kernel);
  }
}

/** Makes the daemon's own group and, for a moment, one as an instance has it. */
async function tryOut(resource: Resource, place: Place | undefined, kernel: Kernel): Promise<string | null> {
  const controller = controllers[resource];
  if (place === undefined) return `this machine offers no cgroup controller "${controller}" here`;
  if (place.version === 2) await handDown(join(place.base, '..'), controller, kernel);
  await kernel.make(place.base);
  if (place.version === 2) await handDown(place.base, controller, kernel);
  if (resource === 'processor') {
    // All sessions together weigh as much as one program on each processor, not as much as a single
    // one.
    const [file, value] = place.version === 1 ? ['cpu.shares', SHARE] : ['cpu.weight', WEIGHT];
    await set(place.base, file, Math.min(10_000, value * availableParallelism()));
  }
  const trial = { version: place.version, base: join(place.base, 'trial') };
  await kernel.make(trial.base);
  try {
    await bound(resource, trial, { memoryBytes: 256 * 1024 * 1024, processes: 64, cpus: 1 });
  } finally {
    await removeTree(trial.base, kernel);
  }
  return null;
}

async function bound(resource: Resource, { version, base }: Place, limits: GroupLimits): Promise<void> {
  const { memoryBytes, processes, cpus } = limits;
  if (resource === 'memory' && version === 1) {
    await set(base, 'memory.limit_in_bytes', memoryBytes);
    await setIfThere(base, 'memory.memsw.limit_in_bytes', memoryBytes);
  }
  if (resource === 'memory' && version === 2) {
    await set(base, 'memory.max', memoryBytes);
    await setIfThere(base, 'memory.swap.max', 0);
  }
  if (resource === 'processes') await set(base, 'pids.max', processes);
  if (resource === 'processor' && cpus !== null) {
    const quota = Math.round(cpus * PERIOD_MICROSECONDS);
    if (version === 2) await set(base, 'cpu.max', `${quota} ${PERIOD_MICROSECONDS}`);
    else {
      await set(base, 'cpu.cfs_period_us', PERIOD_MICROSECONDS);
      await set(base, 'cpu.cfs_quota_us', quota);
    }
  }
}

async function handDown(folder: string, controller: string, kernel: Kernel): Promise<void> {
  const file = join(folder, 'cgroup.subtree_control');
  const given = (await readFile(file, 'utf8')).trim().split(' ');
  if (!given.includes(controller)) await kernel.handDown(folder, controller);
}

async function set(folder: string, file: string, value: number | string): Promise<void> {
  // Not created where the kernel has no such file: a folder that is no control group would take it.
  await writeFile(join(folder, file), String(value), { flag: 'r+' });
}

// Machines without swap accounting have no such file, and then no swap that would have to be
// bounded, or no way to.
async function setIfThere(folder: string, file: string, value: number): Promise<void> {
  if ((await stat(join(folder, file)).catch(() => null)) !== null) await set(folder, file, value);
}

/** Ends what still runs in it, and removes it with all groups below. */
async function removeTree(folder: string, kernel: Kernel): Promise<void> {
  const deadline = performance.now() + REMOVED_WITHIN_MS;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeTree(join(folder, entry.name), kernel);
  for (;;) {
    try {
      return await kernel.unmake(folder);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOENT') return;
      // Busy for as long as the kernel buries a process; anything else, or longer, is left for the
      // next daemon.
      if (code !== 'EBUSY' || performance.now() > deadline) return;
    }
    const pids = (await readFile(join(folder, 'cgroup.procs'), 'utf8').catch(() => '')).split('\n').map(Number);
    for (const pid of pids.filter((pid) => pid > 0)) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Only what this file wrote is taken, so that nothing else is ever removed by it. */
async function remembered(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  const value: unknown = JSON.parse(text); // The host alone writes this file, whole or not at all.
  return Array.isArray(value)
    ? value.filter((one) => typeof one === 'string' && /\/burstflare-[0-9a-f]{16}$/.test(one))
    : [];
}

/**
 * For anybody's eyes: health is public, and an error of the file system names this machine's
 * folders.
 */
function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'the host may not make control groups (it is not root, or they are read-only)';
  if (code === 'EBUSY')
    return 'the control group of this container holds processes and cannot hand its controllers down';
  process.stderr.write(`A control group could not be made: ${String(error)}\n`);
  return 'a control group could not be made; the host’s log says why';
}
