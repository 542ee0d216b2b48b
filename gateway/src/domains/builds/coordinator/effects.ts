// Carries out what `decide.ts` decides, and feeds back what came of it. All parts are handed in.
// The build's truth is its row in D1; what is kept here goes on where a crash cut it short.
import type { Clock } from '../../../platform/clock.ts';
import type { Compilable, Database } from '../../../platform/d1.ts';
import type { Log } from '../../../platform/log.ts';
import type { ObjectStores } from '../../../platform/object-store.ts';
import { RecordTooNew } from '../../../platform/record-version.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import { clip } from '../../../platform/text.ts';
import { type LayerManifest, layerStatements } from '../../layers/index.ts';
import { buildHeartbeat } from '../attempt-store.ts';
import { buildObjectKey } from '../documents.ts';
import { auditOf, moveStatements } from '../moves.ts';
import type { ExecutionSource } from '../port.ts';
import * as store from '../store.ts';
import { transition, type Input as MoveInput } from '../transitions.ts';
import { endingOf, hostServes } from './cut-off.ts';
import { type Decision, decide, type Effect, type Happened, hostLookMs } from './decide.ts';
import type { BuildLog } from './log.ts';
import type { AttemptState, BuildRecord, RecordStore, Stepped } from './record.ts';

/**
 * How long one alarm works before it hands over: an alarm may run for 15 minutes, a setup longer.
 */
const sliceMs = 60_000;
/**
 * A step may last longer than the sweep waits for a sign of life: a save of a large tree, for one.
 */
const heartbeatMs = 30_000;

export interface Parts {
  db: Database;
  host: Pick<RuntimeHost, 'stop' | 'inspect'>;
  objects: Pick<ObjectStores, 'builds'>;
  clock: Clock;
  newId: (prefix: 'opn' | 'lyr') => string;
  /** Does something now and then until it is ended. */
  every: (ms: number, work: () => void) => () => void;
  log: Log;
  record: RecordStore;
  buildLog: BuildLog;
  alarm: { set(at: number): Promise<void>; delete(): Promise<void> };
  /** One storage transaction. */
  atOnce: (work: () => void) => void;
  /** Tells those who follow the workspace that the build is no longer as it was. */
  changed: (row: store.BuildRow) => void;
  step: (build: store.BuildInput, attempt: AttemptState) => Promise<Stepped>;
}

type Outcome = Happened extends infer H ? (H extends Happened ? Omit<H, 'now'> : never) : never;

export class BuildLife {
  readonly #id: string;
  readonly #parts: Parts;
  /** Who asked for a look while an alarm worked: the alarm that it set may be gone by the end. */
  #askedMeanwhile: ExecutionSource | null = null;
  #build: store.BuildInput | null = null;
  #shownPhase: AttemptState['phase'] | null = null;

  constructor(id: string, parts: Parts) {
    this.#id = id;
    this.#parts = parts;
  }

  /** Has the build looked at now. `source` is told of the attempt that begins by it. */
  async nudge(source: ExecutionSource): Promise<void> {
    this.#parts.record.write({ source });
    this.#askedMeanwhile = source;
    await this.#parts.alarm.set(this.#parts.clock.now());
  }

