// Owns the rules of the internal API: one runtime per session, the same start once, a disk that
// outlives a crash and not a stop.
import type {
  Exit,
  Instance as Report,
  SessionLimits,
  SessionsHealth,
  StartRequest,
} from '../generated/host-schemas.ts';
import type { Account } from './accounts.ts';
import { newAccount } from './accounts.ts';
import { Disks, type DiskRecord } from './disk.ts';
import type { Egress } from './egress/egress.ts';
import { Instance } from './instance.ts';
import type { Notices } from './notices.ts';
import { HostProblem } from './problem.ts';
import { killAll } from './processes.ts';
import type { RuntimeSocket } from './runtime-socket.ts';
import { type Bounds, type Keeper, limitNames } from './limits/keeper.ts';
import { type Limits, withDefaults } from './limits/wanted.ts';
import { command, socketIn, type Isolation } from './sandbox.ts';
import type { Toolchain } from './toolchain.ts';

/** More than the runtime gives the session's processes, less than whoever ends the daemon waits. */
const CLOSE_GRACE_MS = 4500;

interface Entry {
  record: DiskRecord;
  instance: Instance | null;
  bounds: Bounds | null;
  /** The start, while it runs and after it worked; null for what an earlier daemon left. */
  started: Promise<void> | null;
  state: 'starting' | 'running' | 'exited';
  stopping: Promise<void> | null;
  /** What follows an exit: nothing else touches the disk before it is done. */
  settled: Promise<void>;
}

interface Surroundings {
  isolation: Isolation;
  /** Why no session may start here; null where they may. */
  refusal: string | null;
  runtimeDir: string;
  tools: Toolchain;
  egress: Egress;
  keeper: Keeper;
  /** Where a start asks for nothing else. */
  limits: Limits;
  notices: Notices;
}

export class Instances {
  readonly #entries = new Map<string, Entry>();
  #closing = false;

  constructor(
    readonly disks: Disks,
    readonly around: Surroundings,
  ) {}

