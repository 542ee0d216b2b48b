// A session's life: what is asked of it, what happens to it, and what is to be done for that. All
// that it stands on is handed in: a test has a host and a clock of its own.
import type { RestoreProgress, SessionEvent } from '../../../../generated/schemas.ts';
import { operations } from '../../../../generated/operations.ts';
import { log } from '../../../platform/log.ts';
import type { Exit } from '../../../platform/runtime-host.ts';
import type { Cause, Restored, Result, SaveRequest } from '../port.ts';
import type { Command, Operation, SessionRecord, SessionView } from '../record.ts';
import { pushBootstrap } from './bootstrap.ts';
import { carryOut, drop, type EffectParts } from './effects.ts';
import { inTime } from './in-time.ts';
import { look } from './look.ts';
import type { LifeParts } from './parts.ts';
import { hostRefusal, refuse, saveRefusal } from './refusals.ts';
import { judge } from './transitions/commands.ts';
import { lossOf } from './transitions/presence.ts';
import type { Effect, Input, Next, Outcome } from './transitions/terms.ts';

/** An operation that shows no life for this long is taken up again. */
const watchdogMs = 15_000;
const redeliverMs = 1000;

export class SessionLife {
  readonly #parts: LifeParts;
  readonly #effects: EffectParts;
  /** The command that this very object carries out; the record's `operation` outlives it. */
  #running: { id: string; done: Promise<Outcome> } | null = null;
  #delivered: Promise<void> = Promise.resolve();

  constructor(parts: LifeParts) {
    this.#parts = parts;
    const { host, files, newId } = parts;
    this.#effects = { host, files, newId };
  }

  /** The session as it is now; the ports freshly asked of a running one. */
  async describe(): Promise<Result<SessionView>> {
    const view = await this.#adopted();
    if (!view) return gone;
    if (view.state === 'running') await this.#look();
    // It may have been purged while its machine was looked at.
    const now = this.#parts.journal.read()?.view;
    return now ? { ok: true, value: now } : gone;
  }