  async alarm(): Promise<void> {
    const { clock, log, alarm } = this.#parts;
    this.#askedMeanwhile = null;
    try {
      await this.#work(clock.now() + sliceMs);
    } catch (error) {
      log.error('build could not be looked at', error, { build: this.#id });
      if (error instanceof RecordTooNew) return;
      // What failed is what the coordinator itself stands on; an attempt's own failures are
      // outcomes.
      await alarm.set(clock.now() + hostLookMs);
    }
    if (this.#askedMeanwhile) await this.nudge(this.#askedMeanwhile);
  }

  async #work(until: number): Promise<void> {
    const { clock, record, buildLog } = this.#parts;
    record.read(); // refuses one of a newer form before anything is done
    await this.#read();
    let happened: Outcome | null = { type: 'looked' };
    while (happened) {
      const known = { ...record.read(), build: this.#build, logged: buildLog.end > 0, until };
      const decision = decide(known, { ...happened, now: clock.now() });
      this.#keep(decision);
      happened = null;
      for (const effect of decision.effects) happened = await this.#carryOut(effect, record.read());
    }
  }

  async #read(): Promise<void> {
    this.#build = await store.buildForCoordinator(this.#parts.db, this.#id);
  }

  #keep({ keep, say = [], close = [] }: Decision): void {
    const { record, buildLog } = this.#parts;
    this.#parts.atOnce(() => {
      if (keep !== undefined) record.write({ attempt: keep });
      for (const line of say) buildLog.line(line);
      buildLog.close(close);
    });
  }

  async #carryOut(effect: Effect, { attempt }: BuildRecord): Promise<Outcome | null> {
    const { alarm } = this.#parts;
    switch (effect.type) {
      case 'wake':
        await alarm.set(effect.at);
        return null;
      case 'recall':
        await this.#recall();
        return null;
      case 'archive':
        await this.#archive();
        return null;
      case 'forget':
        await this.#forget();
        return null;
      case 'stop':
        return { type: 'stopped', ok: await this.#stop() };
      case 'ask_host':
        return this.#askHost();
      case 'move':
        return { type: 'moved', made: await this.#move(effect.input, attempt), move: effect.input.type };
      case 'beat':
        return { type: 'beaten', held: attempt !== null && (await this.#show(attempt)) };
      case 'step':
        return attempt && this.#build ? this.#step(this.#build, attempt) : { type: 'looked' };
    }
  }

  async #stop(): Promise<boolean> {
    try {
      await this.#parts.host.stop(this.#id, null, 0);
      return true;
    } catch (error) {
      this.#parts.log.error('builder did not end', error, { build: this.#id });
      return false;
    }
  }

  async #askHost(): Promise<Outcome> {
    const { host, newId } = this.#parts;
    const serves = await hostServes(host, this.#id);
    return { type: 'host', serves, leaseId: newId('opn'), layerId: newId('lyr') };
  }

  async #move(input: MoveInput, attempt: AttemptState | null): Promise<boolean> {
    // A step may have taken long. Whoever lost the lease meanwhile writes nothing, no layer either.
    if (input.type !== 'claim') await this.#read();
    const row = this.#build?.row;
    const move = row && transition(row, input);
    let made = false;
    if (row && move) {
      const cause = { ip: '', requestId: attempt?.leaseId ?? row.id, now: input.now };
      const statements = moveStatements(row, move, auditOf(row, cause));
      made =
        input.type === 'succeed'
          ? await this.#succeed(row, attempt, statements, input.now)
          : await this.#parts.db.guarded(...statements);
    }
    if (row && made) this.#parts.changed(row);
    await this.#read();
    return made;
  }

  /**
   * The layer comes into being in the batch of the build's success. One that no build names in the
   * end is swept.
   */
  async #succeed(
    row: store.BuildRow,
    attempt: AttemptState | null,
    statements: readonly Compilable<unknown>[],
    now: number,
  ): Promise<boolean> {
    if (!attempt?.saved) return false;
    const { layerId, saved } = attempt;
    const layer = layerStatements(layerRow(row, layerId, saved.manifest), saved.manifest, now);
    const changes = await this.#parts.db.changesOf(...layer, ...statements, store.documentsKept(row.id));
    return (changes[layer.length] ?? 0) > 0;
  }

  async #show(attempt: AttemptState): Promise<boolean> {
    const held = await this.#beat(attempt);
    const row = this.#build?.row;
    if (held && row && attempt.phase !== this.#shownPhase) this.#parts.changed(row);
    this.#shownPhase = attempt.phase;
    return held;
  }

  async #beat({ leaseId, phase }: AttemptState): Promise<boolean> {
    const { db, clock } = this.#parts;
    return (await db.run(buildHeartbeat(this.#id, leaseId, phase, clock.now()))) > 0;
  }

  /** While it lasts the row shows that the build lives. Each call within a step has its limit. */
  async #step(build: store.BuildInput, attempt: AttemptState): Promise<Outcome> {
    const { step, every, host } = this.#parts;
    // One that is missed is made good by the next.
    const quiet = every(heartbeatMs, () => void this.#beat(attempt).catch(() => undefined));
    try {
      const stepped = await step(build, attempt);
      return 'attempt' in stepped
        ? { type: 'stepped', attempt: stepped.attempt }
        : { type: 'stored', artifact: stepped.artifact };
    } catch (error) {
      // Asked before the builder is ended: what the host still knows of it is wiped by that.
      const ending = await endingOf(host, this.#id, attempt, error);
      return { type: 'ended', ending, why: clip(reasonOf(error), 700) };
    } finally {
      quiet();
    }
  }

  async #recall(): Promise<void> {
    const row = this.#build?.row;
    const { objects, buildLog } = this.#parts;
    const text = row && (await objects.builds.getText(logKey(row)));
    if (text) this.#parts.atOnce(() => buildLog.restore(text));
  }

  async #archive(): Promise<void> {
    const row = this.#build?.row;
    if (!row) return;
    const { objects, buildLog } = this.#parts;
    const text = new TextDecoder().decode(buildLog.bytesFrom(0, Number.MAX_SAFE_INTEGER));
    await objects.builds.putText(logKey(row), text);
    buildLog.clear();
  }

  async #forget(): Promise<void> {
    const { record, buildLog, alarm } = this.#parts;
    this.#parts.atOnce(() => {
      buildLog.clear();
      record.clear();
    });
    await alarm.delete();
  }
}

const logKey = (row: store.BuildRow): string => buildObjectKey(row.workspace_id, row.id, 'log.txt');

const layerRow = (row: store.BuildRow, id: string, manifest: LayerManifest) => ({
  id,
  workspaceId: row.workspace_id,
  tarDigest: manifest.tarDigest,
  bytes: manifest.totalBytes,
  rawBytes: manifest.totalRawBytes,
});