  /**
   * Takes over what an earlier daemon left: no process, but disks. That daemon may have reported no
   * end of theirs.
   */
  async adopt(): Promise<void> {
    for (const record of await this.disks.open()) {
      await killAll(record.instanceId, record.account);
      record.exit ??= { code: null, signal: null, reason: 'host_stopped' };
      this.#entries.set(record.sessionId, {
        record,
        instance: null,
        bounds: null,
        started: null,
        state: 'exited',
        stopping: null,
        settled: Promise.resolve(),
      });
      const { sessionId, instanceId, kind, exit } = record;
      // A build's coordinator has met the end of its machine in the midst of a call.
      if (kind === 'session') this.around.notices.exited({ sessionId, instanceId, exit });
    }
  }

  /**
   * Whether sessions can run here, what keeps them apart, and which of their limits hold: a part of
   * the deployment's health.
   */
  health(): SessionsHealth {
    const { isolation, refusal, keeper } = this.around;
    const limits = limitNames.map((name) => ({ name, ...keeper.report[name] }));
    return { available: refusal === null, reason: refusal, isolation, limits };
  }

  list(): Report[] {
    return [...this.#entries.keys()].map((sessionId) => this.get(sessionId));
  }

  get(sessionId: string): Report {
    const entry = this.#entries.get(sessionId);
    const { record } = entry ?? {};
    return {
      state: entry?.state ?? 'absent',
      sessionId,
      instanceId: record?.instanceId ?? null,
      kind: record?.kind ?? null,
      exit: record?.exit ?? null,
      disk: entry !== undefined,
      isolation: this.around.isolation,
      startedAt: record?.startedAt ?? null,
      requests: entry?.instance?.socket?.requests ?? 0,
    };
  }

  socket(sessionId: string): RuntimeSocket {
    const entry = this.#entries.get(sessionId);
    if (entry?.state !== 'running' || !entry.instance?.socket) {
      throw new HostProblem('instance_not_running', { sessionId, state: entry?.state ?? 'absent' });
    }
    return entry.instance.socket;
  }

  /** Starts a runtime, or joins the start that runs already under the same id. */
  async start(sessionId: string, request: StartRequest): Promise<Report> {
    for (let stopping; (stopping = this.#entries.get(sessionId)?.stopping);) await stopping;
    if (this.#closing) throw new HostProblem('host_stopping');
    if (this.around.refusal !== null) throw new HostProblem('sessions_unavailable', { reason: this.around.refusal });
    const present = this.#entries.get(sessionId);
    const same = present?.record.instanceId === request.instanceId;
    if (present !== undefined && present.state !== 'exited' && !same) {
      throw new HostProblem('instance_running', { sessionId, instanceId: present.record.instanceId });
    }
    if (present?.state === 'exited' && same) {
      throw new HostProblem('instance_exited', { instanceId: request.instanceId });
    }
    // Entered before anything is awaited: the next caller finds it.
    const entry =
      present !== undefined && same ? present : this.#enter(sessionId, request, present?.record.account ?? null);
    await entry.started;
    return this.get(sessionId);
  }

  /** Ends the instance and wipes its disk. */
  async stop(sessionId: string, instanceId: string | null, graceMs: number): Promise<void> {
    const entry = this.#entries.get(sessionId);
    if (entry === undefined) return this.disks.wipe(sessionId);
    this.#expect(entry, instanceId);
    this.around.notices.cancel(sessionId);
    entry.stopping ??= this.#remove(sessionId, entry, graceMs).finally(() => (entry.stopping = null));
    await entry.stopping;
  }

  /**
   * Ends all processes of an instance at once and keeps its disk, with which a start under another
   * id goes on.
   */
  async kill(sessionId: string, instanceId: string | null): Promise<void> {
    const entry = this.#entries.get(sessionId);
    if (entry === undefined) return;
    this.#expect(entry, instanceId);
    if (entry.stopping !== null) return entry.stopping;
    if (entry.instance === null) await entry.started?.catch(() => undefined);
    entry.instance?.kill();
    await entry.started?.catch(() => undefined);
    if (entry.instance !== null) await this.#gone(entry, entry.instance);
    await entry.settled;
    // Whoever asked for it knows.
    this.around.notices.cancel(sessionId);
  }

  /**
   * Ends all processes, with a grace to write what they hold, and keeps the disks: the next daemon
   * finds them.
   */
  async close(): Promise<void> {
    this.#closing = true;
    this.around.notices.close();
    const ends = [...this.#entries.values()].map(async (entry) => {
      if (entry.instance === null || entry.instance.exit !== null) return;
      await entry.instance.stop(CLOSE_GRACE_MS);
      await this.#gone(entry, entry.instance);
    });
    await Promise.all(ends);
    await this.around.keeper.close();
  }

  #enter(sessionId: string, { instanceId, kind, env, limits }: StartRequest, kept: Account | null): Entry {
    this.around.notices.cancel(sessionId);
    const account = kept ?? newAccount(new Set([...this.#entries.values()].map(({ record }) => record.account.uid)));
    const record: DiskRecord = {
      sessionId,
      instanceId,
      kind,
      account,
      startedAt: new Date().toISOString(),
      exit: null,
    };
    const entry: Entry = {
      record,
      instance: null,
      bounds: null,
      started: null,
      state: 'starting',
      stopping: null,
      settled: Promise.resolve(),
    };
    entry.started = this.#launch(entry, env, limits, kept !== null);
    this.#entries.set(sessionId, entry);
    return entry;
  }

  async #launch(
    entry: Entry,
    env: Record<string, string>,
    { startSeconds, ...wanted }: SessionLimits,
    keptDisk: boolean,
  ): Promise<void> {
    const { sessionId, instanceId, account } = entry.record;
    const limits = withDefaults(wanted, this.around.limits);
    try {
      const bounds = (entry.bounds = await this.around.keeper.begin(instanceId, limits));
      const disk = await this.disks.prepare(entry.record, sessionId, limits.diskBytes);
      if (entry.stopping !== null || this.#closing) throw new HostProblem('start_stopped');
      const { isolation, runtimeDir, tools } = this.around;
      const door = isolation === 'bubblewrap' ? await this.around.egress.open(sessionId, disk.folder, account) : null;
      const launch = { sessionId, instanceId, account, disk, limits, bounds, env, egress: door?.path ?? null };
      const ring = () => this.around.notices.rang(sessionId, instanceId);
      const instance = new Instance(instanceId, command(isolation, launch, runtimeDir, tools), ring);
      entry.instance = instance;
      void instance.exited.then(() => door?.close());
      await instance.healthy({ socket: socketIn(disk), uid: account.uid }, startSeconds * 1000);
      entry.state = 'running';
      entry.settled = instance.exited.then((exit) => this.#ended(entry, exit));
    } catch (error) {
      await this.#failed(entry, keptDisk);
      throw error;
    }
  }

  // A start that fails leaves nothing, save a disk that was there before: it may hold unsaved work.
  async #failed(entry: Entry, keptDisk: boolean): Promise<void> {
    entry.instance?.kill();
    if (entry.instance !== null) await this.#gone(entry, entry.instance);
    await entry.bounds?.end();
    if (entry.stopping !== null) return; // Whoever stops it wipes it.
    entry.record.exit = entry.instance?.exit ?? { code: null, signal: null, reason: 'stopped' };
    if (keptDisk) {
      await this.disks.write(entry.record);
      entry.state = 'exited';
    } else {
      await this.disks.wipe(entry.record.sessionId);
      this.#forget(entry);
    }
  }

  async #ended(entry: Entry, exit: Exit): Promise<void> {
    if (entry.stopping !== null || this.#closing) return;
    await killAll(entry.record.instanceId, entry.record.account);
    const starved = exit.signal === 'SIGKILL' && (await entry.bounds?.ranOutOfMemory()) === true;
    entry.record.exit = starved ? { ...exit, reason: 'out_of_memory' } : exit;
    await entry.bounds?.end();
    await this.disks.write(entry.record);
    entry.state = 'exited';
    if (entry.stopping !== null) return;
    this.around.notices.exited({
      sessionId: entry.record.sessionId,
      instanceId: entry.record.instanceId,
      exit: entry.record.exit,
    });
  }

  async #remove(sessionId: string, entry: Entry, graceMs: number): Promise<void> {
    if (entry.instance === null) await entry.started?.catch(() => undefined);
    if (entry.instance !== null) {
      await entry.instance.stop(entry.state === 'running' ? graceMs : 0);
      await this.#gone(entry, entry.instance);
      await entry.started?.catch(() => undefined);
    }
    await entry.settled;
    await entry.bounds?.end();
    await this.disks.wipe(sessionId);
    this.#forget(entry);
  }

  async #gone(entry: Entry, instance: Instance): Promise<void> {
    await instance.exited;
    await killAll(entry.record.instanceId, entry.record.account);
  }

  #expect({ record }: Entry, instanceId: string | null): void {
    if (instanceId === null || record.instanceId === instanceId) return;
    const { sessionId } = record;
    throw new HostProblem('instance_mismatch', { sessionId, instanceId: record.instanceId, asked: instanceId });
  }

  #forget(entry: Entry): void {
    if (this.#entries.get(entry.record.sessionId) === entry) this.#entries.delete(entry.record.sessionId);
  }
}
