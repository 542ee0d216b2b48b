// One Durable Object per session: the only writer of its life. Commands come in as RPC, transitions go out to D1 through the outbox.
import { DurableObject } from 'cloudflare:workers';
import type { RestoreProgress, SessionEvent } from '../../../../generated/schemas.ts';
import { operations } from '../../../../generated/operations.ts';
import { makeFeed, makeHost, makeObjectStores } from '../../../host.ts';
import type { Env } from '../../../env.ts';
import { readSeconds } from '../../../config.ts';
import { randomId } from '../../../platform/crypto.ts';
import { Database } from '../../../platform/d1.ts';
import { log } from '../../../platform/log.ts';
import type { Exit } from '../../../platform/runtime-host.ts';
import type { Feed } from '../../workspaces/port.ts';
import type { Cause, Restored, Result, SaveRequest, SessionObject } from '../port.ts';
import type { Command, Operation, SessionView } from '../record.ts';
import { sessionForCoordinator } from '../store.ts';
import { commands, hostRefusal, judge, refuse, saveRefusal } from './commands.ts';
import { bootstrapped, pushBootstrap } from './bootstrap.ts';
import { Content } from './content.ts';
import { inTime } from './in-time.ts';
import { type AuditNote, Journal } from './journal.ts';
import { carryOut } from './lifecycle.ts';
import { projectOutbox } from './projection.ts';
import { Restoring } from './restoring.ts';
import type { Parts, Outcome } from './run.ts';
import { lossOf, lossTransition, watch } from './watch.ts';

/** How often a running session is saved by itself. */
const defaultAutosaveSeconds = 600;
/** Cloudflare ends a request without an answer after 100 seconds. */
const defaultAnswerSeconds = 60;

/** An operation that shows no life for this long is taken up again. */
const watchdogMs = 15_000;

