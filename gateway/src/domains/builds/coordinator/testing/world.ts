// A build with everything around it on fakes: D1 on SQLite, a host, object storage, a clock that
// only tests turn. Each life of the coordinator may die between any two effects; what it stored
// stays.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { sweepBuilds } from '../../reconcile.ts';
import type { Database } from '../../../../platform/d1.ts';
import { HostError } from '../../../../platform/runtime-host.ts';
import { emptyDatabase } from '../../../../platform/testing/sqlite-d1.ts';
import { emptyStorage } from '../../../../platform/testing/sqlite-storage.ts';
import type { ExecutionSource } from '../../port.ts';
import type { BuildInput } from '../../store.ts';
import { transition } from '../../transitions.ts';
import { makeMove } from '../../moves.ts';
import { BuildLife, type Parts } from '../effects.ts';
import { AttemptFailed, Hopeless } from '../failures.ts';
import { BuildLog } from '../log.ts';
import { type AttemptState, RecordStore, type Stepped } from '../record.ts';
import { artifact } from './artifact.ts';

export const id = 'bld-1';
const digest = `sha256:${'0'.repeat(64)}`;
const manifest = {
  ...{ format: 'burstflare.snapshot.v3' as const, paths: ['/workspace'], chunks: [], files: [], fileCount: 1 },
  ...{ tarDigest: digest, totalRawBytes: 10, totalBytes: 5 },
};

/** The life of this coordinator ended here; what it does afterwards never happens. */
export class Crash extends Error {}

/** What the next step comes to. */
export type StepPlan =
  | 'ok'
  | 'fails'
  | 'hopeless'
  | 'host dies'
  /** It takes ten minutes and shows that it lives. */
  | 'long'
  /** It takes ten minutes without a sign of life, and comes back then. */
  | 'late';

const noFeed = { changed: () => undefined, follow: () => Promise.reject(new Error('Nobody follows.')) };
let shared: ReturnType<typeof emptyDatabase> | undefined;
const kept = new Map<string, StatementSync>();

export type DatabaseFault = 'refused' | 'answer lost';

export class World {
  readonly db: Database;
  readonly sqlite: DatabaseSync;
  /** What the coordinator stores itself. */
  readonly disk = emptyStorage();
  /** When its next alarm is due; null for never. */
  alarmAt: number | null = null;
  readonly archived = new Map<string, string>();
  /** What the steps did, in order. */
  readonly steps: string[] = [];
  /** How often followers were told of a change. */
  hints = 0;
  /** What was logged as an error. */
  readonly errors: string[] = [];
  now = 1_000_000_000;
  hostUp = true;
  /** The lease that a machine runs under. */
  machine: string | null = null;
  /** What the next steps come to; `ok` when there are none. */
  plans: StepPlan[] = [];
  /** What befalls the next statements; null for nothing. */
  databaseFaults: (DatabaseFault | null)[] = [];
  /** Ends the life at its so-manieth point between effects. */
  crashAt = Number.POSITIVE_INFINITY;
  points = 0;
  /** The longest that anybody has read of the log; each reader goes on where it ended. */
  read = '';
  #life: BuildLife | null = null;
  #ids = 0;