  async command(command: Command, cause: Cause, discard: boolean): Promise<Result<SessionView>> {
    if (!(await this.#adopted())) return gone;
    const record = this.#record();
    const verdict = judge(command, discard, record.view.state, record.operation);
    if (verdict === 'settled') return { ok: true, value: record.view };
    if (verdict === 'join') return this.#answered(this.#resume());
    if (verdict !== 'begin') return verdict;
    // Before anything is awaited: whoever asks for the same meanwhile joins it, and does not carry
    // it out a second time beside it.
    return this.#answered(this.#carry(this.#send({ type: 'command', command, discard, cause })));
  }

  /** Captures the running session as a snapshot. */
  async save(request: SaveRequest, cause: Cause): Promise<Result<null>> {
    const reachable = await this.reachable();
    if (!reachable.ok) return reachable;
    const saved = this.#parts.files
      .save(request, cause)
      .then((): Result<null> => ({ ok: true, value: null }))
      .catch((error: unknown) => saveRefusal(error))
      .finally(() => this.#deliver());
    this.#parts.goOn(saved);
    // Its record says `saving` where it takes longer.
    return inTime(saved, this.#parts.answerMs, () => ({ ok: true, value: null }));
  }

  /** Restores a snapshot: at once while the session runs, else with its next start. */
  async restore(snapshotId: string, cause: Cause): Promise<Result<Restored>> {
    const view = await this.#adopted();
    if (!view) return gone;
    const allowed = operations.restoreSnapshot.allowedStates;
    const current = this.#record().operation;
    if (current) return refuse('session_busy', { command: current.command });
    if (!allowed.some((state) => state === view.state))
      return refuse('session_state', { state: view.state, action: 'restoring', allowed });
    // Whoever takes up what this object dies with looks soon, also where no save by itself is due.
    await this.#parts.setAlarm(this.#parts.now() + watchdogMs);
    const restored = this.#parts.restores.begin(snapshotId, cause).finally(() => this.#deliver());
    this.#parts.goOn(restored);
    const late = () => ({ view: this.#view(), outcome: 'restoring', runtimeRestore: null }) as const;
    return inTime<Result<Restored>>(restored, this.#parts.answerMs, () => ({ ok: true, value: late() }));
  }

  /** How the last restore goes on or ended, if it is one of this snapshot. */
  async restoreProgress(snapshotId: string): Promise<Result<RestoreProgress>> {
    if (!(await this.#adopted())) return gone;
    const progress = await this.#parts.restores.progress(snapshotId);
    await this.#deliver();
    return { ok: true, value: progress };
  }

  /**
   * Whether the next start needs this snapshot. One that the last start failed on may be what keeps
   * the session from ever starting. If a start begins before it is deleted, that one has read it
   * already, or goes on without it.
   */
  async startsFrom(snapshotId: string): Promise<Result<boolean>> {
    const view = await this.#adopted();
    if (!view || view.state === 'running') return { ok: true, value: false };
    const { internal, operation } = this.#record();
    const isStuck = internal.stuckOn === snapshotId && !operation;
    const starts = internal.startFrom === snapshotId || internal.fileSnapshot === snapshotId;
    return { ok: true, value: starts && !isStuck };
  }

  /** Whether somebody may be let through to the runtime now. */
  async reachable(): Promise<Result<SessionView>> {
    const view = await this.#adopted();
    if (!view) return gone;
    if (view.state !== 'running') return refuse('session_not_running', { state: view.state, sessionId: view.id });
    return { ok: true, value: view };
  }

  /** As `reachable`, for somebody who comes in: the runtime first gets what it may not know. */
  async attach(): Promise<Result<SessionView>> {
    const reachable = await this.reachable();
    if (!reachable.ok) return reachable;
    const record = this.#record();
    try {
      const applied = await pushBootstrap(this.#parts.host, record, record.view.runtime.instanceId ?? '');
      if (applied) {
        this.#send({ type: 'bootstrapped' });
        this.#parts.goOn(this.#deliver());
      }
    } catch (error) {
      return hostRefusal(error);
    }
    return { ok: true, value: this.#view() };
  }

  async events(before: number, limit: number): Promise<Result<SessionEvent[]>> {
    if (!(await this.#adopted())) return gone;
    return { ok: true, value: this.#parts.journal.events(before, limit) };
  }

  /** The host's word that a runtime has ended. */
  async exited(instanceId: string, exit: Exit): Promise<void> {
    if (!(await this.#adopted())) return;
    const { moved } = this.#send({
      ...{ type: 'lost', code: 'runtime_exited', instanceId },
      reason: lossOf(exit, true),
    });
    if (!moved) return;
    await this.#parts.files.endCutOff(); // No sweep looks at a session that has failed.
    await this.#deliver();
  }

  /** The host's word that the runtime has rung: the ports of its session changed. */
  async rang(instanceId: string): Promise<void> {
    const view = await this.#adopted();
    if (view?.state === 'running' && view.runtime.instanceId === instanceId) await this.#look();
  }

  /** Compares the record with the machine; for the sweep, after a crash of the platform. */
  async check(): Promise<void> {
    const view = await this.#adopted();
    if (!view) return;
    // Threat: a runtime is tenant code, and an operation lasts as long as it makes it last.
    // Property: the sweep waits for none, so that one session cannot keep it from all others.
    if (this.#record().operation) this.#parts.goOn(this.#resume());
    else await this.#look();
    await this.#parts.files.endCutOff();
    this.#parts.goOn(this.#parts.restores.settle().then(() => this.#deliver()));
    await this.#deliver();
  }

  /** Takes up what nobody carries on, and saves by itself when that is due. */
  async alarm(): Promise<void> {
    if (!this.#parts.journal.read()) return;
    // Before a stop that is taken up begins a save of its own.
    await this.#parts.files.endCutOff();
    // A restore whose runtime does not answer keeps no command waiting.
    const resumed = this.#parts.journal.read()?.operation && !this.#running ? this.#resume() : null;
    resumed?.catch(() => undefined); // It is awaited below, and may end before that.
    await this.#parts.restores.settle();
    if (resumed) await resumed;
    else if (this.#parts.journal.read()?.operation === null) await this.#parts.files.autosave();
    await this.#deliver();
  }

  async #adopted(): Promise<SessionView | null> {
    const { journal } = this.#parts;
    const known = journal.read();
    if (known) return known.view;
    if (journal.erased) return null;
    await this.#parts.adopt();
    return journal.read()?.view ?? null;
  }

  #record(): SessionRecord {
    const record = this.#parts.journal.read();
    if (!record) throw new Error('The session was not taken over.');
    return record;
  }

  #view(): SessionView {
    return this.#record().view;
  }

  #send(input: Input): Next {
    return this.#parts.journal.send(input);
  }

  /**
   * Goes on with the record's command: joins it where it runs here, takes it up where an object
   * died with it.
   */
  async #resume(): Promise<Outcome> {
    const { operation } = this.#record();
    if (!operation) return { ok: true };
    if (this.#running?.id === operation.id) return this.#running.done;
    return this.#carry(this.#send({ type: 'resumed' }));
  }

  /**
   * Carries out what is to be done, step by step, until the command has come to an end or another
   * one has taken over.
   */
  async #carry(begun: Next): Promise<Outcome> {
    const id = begun.record.operation?.id ?? null;
    const done = this.#stepByStep(begun);
    if (id !== null) this.#running = { id, done };
    // The lists see at once that something is under way.
    this.#parts.goOn(this.#deliver());
    try {
      await this.#parts.setAlarm(this.#parts.now() + watchdogMs);
      return await done;
    } finally {
      if (this.#running?.id === id) this.#running = null;
      await this.#deliver();
      // What the host reported meanwhile was about a session between two states, and is not
      // reported again.
      if (this.#parts.journal.read()?.view.state === 'running') this.#parts.goOn(this.#look());
    }
  }

  async #stepByStep(begun: Next): Promise<Outcome> {
    for (let next = begun; ;) {
      const operation = this.#doing(next.effects);
      if (next.outcome) return next.outcome;
      if (!operation) return this.#replaced();
      const { id: operationId, seq } = operation;
      const end = await carryOut(this.#effects, next.record, operation);
      if (!this.#parts.journal.read()) return gone;
      const instanceId = 'instanceId' in operation.step ? operation.step.instanceId : null;
      next = this.#send({ type: 'step_ended', operationId, seq, instanceId, end });
    }
  }

  /** The step among the effects; what nothing waits for is begun. */
  #doing(effects: readonly Effect[]): Operation | null {
    let operation: Operation | null = null;
    for (const effect of effects) {
      if (effect.kind === 'step') operation = effect.operation;
      else this.#parts.goOn(drop(this.#effects, this.#view().id, effect));
    }
    return operation;
  }

  #replaced(): Outcome {
    return {
      ok: false,
      code: 'session_busy',
      context: { command: this.#record().operation?.command ?? 'another command' },
    };
  }

  /** The state tells where the command is, if it takes longer than whoever asks may wait. */
  #answered(outcome: Promise<Outcome>): Promise<Result<SessionView>> {
    const answer = outcome.then((ended): Result<SessionView> => (ended.ok ? { ok: true, value: this.#view() } : ended));
    this.#parts.goOn(answer);
    return inTime(answer, this.#parts.answerMs, () => ({ ok: true, value: this.#view() }));
  }

  async #look(): Promise<void> {
    const seen = await look(this.#parts.host, this.#view());
    if (seen && this.#parts.journal.read()) this.#doing(this.#send(seen).effects);
    await this.#deliver();
  }

  /** For what changes the session beside its life. */
  readonly deliver = (): Promise<void> => this.#deliver();

  /** One delivery at a time: the audit entry of an older version must not come too late. */
  #deliver(): Promise<void> {
    this.#delivered = this.#delivered.then(() => this.#sendOut());
    return this.#delivered;
  }

  /** Sends what goes out to D1, now if that works, else by alarm; then sets the next alarm. */
  async #sendOut(): Promise<void> {
    let delivered = true;
    try {
      await this.#parts.deliver();
    } catch (error) {
      delivered = false;
      log.error('projection failed', error, { session: this.#parts.journal.read()?.view.id ?? null });
    }
    const record = this.#parts.journal.read();
    if (!record) return;
    const due = delivered ? this.#nextAlarm(record) : this.#parts.now() + redeliverMs;
    if (due !== null) await this.#parts.setAlarm(due);
  }

  #nextAlarm({ operation }: SessionRecord): number | null {
    if (operation || this.#parts.restores.isUnsettled) return this.#parts.now() + watchdogMs;
    // A session that nobody uses is asked nothing: its host tells when something happens.
    const due = this.#parts.files.autosaveDue();
    return due === null ? null : Math.max(this.#parts.now(), due);
  }
}

const gone: Result<never> & Outcome = { ok: false, code: 'not_found', context: { what: 'session' } };