export class SessionCoordinator extends DurableObject<Env> implements SessionObject {
  readonly #answerMs: number;
  readonly #journal: Journal;
  readonly #db: Database;
  readonly #feed: Feed;
  readonly #parts: Parts;
  readonly #restoring: Restoring;
  /** The operation under way in this very object; the record's `operation` outlives it. */
  #running: { id: string; done: Promise<Outcome> } | null = null;
  #projected: Promise<void> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#journal = new Journal(ctx.storage);
    this.#db = new Database(env.DB);
    this.#feed = makeFeed(env);
    this.#answerMs = readSeconds('ANSWER_SECONDS', env.ANSWER_SECONDS, defaultAnswerSeconds) * 1000;
    const layers = { db: this.#db, store: makeObjectStores(env).snapshots, host: makeHost(env), now: () => Date.now() };
    const autosaveMs = readSeconds('AUTOSAVE_SECONDS', env.AUTOSAVE_SECONDS, defaultAutosaveSeconds) * 1000;
    const content = new Content(layers, this.#journal, autosaveMs);
    this.#parts = { ...layers, journal: this.#journal, content };
    this.#restoring = new Restoring(layers, this.#journal, content);
  }

  /** The session as it is now; the ports freshly asked of a running one. */
  async describe(): Promise<Result<SessionView>> {
    const view = await this.#adopted();
    if (!view) return refuse('not_found', { what: 'session' });
    if (view.state === 'running') await this.#watch();
    return { ok: true, value: this.#view() };
  }

  async command(command: Command, cause: Cause, discard: boolean): Promise<Result<SessionView>> {
    const view = await this.#adopted();
    if (!view) return refuse('not_found', { what: 'session' });
    const current = this.#journal.read()?.operation ?? null;
    const verdict = judge(command, discard, view.state, current);
    if (verdict === 'settled') return { ok: true, value: view };
    if (verdict === 'join') return this.#answered(this.#resume());
    if (verdict !== 'begin') return verdict;
    const note = { ...cause, event: commands[command].audit, ...(discard && { detail: { discard } }) };
    return this.#answered(this.#begin({ id: randomId('opn'), command, discard }, note));
  }

  /** Captures the running session as a snapshot. */
  async save(request: SaveRequest, cause: Cause): Promise<Result<null>> {
    const reachable = await this.reachable();
    if (!reachable.ok) return reachable;
    const saved = this.#parts.content
      .save(request, cause)
      .then((): Result<null> => ({ ok: true, value: null }))
      .catch((error: unknown) => saveRefusal(error))
      .finally(() => this.#project());
    this.ctx.waitUntil(saved);
    // Its record says `saving` where it takes longer.
    return inTime(saved, this.#answerMs, () => ({ ok: true, value: null }));
  }

  /** Restores a snapshot: at once while the session runs, else with its next start. */
  async restore(snapshotId: string, cause: Cause): Promise<Result<Restored>> {
    const view = await this.#adopted();
    if (!view) return refuse('not_found', { what: 'session' });
    const allowed = operations.restoreSnapshot.allowedStates;
    const current = this.#journal.read()?.operation;
    if (current) return refuse('session_busy', { command: current.command });
    if (!allowed.some((state) => state === view.state))
      return refuse('session_state', { state: view.state, action: 'restoring', allowed });
    // Whoever takes up what this object dies with looks soon, also where no save by itself is due.
    await this.ctx.storage.setAlarm(Date.now() + watchdogMs);
    const restored = this.#restoring.begin(snapshotId, cause).finally(() => this.#project());
    this.ctx.waitUntil(restored);
    const late = () => ({ view: this.#view(), outcome: 'restoring', runtimeRestore: null }) as const;
    return inTime<Result<Restored>>(restored, this.#answerMs, () => ({ ok: true, value: late() }));
  }

  /** How the last restore goes on or ended, if it is one of this snapshot. */
  async restoreProgress(snapshotId: string): Promise<Result<RestoreProgress>> {
    if (!(await this.#adopted())) return refuse('not_found', { what: 'session' });
    const progress = await this.#restoring.progress(snapshotId);
    await this.#project();
    return { ok: true, value: progress };
  }

  /**
   * Whether the next start needs this snapshot. One that the last start failed on may be what keeps the session from ever starting. If a
   * start begins before it is deleted, that one has read it already, or goes on without it.
   */
  async startsFrom(snapshotId: string): Promise<boolean> {
    await this.#adopted();
    const record = this.#journal.read();
    if (!record || record.view.state === 'running') return false;
    if (record.internal.stuckOn === snapshotId && !record.operation) return false;
    return record.internal.startFrom === snapshotId || record.internal.fileSnapshot === snapshotId;
  }

  /** Whether somebody may be let through to the runtime now. */
  async reachable(): Promise<Result<SessionView>> {
    const view = await this.#adopted();
    if (!view) return refuse('not_found', { what: 'session' });
    if (view.state !== 'running') return refuse('session_not_running', { state: view.state, sessionId: view.id });
    return { ok: true, value: view };
  }

  /** As `reachable`, for somebody who comes in: the runtime is told first what it may not know yet, as a restored snapshot. */
  async attach(): Promise<Result<SessionView>> {
    const reachable = await this.reachable();
    const record = this.#journal.read();
    if (!reachable.ok || !record) return reachable;
    try {
      const applied = await pushBootstrap(this.#parts.host, record, record.view.runtime.instanceId ?? '');
      if (applied) this.#bootstrapped();
    } catch (error) {
      return hostRefusal(error);
    }
    return { ok: true, value: this.#view() };
  }

  #bootstrapped(): void {
    this.#journal.apply(bootstrapped(this.#view()), Date.now());
    this.ctx.waitUntil(this.#project());
  }

  async events(before: number, limit: number): Promise<Result<SessionEvent[]>> {
    if (!(await this.#adopted())) return refuse('not_found', { what: 'session' });
    return { ok: true, value: this.#journal.events(before, limit) };
  }

  /** The host's word that a runtime has ended. One that is not the current instance is old news. */
  async exited(instanceId: string, exit: Exit): Promise<void> {
    const view = await this.#adopted();
    if (!view || view.state !== 'running' || view.runtime.instanceId !== instanceId) return;
    this.#fail('runtime_exited', lossOf(exit, true));
    await this.#parts.content.endCutOff(); // No sweep looks at a session that has failed.
    await this.#project();
  }

  /** The host's word that the runtime has rung: the ports of its session changed. */
  async rang(instanceId: string): Promise<void> {
    const view = await this.#adopted();
    if (view?.state === 'running' && view.runtime.instanceId === instanceId) await this.#watch();
  }

  /** Compares the record with the machine; for the sweep, after a crash of the platform. */
  async check(): Promise<void> {
    const view = await this.#adopted();
    if (!view) return;
    // Threat: a runtime is tenant code, and an operation lasts as long as it makes it last. Property: the sweep waits for none, so that
    // one session cannot keep it from all others.
    if (this.#journal.read()?.operation) this.ctx.waitUntil(this.#resume());
    else if (view.state === 'running') await this.#watch();
    await this.#parts.content.endCutOff();
    this.ctx.waitUntil(this.#restoring.settle().then(() => this.#project()));
    await this.#project();
  }

  /** Removes what the object keeps of a deleted session. */
  async purge(): Promise<void> {
    await this.#journal.erase();
  }

  override async alarm(): Promise<void> {
    const record = this.#journal.read();
    if (!record) return;
    await this.#parts.content.endCutOff();
    await this.#restoring.settle();
    if (record.operation && !this.#running) await this.#resume();
    else if (record.view.state === 'running') await this.#parts.content.autosave();
    await this.#project();
  }

  async #adopted(): Promise<SessionView | null> {
    const known = this.#journal.read();
    if (known) return known.view;
    if (this.#journal.erased) return null;
    const id = this.ctx.id.name;
    const row = id ? await sessionForCoordinator(this.#db, id) : null;
    if (!row) return null;
    this.#journal.adopt(row.view, row.spec, row.baseLayerId);
    return this.#view();
  }

  #view(): SessionView {
    const record = this.#journal.read();
    if (!record) throw new Error('The session was not taken over.');
    return record.view;
  }

  async #begin(operation: Operation, audit: AuditNote): Promise<Outcome> {
    const { id, command } = operation;
    const at = new Date().toISOString();
    this.#journal.apply(
      {
        view: { stateReason: null },
        runtime: {
          operationId: id,
          lastCommand: command,
          lastCommandAt: at,
          desiredState: command === 'delete' ? 'deleted' : command === 'stop' ? 'sleeping' : 'running',
        },
        operation,
        audit,
      },
      Date.now(),
    );
    return this.#run(operation, audit.actorId);
  }

  /** Goes on with the record's operation: joins it where it runs here, takes it up where an isolate died with it. */
  async #resume(): Promise<Outcome> {
    const operation = this.#journal.read()?.operation;
    if (!operation) return { ok: true };
    if (this.#running?.id === operation.id) return this.#running.done;
    return this.#run(operation, null);
  }

  async #run(operation: Operation, actorId: string | null): Promise<Outcome> {
    const done = carryOut(this.#parts, operation, actorId);
    // Before anything is awaited: whoever asks for the same meanwhile joins it, and does not carry it out a second time beside it.
    this.#running = { id: operation.id, done };
    // The lists see at once that something is under way.
    this.ctx.waitUntil(this.#project());
    try {
      await this.ctx.storage.setAlarm(Date.now() + watchdogMs);
      return await done;
    } finally {
      if (this.#running?.id === operation.id) this.#running = null;
      await this.#project();
      // What the host reported meanwhile was about a session between two states, and is not reported again.
      if (this.#journal.read()?.view.state === 'running') this.ctx.waitUntil(this.#watch());
    }
  }

  /** The state tells where the command is, if it takes longer than whoever asks may wait. */
  #answered(outcome: Promise<Outcome>): Promise<Result<SessionView>> {
    const answer = outcome.then((ended) => this.#outcome(ended));
    this.ctx.waitUntil(answer);
    return inTime(answer, this.#answerMs, () => ({ ok: true, value: this.#view() }));
  }

  #outcome(outcome: Outcome): Result<SessionView> {
    return outcome.ok ? { ok: true, value: this.#view() } : refuse(outcome.code, outcome.context);
  }

  #fail(code: string, reason: string): void {
    this.#journal.apply(lossTransition(code, reason, this.#journal.read()?.spec), Date.now());
  }

  async #watch(): Promise<void> {
    const lost = await watch(this.#parts);
    // A command may have begun while the machine was asked.
    if (lost && this.#view().state === 'running' && !this.#journal.read()?.operation) this.#fail('runtime_lost', lost);
    await this.#project();
  }

  /** One projection at a time, in the order of the versions: the audit entry of an older one must not come too late. */
  #project(): Promise<void> {
    this.#projected = this.#projected.then(() => this.#deliver());
    return this.#projected;
  }

  /** Sends the outbox to D1, now if that works, else by alarm; then sets the next alarm. */
  async #deliver(): Promise<void> {
    let delivered = true;
    try {
      await projectOutbox(this.#db, this.#feed, this.#journal);
    } catch (error) {
      delivered = false;
      log.error('projection failed', error, { session: this.ctx.id.name ?? null });
    }
    const record = this.#journal.read();
    if (!record) return;
    const due = delivered ? this.#nextLook(record) : Date.now() + 1000;
    if (due !== null) await this.ctx.storage.setAlarm(due);
  }

  #nextLook({ operation }: NonNullable<ReturnType<Journal['read']>>): number | null {
    if (operation || this.#restoring.isUnsettled) return Date.now() + watchdogMs;
    // A session that nobody uses is asked nothing: its host tells when something happens.
    const due = this.#parts.content.autosaveDue();
    return due === null ? null : Math.max(Date.now(), due);
  }
}
