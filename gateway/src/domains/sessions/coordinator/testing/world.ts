// A session's surroundings for unit tests: a host with one disk, saves of what is on it, D1, a
// clock. Each call may be made to fail, to be held back, or to be what the coordinator dies in.
import { HostError, type HostFault, type Instance, type RuntimeHost } from '../../../../platform/runtime-host.ts';
import { emptyStorage, type TestStorage } from '../../../../platform/testing/sqlite-storage.ts';
import type { RuntimeCalls } from '../../../../../generated/runtime.ts';
import type { App, Manifest, RestoreProgress } from '../../../../../generated/schemas.ts';
import type { Cause, Restored, Result, SaveRequest } from '../../port.ts';
import { newView, type RestoreNote, type SessionView } from '../../record.ts';
import { Journal, type Outgoing } from '../journal.ts';
import { SessionLife } from '../life.ts';
import type { LifeParts } from '../parts.ts';
import { outcomeOf } from '../transitions/content.ts';

/**
 * What becomes of a call: its `fault` without having been done, or its answer `lost` after it;
 * `held` until the test lets it go.
 */
export type Fate = 'done' | { fault: HostFault } | { lost: HostFault } | 'held' | 'dies_before' | 'dies_after';

export type Call =
  | 'inspect'
  | 'start'
  | 'stop'
  | 'kill'
  | 'hook'
  | 'bootstrap'
  | 'presence'
  | 'files'
  | 'save'
  | 'restore'
  | 'settle'
  | 'deliver';

/** What a test's host has of the session. `content` counts what was written. */
interface Machine {
  instanceId: string;
  state: 'running' | 'exited';
  content: number;
}

const spec: Manifest = {
  ...{ name: 'site', image: 'node', features: [], persistedPaths: ['/workspace'], env: {} },
  ...{ ports: [{ number: 3000 }], start: 'npm start' },
} as unknown as Manifest; // what a session does not ask of its spec is left out

export const cause: Cause = { actorId: 'usr-ada', authSessionId: null, ip: '', requestId: 'req-1' };

export class World {
  readonly disk: TestStorage = emptyStorage();
  machine: Machine | null = null;
  readonly saves = new Map<string, number>();
  /** What reached D1, in order. */
  readonly delivered: Outgoing[] = [];
  readonly restores = new Set<string>();
  now = Date.parse('2026-11-28T10:00:00Z');
  life: SessionLife;
  /** Counts what is written to the session's files. */
  written = 0;
  /** Every call that was made, in order. */
  readonly calls: Call[] = [];
  readonly journal: () => Journal;
  /** The fate of the calls to come, by call; each is used once. */
  readonly fates = new Map<Call, Fate[]>();
  #held: (() => void)[] = [];
  #ids = 0;
  #journal!: Journal;
  #dead = false;
  readonly moves: [SessionView['state'], SessionView['state']][] = [];

  constructor() {
    this.journal = () => this.#journal;
    this.life = this.#newLife();
  }

  /** The coordinator dies wherever it is, and another one comes up on the same storage. */
  revive(): void {
    this.#dead = false;
    this.#held = [];
    this.life = this.#newLife();
  }

  /** Whether the coordinator has died in one of its calls. */
  get dead(): boolean {
    return this.#dead;
  }

  get record() {
    const record = this.#journal.read();
    if (!record) throw new Error('There is no record.');
    return record;
  }

  next(call: Call, ...fates: Fate[]): void {
    this.fates.set(call, [...(this.fates.get(call) ?? []), ...fates]);
  }

  /** Lets the calls go that are held back. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  /** Somebody works in the session. */
  write(): void {
    if (this.machine?.state === 'running') this.machine.content = this.written += 1;
  }

