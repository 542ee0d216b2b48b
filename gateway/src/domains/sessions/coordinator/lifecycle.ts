// Carries a command out: machine, bootstrap, lifecycle hook, and the transitions between. Each step may be repeated after a crash.
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { SessionStep } from '../../../../generated/schemas.ts';
import type { ProblemContext } from '../../../errors.ts';
import { randomId } from '../../../platform/crypto.ts';
import { HostError, type RuntimeHost } from '../../../platform/runtime-host.ts';
import { declaredPorts, type Operation, type SessionView } from '../record.ts';
import { type Content, platformCause } from './content.ts';
import type { Cause, Journal, Transition } from './journal.ts';

export interface Machine {
  host: RuntimeHost;
  journal: Journal;
  content: Content;
  now(): number;
}

export type Outcome = { ok: true } | { ok: false; code: ProblemCode; context: ProblemContext };

/** How long the app may take to end before the machine goes. */
const graceSeconds = 5;

/** Another command has taken over: whatever this one still finds out must not be written. */
class Superseded extends Error {}

class Run {
  readonly #machine: Machine;
  readonly operation: Operation;
  readonly actorId: string | null;

  constructor(machine: Machine, operation: Operation, actorId: string | null) {
    this.#machine = machine;
    this.operation = operation;
    this.actorId = actorId;
  }

  get host(): RuntimeHost {
    return this.#machine.host;
  }

  get content(): Content {
    return this.#machine.content;
  }

  get cause(): Cause {
    return { ...platformCause, actorId: this.actorId, requestId: this.operation.id };
  }

  get record() {
    const record = this.#machine.journal.read();
    if (!record) throw new Superseded();
    return record;
  }

