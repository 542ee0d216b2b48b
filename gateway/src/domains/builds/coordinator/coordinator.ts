// One Durable Object per build, which runs it by alarm: the wiring of `effects.ts` to this
// deployment.
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../../../env.ts';
import { readSeconds } from '../../../config.ts';
import { makeFeed, makeHost, makeObjectStores } from '../../../host.ts';
import { systemClock } from '../../../platform/clock.ts';
import { randomId } from '../../../platform/crypto.ts';
import { Database } from '../../../platform/d1.ts';
import { log } from '../../../platform/log.ts';
import { RecordTooNew } from '../../../platform/record-version.ts';
import { movedWith } from '../moves.ts';
import type { BuildObject, ExecutionSource, LogRead } from '../port.ts';
import { Attempt, type AttemptDeps } from './attempt.ts';
import { BuildLife, type Parts } from './effects.ts';
import { BuildLog } from './log.ts';
import { RecordStore } from './record.ts';

const defaultSetupSeconds = 900;

export class BuildCoordinator extends DurableObject<Env> implements BuildObject {
  readonly #parts: Parts;
  readonly #life: BuildLife;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#parts = partsOf(ctx, env);
    this.#life = new BuildLife(ctx.id.name ?? '', this.#parts);
  }

  /** Has the build looked at now. `source` is told of the attempt that begins by it. */
  async nudge(source: ExecutionSource): Promise<void> {
    await this.#life.nudge(source);
  }

  async log(offset: number, waitSeconds: number): Promise<LogRead> {
    const { record, buildLog } = this.#parts;
    try {
      record.read(); // a later release may keep its log in another form
    } catch (error) {
      if (error instanceof RecordTooNew) return { tooNew: { version: error.version, known: error.known } };
      throw error;
    }
    return { part: buildLog.end === 0 && waitSeconds === 0 ? null : await buildLog.read(offset, waitSeconds) };
  }

  override async alarm(): Promise<void> {
    await this.#life.alarm();
  }
}

function partsOf({ storage }: DurableObjectState, env: Env): Parts {
  const objects = makeObjectStores(env);
  const feed = makeFeed(env);
  const buildLog = new BuildLog(storage.sql);
  const deps: AttemptDeps = {
    db: new Database(env.DB),
    store: objects.snapshots,
    objects,
    host: makeHost(env),
    now: () => systemClock.now(),
    log: buildLog,
    setupSeconds: readSeconds('BUILD_SETUP_SECONDS', env.BUILD_SETUP_SECONDS, defaultSetupSeconds),
  };
  return {
    ...{ db: deps.db, host: deps.host, objects, clock: systemClock, newId: randomId, log, buildLog },
    every: (ms, work) => {
      const timer = setInterval(work, ms);
      return () => clearInterval(timer);
    },
    record: new RecordStore(storage.kv),
    alarm: { set: (at) => storage.setAlarm(at), delete: () => storage.deleteAlarm() },
    atOnce: (work) => storage.transactionSync(work),
    changed: (row) => feed.changed(row.workspace_id, ...movedWith(row)),
    step: (build, attempt) => new Attempt(deps, build).step(attempt),
  };
}
