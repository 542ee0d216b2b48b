// A stop, also the first half of a restart and of a deletion: what each of its steps comes to.
// Threat: the runtime is tenant code, and may say nothing, anything, or never come to an end with a save. Property: a runtime that does not do
// its part is ended from outside and another one, which runs nothing of the session's, saves what is on the disk; so all that a session
// can do to its stop is to lose its processes sooner. A refusal for a reason in its files is believed: another runtime would say the same.
// What cannot be saved keeps its machine.
import { timestamp } from '../../../../platform/clock.ts';
import { clip } from '../../../../platform/text.ts';
import { declaredPorts, type Operation, type SessionRecord, type Step } from '../../record.ts';
import { beginStart, commandFailed, failedSteps } from './starting.ts';
import type { Decision, Fault, StepEnd, StepResults, Tick } from './terms.ts';

const phases = {
  start: { phase: 'restart', reason: 'session_restart' },
  restart: { phase: 'restart', reason: 'session_restart' },
  stop: { phase: 'sleep', reason: 'session_stop' },
  delete: { phase: 'delete', reason: 'session_delete' },
} as const;

/** What a stop without a save loses, for event and reason. */
const dropped = 'what was changed since the last save is gone';

export function beginStop({ command, discard }: Omit<Operation, 'step'>, { now }: Tick): Decision {
  const { phase, reason } = phases[command];
  const why = discard ? 'Stopping without a save' : command === 'restart' ? 'Stopping for a restart' : 'Stopping';
  return {
    view: { state: 'stopping', stateReason: null },
    runtime: {
      state: 'stopping',
      lastLifecyclePhase: phase,
      lastLifecycleAt: timestamp(now),
      lastLifecycleReason: reason,
    },
    step: { name: 'hook' },
    event: { type: 'stopping', message: why },
  };
}

export function stopStep(record: SessionRecord, end: StepEnd, tick: Tick): Decision {
  const { operation } = record;
  if (!operation || operation.step.name !== end.step) return {};
  const silent = 'silent' in operation.step && operation.step.silent;
  switch (end.step) {
    case 'hook':
      return hooked(record, operation, end.ok && end.value);
    case 'find':
      return end.ok ? found(end.value, silent, tick) : keep(end.fault);
    case 'end_runtime':
      if (!end.ok) return keep(end.fault);
      return end.value ? anotherRuntime(silent, tick) : keep(noOtherRuntime);
    case 'machine_to_save':
      return end.ok ? { step: { name: 'save', silent, last: true } } : keep(end.fault);
    case 'save':
      return end.ok ? { step: { name: 'wipe', silent } } : notSaved(operation.step, end.fault, silent);
    case 'wipe':
      return end.ok ? wiped(record, operation, tick) : notEnded(record, end.fault, tick);
    case 'keep':
      return operation.step.name === 'keep' ? kept(record, operation.step.reason, tick) : {};
    default:
      return {};
  }
}

/** A runtime that is gone, or does not answer, is stopped all the same; one that is silent is not asked for a save either. */
function hooked({ internal }: SessionRecord, { command, discard }: Operation, silent: boolean): Decision {
  const saves = command !== 'delete' && !discard && internal.diskReady;
  return { step: { name: saves ? 'find' : 'wipe', silent } };
}

function found(instance: StepResults['find'], silent: boolean, tick: Tick): Decision {
  if (instance.state === 'running')
    return { step: silent ? { name: 'end_runtime', silent } : { name: 'save', silent, last: false } };
  if (!instance.disk) return { step: { name: 'wipe', silent } };
  // A crash left the files without a runtime: it takes one to save them. One that starts already is joined.
  return runtimeToSave((instance.state === 'starting' ? instance.instanceId : null) ?? tick.id, silent);
}

function anotherRuntime(silent: boolean, { id }: Tick): Decision {
  const message = 'The runtime does not do its part; it was ended, and the files are being saved without it';
  return { ...runtimeToSave(id, silent), event: { type: 'runtime_ended', message } };
}

const runtimeToSave = (instanceId: string, silent: boolean): Decision => ({
  runtime: { instanceId },
  step: { name: 'machine_to_save', silent, instanceId },
});

const noOtherRuntime: Fault = {
  reason: 'its runtime does not answer, and this host cannot save without it',
  host: null,
  stuckOn: null,
};

function notSaved(step: Step, fault: Fault, silent: boolean): Decision {
  const another = step.name === 'save' && !step.last && fault.host !== null && fault.host !== 'host';
  return another ? { step: { name: 'end_runtime', silent } } : keep(fault);
}

const keep = ({ reason }: Fault): Decision => ({ step: { name: 'keep', reason } });

/** The save failed: the machine is still there, so the session goes on, and says why. */
function kept({ view }: SessionRecord, why: string, { now }: Tick): Decision {
  const message = clip(`It could not be saved, so it was not stopped: ${why}`, 1000);
  const context = { reason: clip(why, 500), sessionId: view.id };
  return {
    view: { state: 'running', stateReason: { code: 'save_failed', message, at: timestamp(now) } },
    runtime: { state: 'healthy', desiredState: 'running', lastError: message },
    operation: null,
    event: { type: 'save_failed', message },
    outcome: { ok: false, code: 'session_not_saved', context },
  };
}

/** The machine and its disk are gone. */
function wiped(record: SessionRecord, operation: Operation, tick: Tick): Decision {
  const internal = { diskReady: false };
  if (operation.command === 'stop') return { ...sleeping(record, operation, tick), internal };
  if (operation.command === 'delete') return { ...deleted(tick), internal };
  return { ...beginStart(record, operation.id, tick), internal };
}

function sleeping({ spec }: SessionRecord, { discard }: Operation, { now }: Tick): Decision {
  const at = timestamp(now);
  const message = discard ? `It was stopped without a save; ${dropped}` : 'It was stopped';
  return {
    view: {
      state: 'sleeping',
      stateReason: { code: phases.stop.reason, message, at },
      ports: declaredPorts(spec, 'closed'),
      steps: [],
    },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: at },
    operation: null,
    event: {
      type: 'sleeping',
      message: `The session sleeps; its machine and disk are gone${discard ? `, and ${dropped}` : ''}`,
    },
    outcome: { ok: true },
  };
}

export function deleted({ now }: Pick<Tick, 'now'>): Decision {
  return {
    view: { state: 'deleted', stateReason: null, ports: [], steps: [] },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: timestamp(now) },
    operation: null,
    event: { type: 'deleted', message: 'The session was deleted' },
    outcome: { ok: true },
  };
}

/** The machine could not be ended: it is there, and so is the disk. */
function notEnded({ view }: SessionRecord, { reason }: Fault, { now }: Tick): Decision {
  const message = clip(reason, 1000);
  return {
    view: {
      state: 'failed',
      stateReason: { code: 'session_stop_failed', message, at: timestamp(now) },
      steps: failedSteps(view, now),
    },
    runtime: { state: 'unhealthy', lastError: message },
    operation: null,
    event: { type: 'failed', message: reason },
    outcome: commandFailed({ code: 'session_stop_failed', reason, stuckOn: null }, view.id),
  };
}