  at(): string {
    return new Date(this.#machine.now()).toISOString();
  }

  checkCurrent(): void {
    if (this.record.operation?.id !== this.operation.id) throw new Superseded();
  }

  /** Writes a transition, unless another command has taken over meanwhile: an older result never overwrites a newer. */
  apply(change: Transition): SessionView {
    this.checkCurrent();
    const event = change.event && { actorId: this.actorId, ...change.event };
    return this.#machine.journal.apply({ ...change, ...(event ? { event } : {}) }, this.#machine.now());
  }

  step(name: SessionStep['name'], state: SessionStep['state']): void {
    this.apply({ view: { steps: withStep(this.record.view.steps, name, state, this.at()) } });
  }
}

export function withStep(
  steps: SessionStep[],
  name: SessionStep['name'],
  state: SessionStep['state'],
  at: string,
): SessionStep[] {
  return steps.map((step) => {
    if (step.name !== name) return step;
    const ended = state === 'done' || state === 'failed' || state === 'skipped';
    return { name, state, startedAt: step.startedAt ?? at, finishedAt: ended ? at : null };
  });
}

export async function carryOut(machine: Machine, operation: Operation, actorId: string | null): Promise<Outcome> {
  const run = new Run(machine, operation, actorId);
  try {
    if (operation.command === 'start') await start(run);
    else if (operation.command === 'stop') await stop(run, 'sleep');
    else if (operation.command === 'delete') await remove(run);
    else {
      await stop(run, 'restart');
      await start(run);
    }
    return { ok: true };
  } catch (error) {
    // A deletion may take over at any moment, also while a failure is dealt with.
    try {
      return await failed(run, error);
    } catch (late) {
      if (!(late instanceof Superseded)) throw late;
      const command = machine.journal.read()?.operation?.command ?? 'another command';
      return { ok: false, code: 'session_busy', context: { command } };
    }
  }
}

async function failed(run: Run, error: unknown): Promise<Outcome> {
  if (error instanceof Superseded) throw error;
  if (error instanceof SaveFailed) return keepRunning(run, error.message);
  const reason = error instanceof Error ? error.message : String(error);
  const stopping = run.record.view.state === 'stopping';
  const code = stopping ? 'session_stop_failed' : 'session_start_failed';
  run.apply({
    view: {
      state: 'failed',
      stateReason: { code, message: reason.slice(0, 1000), at: run.at() },
      steps: failedSteps(run),
    },
    runtime: { state: stopping ? 'unhealthy' : 'absent', lastError: reason.slice(0, 1000) },
    operation: null,
    event: { type: 'failed', message: reason },
  });
  return { ok: false, code, context: { reason: reason.slice(0, 500), sessionId: run.record.view.id } };
}

/** The save failed: the machine is still there, so the session goes on, and says why. */
async function keepRunning(run: Run, reason: string): Promise<Outcome> {
  const message = `It could not be saved, so it was not stopped: ${reason}`.slice(0, 1000);
  run.checkCurrent();
  await bootstrap(run).catch(() => undefined);
  run.apply({
    view: { state: 'running', stateReason: { code: 'save_failed', message, at: run.at() } },
    runtime: { state: 'healthy', desiredState: 'running', lastError: message },
    operation: null,
    event: { type: 'save_failed', message },
  });
  return { ok: false, code: 'snapshot_failed', context: { reason: reason.slice(0, 500) } };
}

const failedSteps = (run: Run): SessionStep[] =>
  run.record.view.steps.map((step) =>
    step.state === 'running' ? { ...step, state: 'failed', finishedAt: run.at() } : step,
  );

async function start(run: Run): Promise<void> {
  const { id: sessionId } = run.record.view;
  const instanceId = run.operation.id;
  const waiting = (name: SessionStep['name']): SessionStep => ({
    name,
    state: 'waiting',
    startedAt: null,
    finishedAt: null,
  });
  run.apply({
    view: {
      state: 'starting',
      stateReason: null,
      steps: withStep(
        ['machine' as const, 'restore' as const, 'bootstrap' as const, 'app' as const].map(waiting),
        'machine',
        'running',
        run.at(),
      ),
      ports: declaredPorts(run.record.spec, 'waiting'),
    },
    runtime: { state: 'starting', instanceId },
    event: { type: 'starting', message: 'The machine is being brought up' },
  });
  try {
    const keepsDisk = await clearStaleDisk(run, sessionId);
    const instance = await run.host.start(sessionId, instanceId);
    run.apply({
      view: { steps: withStep(run.record.view.steps, 'machine', 'done', run.at()) },
      runtime: { isolation: instance.isolation },
    });
    await restore(run, keepsDisk);
    run.step('bootstrap', 'running');
    await bootstrap(run);
  } catch (error) {
    // Nothing half-started remains, unless a crash left files there that are saved nowhere else.
    if (!run.record.internal.diskReady) await run.host.stop(sessionId, instanceId, 0).catch(() => undefined);
    throw error;
  }
  const { spec, view } = run.record;
  const steps = withStep(view.steps, 'bootstrap', 'done', run.at());
  const app = spec.start && spec.ports.length > 0 ? 'running' : 'skipped';
  run.apply({
    view: { state: 'running', steps: withStep(steps, 'app', app, run.at()) },
    runtime: {
      state: 'healthy',
      bootCount: view.runtime.bootCount + 1,
      lastStartedAt: run.at(),
      lastError: null,
      lastBootstrapAt: run.at(),
      lastBootstrapState: 'running',
      lastBootstrapSnapshotId: view.lastRestoredSnapshotId,
    },
    operation: null,
    event: { type: 'running', message: 'The session runs' },
  });
}

/** Answers whether the machine goes on with the files of its last life. What a start that was cut off left is wiped. */
async function clearStaleDisk(run: Run, sessionId: string): Promise<boolean> {
  const found = await run.host.inspect(sessionId);
  if (found.instanceId === run.operation.id) return false;
  const keeps = found.disk && run.record.internal.diskReady;
  if (found.disk && !keeps) await run.host.stop(sessionId, null, 0);
  return keeps;
}

async function restore(run: Run, keepsDisk: boolean): Promise<void> {
  if (keepsDisk) {
    run.step('restore', 'skipped');
    return;
  }
  run.step('restore', 'running');
  run.apply({ view: {}, internal: { diskReady: false } });
  const { restored, snapshotId } = await run.content.begin(`rst-${run.operation.id.slice(4)}`);
  const steps = withStep(run.record.view.steps, 'restore', restored ? 'done' : 'skipped', run.at());
  run.apply({
    view: { steps, ...(snapshotId ? { lastRestoredSnapshotId: snapshotId, lastRestoredAt: run.at() } : {}) },
    internal: { diskReady: true },
  });
}

async function bootstrap(run: Run): Promise<void> {
  const { view, spec } = run.record;
  const response = await run.host.fetch(view.id, '/bootstrap', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      bootstrapId: run.operation.id,
      state: 'running',
      session: {
        id: view.id,
        name: view.name,
        workspaceId: view.workspaceId,
        templateId: view.templateId,
        templateName: view.templateName,
        releaseId: view.releaseId,
      },
      persistedPaths: view.persistedPaths,
      env: Object.entries(spec.env).map(([name, value]) => ({ name, value })),
      start: spec.start ?? null,
      ports: spec.ports.map(({ number, label }) => ({ number, label: label ?? null })),
      restoredSnapshotId: view.lastRestoredSnapshotId,
    }),
  });
  await response.body?.cancel();
  if (!response.ok) throw new HostError(`The runtime refused its bootstrap with status ${response.status}.`);
}

