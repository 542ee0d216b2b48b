// One Durable Object per session: the only writer of its life. Here it gets what it stands on;
// `life.ts` has what it does.
import { DurableObject } from 'cloudflare:workers';
import type { RestoreProgress, SessionEvent } from '../../../../generated/schemas.ts';
import { readSeconds } from '../../../config.ts';
import type { Env } from '../../../env.ts';
import { makeFeed, makeHost, makeObjectStores } from '../../../host.ts';
import { systemClock } from '../../../platform/clock.ts';
import { randomId } from '../../../platform/crypto.ts';
import { Database } from '../../../platform/d1.ts';
import type { Exit } from '../../../platform/runtime-host.ts';
import { RecordTooNew } from '../../../platform/record-version.ts';
import type { Cause, Restored, Result, SaveRequest, SessionObject } from '../port.ts';
import type { Command, SessionView } from '../record.ts';
import { sessionForCoordinator, sessionTakeName } from '../store.ts';
import { Content } from './content.ts';
import { Journal } from './journal.ts';
import { SessionLife } from './life.ts';
import { projectOutgoing } from './projection.ts';
import { refuse } from './refusals.ts';
import { Renaming } from './renaming.ts';
import { Restoring } from './restoring.ts';

/** How often a running session is saved by itself. */
const defaultAutosaveSeconds = 600;
/** Cloudflare ends a request without an answer after 100 seconds. */
const defaultAnswerSeconds = 60;
/** How soon a record that a newer release wrote is tried again. */
const unreadableMs = 5 * 60_000;

export class SessionCoordinator extends DurableObject<Env> implements SessionObject {
  readonly #journal: Journal;
  readonly #life: SessionLife;
  readonly #names: Renaming;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { now } = systemClock;
    const journal = new Journal(ctx.storage, () => ({ now: now(), id: randomId('opn') }));
    const db = new Database(env.DB);
    const feed = makeFeed(env);
    const layers = { db, store: makeObjectStores(env).snapshots, host: makeHost(env), now, feed };
    const files = new Content(
      layers,
      journal,
      readSeconds('AUTOSAVE_SECONDS', env.AUTOSAVE_SECONDS, defaultAutosaveSeconds) * 1000,
    );
    const adopt = async () => {
      const { name: id } = ctx.id;
      const row = id ? await sessionForCoordinator(db, id) : null;
      if (row) journal.adopt(row.view, row.spec, row.baseLayerId);
    };
    this.#journal = journal;
    this.#names = new Renaming({
      journal,
      take: async (view, name) => (await db.first(sessionTakeName(view, name))) !== null,
    });
    this.#life = new SessionLife({
      ...{ journal, host: layers.host, files, now, newId: randomId, adopt },
      restores: new Restoring(layers, journal, files),
      deliver: () => projectOutgoing(db, feed, journal),
      setAlarm: (at) => ctx.storage.setAlarm(at),
      goOn: (work) => ctx.waitUntil(work),
      answerMs: readSeconds('ANSWER_SECONDS', env.ANSWER_SECONDS, defaultAnswerSeconds) * 1000,
    });
  }

  describe(): Promise<Result<SessionView>> {
    return readable(this.#life.describe());
  }

  command(command: Command, cause: Cause, discard: boolean): Promise<Result<SessionView>> {
    return readable(this.#life.command(command, cause, discard));
  }

  async rename(name: string, cause: Cause): Promise<Result<SessionView>> {
    const known = await this.describe();
    if (!known.ok) return known;
    const renamed = await this.#names.rename(name, cause);
    await this.#life.deliver();
    return renamed;
  }

  save(request: SaveRequest, cause: Cause): Promise<Result<null>> {
    return readable(this.#life.save(request, cause));
  }

  restore(snapshotId: string, cause: Cause): Promise<Result<Restored>> {
    return readable(this.#life.restore(snapshotId, cause));
  }

  restoreProgress(snapshotId: string): Promise<Result<RestoreProgress>> {
    return readable(this.#life.restoreProgress(snapshotId));
  }

  startsFrom(snapshotId: string): Promise<Result<boolean>> {
    return readable(this.#life.startsFrom(snapshotId));
  }

  reachable(): Promise<Result<SessionView>> {
    return readable(this.#life.reachable());
  }

  attach(): Promise<Result<SessionView>> {
    return readable(this.#life.attach());
  }

  events(before: number, limit: number): Promise<Result<SessionEvent[]>> {
    return readable(this.#life.events(before, limit));
  }

  exited(instanceId: string, exit: Exit): Promise<void> {
    return this.#life.exited(instanceId, exit);
  }

  rang(instanceId: string): Promise<void> {
    return this.#life.rang(instanceId);
  }

  check(): Promise<void> {
    return this.#life.check();
  }

  /** Removes what the object keeps of a deleted session. */
  purge(): Promise<void> {
    return this.#journal.erase();
  }

  override async alarm(): Promise<void> {
    try {
      await this.#life.alarm();
    } catch (error) {
      if (!(error instanceof RecordTooNew)) throw error;
      // An alarm that fails is given up after a while, and the release that can read the record
      // would never be woken.
      await this.ctx.storage.setAlarm(systemClock.now() + unreadableMs);
    }
  }
}

/** A record that this release cannot read is a refusal; the object keeps it as it is. */
async function readable<T>(asked: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof RecordTooNew)) throw error;
    return refuse('record_too_new', { what: 'session', version: error.version, known: error.known });
  }
}