  /** A machine comes up that nobody asked for any more, on the disk that is there. */
  leak(): void {
    if (this.machine?.state === 'running') return;
    this.machine = { instanceId: this.#id('opn'), state: 'running', content: this.machine?.content ?? 0 };
  }

  /** Until nothing happens by itself any more. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  #id(kind: string): string {
    return `${kind}-${(this.#ids += 1).toString(16).padStart(16, '0')}`;
  }

  #newLife(): SessionLife {
    const now = () => this.now;
    const journal = new Journal(this.disk.storage, () => ({ now: this.now, id: this.#id('opn') }));
    this.#journal = journal;
    this.#watchMoves(journal);
    const parts: LifeParts = {
      ...{ journal, now, host: this.#host(), answerMs: 60_000 },
      newId: (kind) => this.#id(kind),
      adopt: async () => journal.adopt(this.#newView(), spec, null),
      deliver: () => this.#deliver(journal),
      setAlarm: (at) => this.disk.storage.setAlarm(at),
      goOn: (work) => void work.catch(() => undefined),
      files: {
        begin: () => this.#call('files', () => this.#begin(journal)),
        save: (request, by) => this.#call('save', () => this.#save(journal, request, by)),
        autosave: async () => void (this.upkeep.autosaves += 1),
        autosaveDue: () => this.upkeep.dueAt,
        endCutOff: async () => void (this.upkeep.cutOffsEnded += 1),
      },
      restores: {
        isUnsettled: false,
        begin: async (snapshotId, by) => this.#restore(journal, snapshotId, by),
        progress: async () => nothing,
        settle: () => this.#call('settle', () => undefined),
      },
    };
    return new SessionLife(parts);
  }

  #watchMoves(journal: Journal): void {
    const send = journal.send.bind(journal);
    journal.send = (input) => {
      const before = journal.read()?.view.state;
      const next = send(input);
      const after = next.record.view.state;
      if (before && before !== after) this.moves.push([before, after]);
      return next;
    };
  }

  #newView(): SessionView {
    const facts = { name: 'site', templateId: 'tpl-a', templateName: 'site', templateVersionId: 'ver-a' };
    const ids = { id: 'ses-a', workspaceId: 'wsp-a', releaseId: 'rel-a', createdBy: 'usr-ada' };
    return newView({ ...ids, ...facts, host: 'process', now: this.now }, spec);
  }

  async #call<T>(call: Call, work: () => T): Promise<T> {
    this.calls.push(call);
    const fate = this.fates.get(call)?.shift() ?? 'done';
    await undefined;
    if (this.#dead || fate === 'dies_before') return this.#die();
    if (typeof fate === 'object' && 'fault' in fate) throw new HostError(`${call} did not work.`, fate.fault);
    if (fate === 'dies_after') {
      attempt(work);
      return this.#die();
    }
    const value = work();
    if (fate === 'held') await new Promise<void>((go) => this.#held.push(go));
    if (typeof fate === 'object' && 'lost' in fate) throw new HostError(`The answer of ${call} was lost.`, fate.lost);
    return value;
  }

  #die(): Promise<never> {
    this.#dead = true;
    return new Promise<never>(() => undefined);
  }

  #host(): RuntimeHost {
    const instance = (): Instance => {
      const { machine } = this;
      const exit = machine?.state === 'exited' ? { code: null, signal: 'SIGKILL', reason: 'killed' } : null;
      return {
        ...{ state: machine?.state ?? 'absent', instanceId: machine?.instanceId ?? null },
        ...{ exit, disk: machine !== null, isolation: 'bubblewrap' },
      };
    };
    return {
      inspect: () => this.#call('inspect', instance),
      start: (_, instanceId) => this.#call('start', () => this.#start(instanceId, instance)),
      stop: (_, instanceId) => this.#call('stop', () => this.#stop(instanceId)),
      kill: (_, instanceId) => this.#call('kill', () => this.#kill(instanceId)),
      fetch: (_, path) => this.#fetch(path),
      present: async () => ({ alive: new Set(), kept: new Set() }),
      endGrants: async () => undefined,
      health: async () => ({ available: true, reason: null, isolation: 'bubblewrap', limits: [] }),
    };
  }

  #start(instanceId: string, instance: () => Instance): Instance {
    const { machine } = this;
    const same = machine?.instanceId === instanceId;
    if (machine && same && machine.state === 'exited') throw new HostError('It has ended already.', 'host');
    if (machine && !same && machine.state === 'running') throw new HostError('Another one runs.', 'host');
    this.machine = { instanceId, state: 'running', content: machine?.content ?? 0 };
    return instance();
  }

  #stop(instanceId: string | null): void {
    if (instanceId !== null && this.machine && this.machine.instanceId !== instanceId)
      throw new HostError('It is another instance.', 'host');
    this.machine = null;
  }

  readonly upkeep = { autosaves: 0, cutOffsEnded: 0, dueAt: null as number | null };
  /** Whether the host keeps the disk of a machine that it ends. */
  keepsDisks = true;

  #kill(instanceId: string | null): boolean {
    if (!this.keepsDisks) return false;
    if (instanceId !== null && this.machine && this.machine.instanceId !== instanceId)
      throw new HostError('It is another instance.', 'host');
    if (this.machine) this.machine.state = 'exited';
    return true;
  }

