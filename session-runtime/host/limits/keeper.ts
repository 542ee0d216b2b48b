// Owns the limits of sessions on this machine: which of them hold here, and what surrounds one
// instance.
import { release } from 'node:os';
import { isRoot } from '../accounts.ts';
import { type Cgroup, Cgroups } from './cgroups.ts';
import { filterHere } from './seccomp.ts';
import { Volumes } from './volumes.ts';
import type { Limits } from './wanted.ts';

/**
 * For whom a limit holds: the session with all its processes, each process by itself, or nobody.
 */
export type Scope = 'session' | 'process' | 'none';

export interface Holds {
  scope: Scope;
  /** Why it holds no further; null where it holds for the session. */
  reason: string | null;
}

export const limitNames = ['memory', 'processes', 'processor', 'disk', 'systemCalls'] as const;
export type LimitsReport = Record<(typeof limitNames)[number], Holds>;

/** What keeps one instance within its limits. */
export interface Bounds {
  /**
   * The file that tells the session of processes that were ended for want of memory; null where
   * none does.
   */
  memoryEvents: string | null;
  /** Has to be done before the session's first program runs. */
  enter(pid: number): Promise<void>;
  /** Whether the kernel ended one of its processes for want of memory. */
  ranOutOfMemory(): Promise<boolean>;
  /** For when no process of it is left. */
  end(): Promise<void>;
}

const holds: Holds = { scope: 'session', reason: null };
const notHere = (reason: string): Holds => ({ scope: 'none', reason });

export class Keeper {
  private constructor(
    readonly report: LimitsReport,
    readonly groups: Cgroups | null,
    readonly volumes: Volumes | null,
  ) {}

  static async open(dataDir: string, isolation: 'bubblewrap' | 'none', diskBytes: number | null): Promise<Keeper> {
    if (isolation === 'none') {
      const none = notHere('sessions run without bubblewrap');
      const processes = isRoot ? holds : none;
      return new Keeper({ memory: none, processes, processor: none, disk: none, systemCalls: none }, null, null);
    }
    const [groups, volumes] = await Promise.all([Cgroups.open(dataDir), Volumes.open(dataDir, diskBytes)]);
    const { memory, processes, processor } = groups.gaps;
    const report: LimitsReport = {
      memory: memory === null ? holds : { scope: 'process', reason: memory },
      processes: processes === null || countedByRlimit() ? holds : notHere(processes),
      processor: processor === null ? holds : notHere(processor),
      disk: volumes.gap === null ? holds : notHere(volumes.gap),
      systemCalls: filterHere() === null ? notHere(`there is no filter for ${process.arch}`) : holds,
    };
    return new Keeper(report, groups, volumes);
  }

  async begin(instanceId: string, limits: Limits): Promise<Bounds> {
    return new GroupBounds((await this.groups?.create(instanceId, limits)) ?? null);
  }

  async close(): Promise<void> {
    await Promise.all([this.groups?.close(), this.volumes?.close()]);
  }
}

class GroupBounds implements Bounds {
  constructor(readonly group: Cgroup | null) {}

  get memoryEvents(): string | null {
    return this.group?.memoryEvents ?? null;
  }

  async enter(pid: number): Promise<void> {
    await this.group?.enter(pid);
  }

  async ranOutOfMemory(): Promise<boolean> {
    return ((await this.group?.outOfMemory()) ?? 0) > 0;
  }

  async end(): Promise<void> {
    await this.group?.remove();
  }
}

/**
 * Whether the kernel's limit on a user's processes is one on a session's: where each session has a
 * user, and since Linux 5.14 also where each has a user namespace, in which its processes are
 * counted apart.
 */
export function countedByRlimit(): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  return isRoot || major > 5 || (major === 5 && minor >= 14);
}
