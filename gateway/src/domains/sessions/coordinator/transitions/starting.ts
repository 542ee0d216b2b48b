// A start: what each of its steps comes to. The disk is wiped only where nothing on it is unsaved.
import type { SessionStep } from '../../../../../generated/schemas.ts';
import { timestamp } from '../../../../platform/clock.ts';
import { clip } from '../../../../platform/text.ts';
import { appAs, declaredPorts, type Failure, type SessionRecord, type SessionView, type Step } from '../../record.ts';
import type { Decision, Fault, Outcome, StepEnd, StepResults, Tick } from './terms.ts';

const shown: readonly SessionStep['name'][] = ['machine', 'restore', 'bootstrap', 'app'];

/**
 * `instanceId`: the machine's id; `inspected` takes a new one if a machine of that id has already
 * ended.
 */
export function beginStart({ spec }: Pick<SessionRecord, 'spec'>, instanceId: string, { now }: Tick): Decision {
  return {
    view: {
      state: 'starting',
      stateReason: null,
      steps: withStep(stepsAs(shown, 'waiting'), 'machine', 'running', timestamp(now)),
      ports: declaredPorts(spec, 'waiting'),
      app: appAs(spec, 'starting', now),
    },
    runtime: { state: 'starting', instanceId },
    step: { name: 'inspect' },
    events: [{ type: 'starting', message: 'The machine is being brought up' }],
  };
}

/** Null where the step is not one of a start. */
export function startStep(record: SessionRecord, end: StepEnd, tick: Tick): Decision | null {
  const step = record.operation?.step;
  if (!step || step.name !== end.step) return null;
  switch (end.step) {
    case 'inspect':
      return end.ok ? inspected(record, end.value, tick) : failed(record, end.fault, tick);
    case 'clear':
      return end.ok ? toMachine(record, false) : failed(record, end.fault, tick);
    case 'replace':
      if (!end.ok) return failed(record, end.fault, tick);
      return end.value ? toMachine(record, true) : failed(record, notReplaced, tick);
    case 'machine':
      return end.ok ? started(record, step, end.value, tick) : failed(record, end.fault, tick);
    case 'files':
      return end.ok ? filesPlaced(record, end.value, tick) : failed(record, end.fault, tick);
    case 'bootstrap':
      return end.ok ? toRunning(record, tick) : failed(record, end.fault, tick);
    case 'undo':
      return step.name === 'undo' ? failedFor(record, step.failure, tick) : null;
    default:
      return null;
  }
}

const notReplaced: Fault = {
  reason:
    'Another machine of it still runs, and this host cannot end that one without losing its files. Stop it first.',
  host: null,
  stuckOn: null,
};

function inspected(record: SessionRecord, found: StepResults['inspect'], { id }: Tick): Decision {
  const { diskReady } = record.internal;
  const own = record.view.runtime.instanceId ?? id;
  const isOwn = found.instanceId === own;
  // This start itself, resumed after a crash: the disk is as it left it.
  if (isOwn && found.state !== 'exited') return toMachine(record, diskReady);
  // A machine that has ended is never started again under its name.
  const instanceId = isOwn ? id : own;
  if (!found.disk) return toMachine(record, false, instanceId);
  if (!diskReady) return { runtime: { instanceId }, step: { name: 'clear' } };
  if (found.state === 'exited' || found.state === 'absent') return toMachine(record, true, instanceId);
  return { runtime: { instanceId }, step: { name: 'replace' } };
}

function toMachine({ view }: SessionRecord, keepsDisk: boolean, instanceId = view.runtime.instanceId ?? ''): Decision {
  return {
    ...(instanceId !== view.runtime.instanceId && { runtime: { instanceId } }),
    step: { name: 'machine', keepsDisk, instanceId },
  };
}

function started({ view }: SessionRecord, step: Step, value: StepResults['machine'], { now }: Tick): Decision {
  const at = timestamp(now);
  const up = withStep(view.steps, 'machine', 'done', at);
  const runtime = { isolation: value.isolation };
  if (step.name === 'machine' && step.keepsDisk) {
    const steps = withStep(withStep(up, 'restore', 'skipped', at), 'bootstrap', 'running', at);
    return { view: { steps }, runtime, step: { name: 'bootstrap' } };
  }
  const steps = withStep(up, 'restore', 'running', at);
  return { view: { steps }, runtime, internal: { diskReady: false }, step: { name: 'files' } };
}

function filesPlaced({ view }: SessionRecord, { restored, snapshotId }: StepResults['files'], { now }: Tick): Decision {
  const at = timestamp(now);
  const steps = withStep(view.steps, 'restore', restored ? 'done' : 'skipped', at);
  return {
    view: {
      steps: withStep(steps, 'bootstrap', 'running', at),
      ...(snapshotId !== null && { lastRestoredSnapshotId: snapshotId, lastRestoredAt: at }),
    },
    internal: { diskReady: true, stuckOn: null, savedAt: now },
    step: { name: 'bootstrap' },
  };
}

function toRunning({ spec, view }: SessionRecord, { now }: Tick): Decision {
  const at = timestamp(now);
  const app = spec.start && spec.ports.length > 0 ? 'running' : 'skipped';
  return {
    view: { state: 'running', steps: withStep(withStep(view.steps, 'bootstrap', 'done', at), 'app', app, at) },
    runtime: {
      state: 'healthy',
      bootCount: view.runtime.bootCount + 1,
      lastStartedAt: at,
      lastError: null,
      lastBootstrapAt: at,
      lastBootstrapState: 'running',
      lastBootstrapSnapshotId: view.lastRestoredSnapshotId,
    },
    operation: null,
    events: [{ type: 'running', message: 'The session runs' }],
    outcome: { ok: true },
  };
}

/** Ends what was started; keeps the machine if its disk holds unsaved files. */
function failed(record: SessionRecord, { reason, host, stuckOn }: Fault, tick: Tick): Decision {
  const code = host === 'full' ? 'host_disk_full' : 'session_start_failed';
  const failure: Failure = { reason, code, stuckOn };
  return record.internal.diskReady ? failedFor(record, failure, tick) : { step: { name: 'undo', failure } };
}

function failedFor({ view, spec }: SessionRecord, failure: Failure, { now }: Tick): Decision {
  const { code, stuckOn } = failure;
  const message = clip(failure.reason, 1000);
  return {
    view: {
      state: 'failed',
      stateReason: { code, message, at: timestamp(now) },
      steps: failedSteps(view, now),
      ports: declaredPorts(spec, 'closed'),
      app: appAs(spec, 'stopped', now),
    },
    runtime: { state: 'absent', lastError: message },
    ...(stuckOn !== null && { internal: { stuckOn } }),
    operation: null,
    events: [{ type: 'failed', message: failure.reason }],
    outcome: commandFailed(failure, view.id),
  };
}

export const commandFailed = ({ code, reason }: Failure, sessionId: string): Outcome => ({
  ok: false,
  code,
  context: { reason: clip(reason, 500), sessionId },
});

export const failedSteps = ({ steps }: SessionView, now: number): SessionStep[] =>
  steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed', finishedAt: timestamp(now) } : step));

const stepsAs = (names: readonly SessionStep['name'][], state: SessionStep['state']): SessionStep[] =>
  names.map((name) => ({ name, state, startedAt: null, finishedAt: null }));

/** The steps with one of them in another state since `at`. */
export function withStep(
  steps: readonly SessionStep[],
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
