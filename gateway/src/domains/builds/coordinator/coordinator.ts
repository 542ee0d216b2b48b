// One Durable Object per build, which runs it by alarm. The build's truth is its row in D1: a lease there decides who may go on.
import { DurableObject } from 'cloudflare:workers';
import type { BuildLog as BuildLogPart } from '../../../../generated/schemas.ts';
import type { Env } from '../../../env.ts';
import { readSeconds } from '../../../config.ts';
import { makeHost, makeObjectStores } from '../../../host.ts';
import { randomId } from '../../../platform/crypto.ts';
import { Database } from '../../../platform/d1.ts';
import { log as serverLog } from '../../../platform/log.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { clip } from '../../../platform/text.ts';
import { auditChange } from '../../audit/index.ts';
import { closingLines } from '../artifact.ts';
import { buildObjectKey } from '../documents.ts';
import * as attempts from '../attempt-store.ts';
import type { BuildObject, ExecutionSource } from '../port.ts';
import * as store from '../store.ts';
import { Attempt, type AttemptDeps, type AttemptState, newAttempt } from './attempt.ts';
import { endingOf, hostServes } from './cut-off.ts';
import { BuildLog } from './log.ts';

const defaultSetupSeconds = 900;
/** How long one alarm works before it hands over to the next: an alarm may run for 15 minutes, a setup longer. */
const sliceMs = 60_000;
/** Should the isolate die in a slice, the next alarm comes after this. */
const watchdogMs = 30_000;
/** A step may last longer than the sweep waits for a sign of life: a save of a large tree, for one. */
const heartbeatMs = 30_000;
/** How soon a host that cannot be reached is looked for again. */
const hostLookMs = 3_000;