  constructor(row: Record<string, string | number | null> = {}, spec: object = {}) {
    // One for all of them, emptied: to make the schema takes longer than most histories.
    ({ db: this.db, sqlite: this.sqlite } = shared ??= emptyDatabase());
    this.sqlite.exec(`pragma foreign_keys = off; -- a build and its version alone
      delete from builds; delete from template_versions; delete from layers; delete from audit_entries;
      delete from objects_to_delete`);
    this.#insert('template_versions', {
      ...{ id: 'ver-1', workspace_id: 'wsp-1', template_id: 'tpl-1', number: 1, state: 'building', source: 'manifest' },
      ...{ manifest: JSON.stringify({ setup: 'true', persistedPaths: [], env: {}, ...spec }), notes: '' },
      ...{ created_by: 'usr-1', created_at: 0, build_id: id },
    });
    this.#insert('builds', {
      ...{ id, workspace_id: 'wsp-1', template_id: 'tpl-1', template_version_id: 'ver-1', status: 'queued' },
      ...{ dispatch_mode: 'direct', input_key: 'key', created_at: 0, due_at: 0, ...row },
    });
  }

  #insert(table: string, row: Record<string, string | number | null>): void {
    const names = Object.keys(row);
    const places = names.map(() => '?').join();
    this.sqlite.prepare(`insert into ${table} (${names.join()}) values (${places})`).run(...Object.values(row));
  }

  get row(): Record<string, unknown> {
    return this.#get('select * from builds');
  }

  get version(): Record<string, unknown> {
    return this.#get('select state, state_reason from template_versions');
  }

  #get(query: string): Record<string, unknown> {
    const statement = kept.get(query) ?? this.sqlite.prepare(query);
    kept.set(query, statement);
    return { ...statement.get() };
  }

  get events(): unknown[] {
    const rows = this.sqlite.prepare('select event from audit_entries order by seq').all();
    return rows.map(({ event }) => event);
  }

  get log(): string {
    const here = new BuildLog(this.disk.storage.sql).bytesFrom(0, Number.MAX_SAFE_INTEGER);
    return here.length > 0 ? new TextDecoder().decode(here) : (this.archived.get('wsp-1/builds/bld-1/log.txt') ?? '');
  }

  /** A coordinator on what an earlier one stored. */
  get life(): BuildLife {
    return (this.#life ??= new BuildLife(id, this.#parts()));
  }

  /** The isolate dies: what is stored stays. */
  crash(): void {
    this.#life = null;
  }

  #parts(): Parts {
    let dead = false;
    const point = () => {
      if (dead) throw new Crash('over');
      this.points += 1;
      if (this.points < this.crashAt) return;
      dead = true;
      throw new Crash('here');
    };
    const effect = async <T>(work: () => T | Promise<T>): Promise<T> => {
      point();
      const result = await work();
      point();
      return result;
    };
    const database = <T>(work: () => Promise<T>): Promise<T> =>
      effect(async () => {
        const fault = this.databaseFaults.shift();
        if (fault === 'refused') throw new Error('D1_ERROR: Network connection lost.');
        const result = await work();
        if (fault === 'answer lost') throw new Error('D1_ERROR: Network connection lost.');
        return result;
      });
    const { db } = this;
    const { storage } = this.disk;
    const watched = {
      first: (q: never) => database(() => db.first(q)),
      run: (q: never) => database(() => db.run(q)),
      guarded: (...q: [never]) => database(() => db.guarded(...q)),
      changesOf: (...q: never[]) => database(() => db.changesOf(...q)),
    };
    const buildLog = new BuildLog(storage.sql);
    let beats: (() => void)[] = [];
    return {
      db: watched as unknown as Database, // all that a coordinator asks of it
      host: {
        stop: () => effect(() => this.#host(() => void (this.machine = null))),
        inspect: () => effect(() => this.#host(() => this.#instance())),
      },
      objects: {
        builds: {
          putText: (key: string, text: string) => effect(() => void this.archived.set(key, text)),
          getText: (key: string) => effect(() => this.archived.get(key) ?? null),
        },
      } as unknown as Parts['objects'], // the log's way there is all
      clock: { now: () => this.now },
      newId: (prefix) => `${prefix}-${++this.#ids}`,
      every: (_, work) => {
        beats.push(work);
        return () => (beats = []);
      },
      log: { info: () => undefined, error: (message, error) => void this.errors.push(`${message}: ${String(error)}`) },
      record: new RecordStore(storage.kv),
      buildLog,
      alarm: {
        set: (at) => effect(() => void (this.alarmAt = at)),
        delete: () => effect(() => void (this.alarmAt = null)),
      },
      atOnce: (work) => (point(), storage.transactionSync(work)),
      changed: () => void (this.hints += 1),
      step: (build, attempt) => effect(() => this.#step(build, attempt, buildLog, () => beats)),
    };
  }

  #host<T>(work: () => T): T {
    if (!this.hostUp) throw new HostError('The process host cannot be reached.', 'host');
    return work();
  }

  #instance() {
    const state = this.machine ? ('running' as const) : ('absent' as const);
    return { state, instanceId: this.machine, exit: null, disk: false, isolation: null };
  }

  async #step(_: BuildInput, attempt: AttemptState, log: BuildLog, beats: () => (() => void)[]): Promise<Stepped> {
    const plan = this.plans.shift() ?? 'ok';
    this.steps.push(`${attempt.phase}: ${plan}`);
    log.append(`${attempt.phase} of ${attempt.leaseId}\n`);
    if (plan === 'long' || plan === 'late')
      for (let minute = 0; minute < 10; minute++) {
        this.now += 60_000;
        if (plan === 'long') for (const beat of beats()) beat();
        await new Promise((resolve) => setImmediate(resolve));
        await this.sweep();
      }
    if (plan === 'fails') throw new AttemptFailed('setup failed: exit code 1.');
    if (plan === 'hopeless') throw new Hopeless('The bundle is missing.');
    if (plan === 'host dies') this.hostUp = false;
    return this.#host(() => this.#next(attempt));
  }

  #next(attempt: AttemptState): Stepped {
    switch (attempt.phase) {
      case 'machine':
        this.machine = attempt.leaseId;
        return { attempt: { ...attempt, phase: 'unpack' } };
      case 'unpack':
        return { attempt: { ...attempt, phase: 'setup' } };
      case 'setup':
        return { attempt: { ...attempt, phase: 'save' } };
      case 'save': {
        const key = `wsp-1/layers/${attempt.layerId}.json`;
        this.sqlite
          .prepare("insert or replace into objects_to_delete (bucket, key, due_at) values ('snapshots', ?, ?)")
          .run(key, this.now + 3_600_000);
        return { attempt: { ...attempt, phase: 'store', saved: { manifest } } };
      }
      case 'store':
        return { artifact };
    }
  }

  /** As a reader that follows the log does. */
  readOn(): void {
    const text = this.log;
    if (text.length > this.read.length) this.read = text;
  }

  async nudge(source: ExecutionSource = 'direct'): Promise<void> {
    await this.#surviving(() => this.life.nudge(source));
  }

  /** The alarm that is set goes off. */
  async alarm(): Promise<void> {
    this.alarmAt = null;
    await this.#surviving(() => this.life.alarm());
  }

  /** Durable Objects: an alarm whose handler did not come to its end goes off again. */
  async #surviving(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.crash();
      this.crashAt = Number.POSITIVE_INFINITY;
      this.alarmAt ??= this.now + 2_000;
    }
  }

  async sweep(): Promise<void> {
    const nudge = (_: string, source: ExecutionSource = 'reconcile') =>
      this.life.nudge(source).catch(() => this.crash());
    const builds = { nudge, redispatch: (build: string) => nudge(build), dispatch: nudge, log: async () => null };
    const log = { info: () => undefined, error: () => undefined };
    await sweepBuilds({ db: this.db, builds, feed: noFeed, log }, this.now);
  }

  /** As a person does it by hand. Returns whether the build was queued again. */
  async retry(): Promise<boolean> {
    const row = this.row as never; // the columns are the row's own
    const move = transition(row, { type: 'retry', now: this.now });
    const cause = { ip: '', requestId: 'req-1', now: this.now };
    const made = move !== null && (await makeMove(this.db, row, move, cause));
    if (made) await this.nudge();
    return made;
  }

  /**
   * Time goes on, with its alarms and a sweep each minute, until the build has ended and nothing is
   * left to do.
   */
  async settle(): Promise<void> {
    for (let round = 0; round < 500; round++) {
      const { alarmAt } = this;
      const ended = this.row.status === 'succeeded' || this.row.status === 'dead_lettered';
      if (alarmAt === null && (ended || this.row.status === undefined)) return;
      if (alarmAt !== null && alarmAt <= this.now + 60_000) {
        this.now = Math.max(this.now, alarmAt);
        await this.alarm();
      } else {
        this.now += 60_000;
        await this.sweep();
      }
    }
    throw new Error(`The build is stuck: ${JSON.stringify(this.row)}\n${this.log}`);
  }
}