async function stop(run: Run, phase: 'sleep' | 'restart' | 'delete'): Promise<void> {
  const { id: sessionId } = run.record.view;
  const reason = { sleep: 'session_stop', restart: 'session_restart', delete: 'session_delete' }[phase];
  const at = run.at();
  run.apply({
    view: { state: 'stopping', stateReason: null },
    runtime: { state: 'stopping', lastLifecyclePhase: phase, lastLifecycleAt: at, lastLifecycleReason: reason },
    event: { type: 'stopping', message: phase === 'restart' ? 'Stopping for a restart' : 'Stopping' },
  });
  // The hook is the runtime's chance to end well. A runtime that is gone, or does not answer, is stopped all the same.
  await run.host
    .fetch(sessionId, '/lifecycle', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phase, at, reason, graceSeconds }),
      signal: AbortSignal.timeout((graceSeconds + 5) * 1000),
    })
    .then((response) => response.body?.cancel())
    .catch(() => undefined);
  if (phase !== 'delete') await save(run, phase);
  // Asked for only here: a save of what a crash left runs in an instance of its own.
  await run.host.stop(sessionId, run.record.view.runtime.instanceId, graceSeconds);
  run.apply({ view: {}, internal: { diskReady: false } });
  if (phase !== 'sleep') return;
  run.apply({
    view: {
      state: 'sleeping',
      stateReason: { code: reason, message: 'It was stopped', at: run.at() },
      ports: declaredPorts(run.record.spec, 'closed'),
      steps: [],
    },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: run.at() },
    operation: null,
    event: { type: 'sleeping', message: 'The session sleeps; its machine and disk are gone' },
  });
}

/** The save could not be made: the session must not lose its machine over it. */
class SaveFailed extends Error {}

/** Saves before the machine goes. What cannot be saved keeps its machine. */
async function save(run: Run, phase: 'sleep' | 'restart'): Promise<void> {
  if (!run.record.internal.diskReady) return;
  const { id: sessionId } = run.record.view;
  const found = await run.host.inspect(sessionId);
  if (found.state !== 'running') {
    if (!found.disk) return;
    // A crash left the files without a runtime: it takes one to save them.
    await run.host.start(sessionId, run.operation.id);
    run.apply({ view: {}, runtime: { instanceId: run.operation.id } });
  }
  try {
    await run.content.save(
      { snapshotId: randomId('snp'), label: null, trigger: phase === 'sleep' ? 'stop' : 'restart' },
      run.cause,
    );
  } catch (error) {
    throw new SaveFailed(error instanceof Error ? error.message : String(error));
  }
}

async function remove(run: Run): Promise<void> {
  if (run.record.view.state !== 'created') await stop(run, 'delete');
  run.apply({
    view: { state: 'deleted', stateReason: null, ports: [], steps: [] },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: run.at() },
    operation: null,
    event: { type: 'deleted', message: 'The session was deleted' },
  });
}