export class BuildCoordinator extends DurableObject<Env> implements BuildObject {
  readonly #log: BuildLog;
  readonly #deps: AttemptDeps;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#log = new BuildLog(ctx.storage);
    const objects = makeObjectStores(env);
    this.#deps = {
      db: new Database(env.DB),
      store: objects.snapshots,
      objects,
      host: makeHost(env),
      now: () => Date.now(),
      log: this.#log,
      setupSeconds: readSeconds('BUILD_SETUP_SECONDS', env.BUILD_SETUP_SECONDS, defaultSetupSeconds),
    };
  }

  /** Has the build looked at now. `source` is told of the attempt that begins by it. */
  async nudge(source: ExecutionSource): Promise<void> {
    this.ctx.storage.kv.put('source', source);
    await this.ctx.storage.setAlarm(Date.now());
  }

  async log(offset: number, waitSeconds: number): Promise<BuildLogPart | null> {
    return this.#log.end === 0 && waitSeconds === 0 ? null : this.#log.read(offset, waitSeconds);
  }

  override async alarm(): Promise<void> {
    const id = this.ctx.id.name;
    if (!id) return this.#forget();
    const state = this.ctx.storage.kv.get<AttemptState>('attempt') ?? null;
    const input = await store.buildForCoordinator(this.#deps.db, id);
    if (!input) {
      if (state) await this.#deps.host.stop(id, null, 0);
      return this.#forget();
    }
    const mine = state && input.row.status === 'building' && input.row.lease_id === state.leaseId;
    if (!mine && (await this.#cleanUp(id, state, input.row))) return;
    const current = mine ? state : await this.#claim(input);
    if (!current) return;
    await this.ctx.storage.setAlarm(Date.now() + watchdogMs);
    const fresh = mine ? input : await store.buildForCoordinator(this.#deps.db, id);
    if (fresh) await this.#work(new Attempt(this.#deps, fresh), fresh, current);
  }

  get #source(): ExecutionSource {
    return this.ctx.storage.kv.get<ExecutionSource>('source') ?? 'direct';
  }

  /**
   * Ends what a crash, or the sweep that took the lease, left of an attempt: its builder, and its log, which tells how the attempt ended.
   * Answers whether the build has ended.
   */
  async #cleanUp(id: string, state: AttemptState | null, row: store.BuildRow): Promise<boolean> {
    if (state) await this.#deps.host.stop(id, null, 0);
    this.ctx.storage.kv.delete('attempt');
    const ended = store.hasEnded(row.status);
    if (this.#log.end > 0 && (ended || (state && row.status === 'retrying'))) this.#tellEnd(row);
    if (!ended) return false;
    if (this.#log.end > 0) await this.#archive(row);
    else await this.#forget();
    return true;
  }

  /** Tells how an attempt ended, as far as the log does not. */
  #tellEnd(row: store.BuildRow): void {
    const said = this.#log.tail();
    const ofAttempt = said.slice(Math.max(0, said.lastIndexOf('[burstflare] attempt ')));
    for (const line of closingLines(row)) if (!ofAttempt.includes(`[burstflare] ${line}\n`)) this.#log.line(line);
  }

  async #claim(input: store.BuildInput): Promise<AttemptState | null> {
    const { row } = input;
    const isDue = (row.status === 'queued' || row.status === 'retrying') && row.due_at <= Date.now();
    if (isDue && !(await hostServes(this.#deps.host, row.id))) {
      // An attempt on no machine would be one more that is cut off.
      await this.ctx.storage.setAlarm(Date.now() + hostLookMs);
      return null;
    }
    const now = Date.now();
    const state = newAttempt(randomId('opn'));
    const claimed = await this.#deps.db.run(attempts.buildClaim(row.id, state.leaseId, this.#source, now));
    if (claimed === 0) {
      if ((row.status === 'queued' || row.status === 'retrying') && row.due_at > now)
        await this.ctx.storage.setAlarm(row.due_at);
      return null;
    }
    this.ctx.storage.kv.put('attempt', state);
    const what = input.bundleDigest
      ? `bundle ${input.bundleDigest}`
      : input.manifest.git
        ? `git ${input.manifest.git.repository}`
        : 'the manifest alone';
    const by = row.workflow_instance_id ? `workflow ${row.workflow_instance_id}` : this.#source;
    this.#log.line(`attempt ${row.attempts + 1} of ${attempts.maxAttempts}, begun by ${by}, from ${what}`);
    return state;
  }

  async #work(attempt: Attempt, input: store.BuildInput, first: AttemptState): Promise<void> {
    const { id } = input.row;
    const until = Date.now() + sliceMs;
    let state: AttemptState | null = first;
    try {
      while (state) {
        const held = await this.#deps.db.run(attempts.buildHeartbeat(id, state.leaseId, state.phase, Date.now()));
        // Somebody recovered the build meanwhile: this attempt is nobody's any more, and is cleaned up.
        if (held === 0 || Date.now() > until) return await this.nudge(this.#source);
        state = await this.#alive(id, state, attempt.step(state));
        if (state) this.ctx.storage.kv.put('attempt', state);
        await this.ctx.storage.setAlarm(Date.now() + watchdogMs);
      }
      await this.#finish(attempt, input);
    } catch (error) {
      await this.#fail(attempt, input, state ?? first, error);
    }
  }

  /** Shows while a step lasts that the build lives (a long healthy build is left alone). Each call within a step has its limit. */
  async #alive<T>(id: string, { leaseId, phase }: AttemptState, step: Promise<T>): Promise<T> {
    const beat = () => this.#deps.db.run(attempts.buildHeartbeat(id, leaseId, phase, Date.now()));
    // One that is missed is made good by the next.
    const timer = setInterval(() => void beat().catch(() => undefined), heartbeatMs);
    return step.finally(() => clearInterval(timer));
  }

  async #fail(attempt: Attempt, input: store.BuildInput, state: AttemptState, error: unknown): Promise<void> {
    const { row } = input;
    const { leaseId } = state;
    // Before the builder is ended: what the host still knows of it is wiped by that.
    const ending = await endingOf(this.#deps.host, row.id, state, error);
    const now = Date.now();
    const why = clip(reasonOf(error), 700);
    const text = attempts.reasonOf(row, ending, why);
    this.#log.line(`failed: ${text}`);
    await attempt.end().catch((error: unknown) => serverLog.error('builder did not end', error, { build: row.id }));
    const facts = { workspaceId: row.workspace_id, actorId: null, targetId: row.id, detail: { reason: text } };
    const kept = ending === 'cut_off' ? 'build.recovered' : 'build.failed';
    const event = attempts.isLast(row, ending) ? 'build.dead_lettered' : kept;
    await this.#deps.db.guarded(
      attempts.buildFail(row.id, leaseId, ending, text, now),
      auditChange({ ip: '', requestId: leaseId, now }, event, facts),
      attempts.versionFollowFailure(row.id, row.template_version_id, text),
    );
    this.ctx.storage.kv.delete('attempt');
    const after = await store.buildForCoordinator(this.#deps.db, row.id);
    if (after?.row.status === 'retrying') {
      this.#log.line(`the next attempt is due in ${Math.ceil((after.row.due_at - now) / 1000)} s`);
      await this.ctx.storage.setAlarm(after.row.due_at);
    } else if (after && store.hasEnded(after.row.status)) {
      this.#tellEnd(after.row);
      await this.#archive(after.row);
    }
  }

  async #finish(attempt: Attempt, input: store.BuildInput): Promise<void> {
    const after = await store.buildForCoordinator(this.#deps.db, input.row.id);
    if (after) {
      this.#tellEnd(after.row);
      await this.#archive(after.row);
    }
    await attempt
      .end()
      .catch((error: unknown) => serverLog.error('builder did not end', error, { build: input.row.id }));
  }

  /** The log of a build that has ended lies in object storage; nothing stays here. */
  async #archive(row: store.BuildRow): Promise<void> {
    const bytes = this.#log.bytesFrom(0, Number.MAX_SAFE_INTEGER);
    await this.#deps.objects.builds.putText(
      buildObjectKey(row.workspace_id, row.id, 'log.txt'),
      new TextDecoder().decode(bytes),
    );
    await this.#forget();
  }

  async #forget(): Promise<void> {
    this.#log.clear();
    this.ctx.storage.kv.delete('attempt');
    this.ctx.storage.kv.delete('source');
    await this.ctx.storage.deleteAlarm();
  }
}