  #fetch(path: string): Promise<Response> {
    const call = path.startsWith('/lifecycle') ? 'hook' : path.startsWith('/bootstrap') ? 'bootstrap' : 'presence';
    return this.#call(call, () => {
      if (this.machine?.state !== 'running') throw new HostError('It is not there.', 'absent');
      return Response.json(call === 'presence' ? this.#presence() : replies[call]);
    });
  }

  /** What the runtime tells of itself, over what an app is that starts. */
  presence: Partial<RuntimeCalls['getPresence']['reply']> = {};

  #presence(): RuntimeCalls['getPresence']['reply'] {
    return { instanceId: this.machine?.instanceId ?? '', version: 1, app, ports: [], ...this.presence };
  }

  #begin(journal: Journal) {
    if (this.machine?.state !== 'running') throw new HostError('It is not there.', 'absent');
    const from = journal.read()?.internal.startFrom ?? null;
    const content = from === null ? 0 : this.saves.get(from);
    if (content === undefined) throw new Error('The save is not there.');
    this.machine.content = content;
    return { restored: from !== null, snapshotId: from };
  }

  #save(journal: Journal, { snapshotId }: SaveRequest, { actorId }: Cause): void {
    if (this.machine?.state !== 'running') throw new HostError('It is not there.', 'absent');
    this.saves.set(snapshotId, this.machine.content);
    journal.send({ type: 'saved', snapshotId, words: null, actorId });
  }

  async #restore(journal: Journal, snapshotId: string, by: Cause): Promise<Result<Restored>> {
    const refused: Result<Restored> = { ok: false, code: 'restore_failed', context: { reason: 'It is not there.' } };
    const content = this.saves.get(snapshotId);
    const isRunning = journal.read()?.view.state === 'running';
    if (content === undefined) return refused;
    const note: RestoreNote = {
      ...{ id: this.#id('rst'), snapshotId, state: 'restoring', reason: null, outcome: null },
      ...{ runtimeRestore: null, cause: by },
    };
    journal.send({ type: 'restore_noted', note });
    const put = await this.#call('restore', () => {
      if (!isRunning || this.machine?.state !== 'running') return !isRunning;
      this.machine.content = content;
      return true;
    });
    if (!put || !journal.read()) return refused;
    const runtimeRestore = isRunning ? { ...restored } : null;
    const { view } = journal.send({ type: 'restore_done', note, kind: 'layer', runtimeRestore }).record;
    return { ok: true, value: { view, outcome: outcomeOf('layer', isRunning), runtimeRestore } };
  }

  async #deliver(journal: Journal): Promise<void> {
    for (const row of journal.outgoing()) {
      await this.#call('deliver', () => void this.delivered.push(row));
      journal.acknowledge(row.version);
    }
  }
}

const at = '2026-11-28T10:00:00.000Z';
const app: App = {
  ...{ state: 'starting', at, port: null, command: 'npm start', pid: 12, startedAt: at, exitCode: null, signal: null },
  ...{ crashes: 0, nextStartAt: null, portHolder: null, logEnd: 0 },
};
const bootstrapped: RuntimeCalls['bootstrapRuntime']['reply'] = {
  bootstrapId: 'b',
  applied: true,
  bootstrappedAt: at,
  app,
};
const hooked: RuntimeCalls['recordLifecycle']['reply'] = { phase: 'sleep', at, reason: '', app };
const replies = { bootstrap: bootstrapped, hook: hooked };
const nothing: RestoreProgress = { state: 'none', reason: null, outcome: null, runtimeRestore: null };
const restored = { appliedPath: '/workspace', aliasPath: null, bytes: 1, contentType: 'x', verifiedFiles: 1 };

/** The coordinator that would hear of it dies. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // Nobody is left whom it concerns.
  }
}
