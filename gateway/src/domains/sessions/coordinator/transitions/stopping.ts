// A stop, also the first half of a restart and of a deletion: what each of its steps comes to.
// Threat: the runtime is tenant code, and may say nothing, say anything, or never finish a save.
// Property: the host ends a runtime that fails to respond. A fresh runtime, which runs none of the
// session's programs, saves the disk. So a hostile session can only lose its processes earlier. A
// refusal for a reason in the files is believed: another runtime would say the same. What cannot be
// saved keeps its machine.
import { timestamp } from '../../../../platform/clock.ts';
import { clip } from '../../../../platform/text.ts';
import { appAs, declaredPorts, type Operation, type SessionRecord, type Step } from '../../record.ts';
import { beginStart, commandFailed, failedSteps } from './starting.ts';
import type { Decision, Fault, StepEnd, StepResults, Tick } from './terms.ts';

const phases = {
  start: { phase: 'restart', reason: 'session_restart' },
  restart: { phase: 'restart', reason: 'session_restart' },
  stop: { phase: 'sleep', reason: 'session_stop' },
  delete: { phase: 'delete', reason: 'session_delete' },
} as const;

/** Text for the event and `stateReason`. */
const lossText = 'what was changed since the last save is gone';

export function beginStop(
  { spec }: Pick<SessionRecord, 'spec'>,
  { command, discard }: Omit<Operation, 'step'>,
  { now }: Tick,
): Decision {
  const { phase, reason } = phases[command];
  const why = discard ? 'Stopping without a save' : command === 'restart' ? 'Stopping for a restart' : 'Stopping';
  return {
    // The steps are those of a start: what is shown next to a restart must not be the last one's.
    view: { state: 'stopping', stateReason: null, steps: [], app: appAs(spec, 'stopped', now) },
    runtime: {
      state: 'stopping',
      lastLifecyclePhase: phase,
      lastLifecycleAt: timestamp(now),
      lastLifecycleReason: reason,
    },
    step: { name: 'hook' },
    events: [{ type: 'stopping', message: why }],
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
      return end.ok ? found(end.value, silent, tick) : keepMachine(end.fault);
    case 'end_runtime':
      if (!end.ok) return keepMachine(end.fault);
      return end.value ? anotherRuntime(silent, tick) : keepMachine(noOtherRuntime);
    case 'machine_to_save':
      return end.ok ? { step: { name: 'save', silent, last: true } } : keepMachine(end.fault);
    case 'save':
      return end.ok ? { step: { name: 'wipe', silent } } : notSaved(operation.step, end.fault, silent);
    case 'wipe':
      return end.ok ? wiped(record, operation, tick) : notEnded(record, end.fault, tick);
    case 'keep':
      return operation.step.name === 'keep' ? machineKept(record, operation.step.reason, tick) : {};
    default:
      return {};
  }
}

/** A missing or silent runtime does not prevent the stop; a silent one is not asked to save. */
function hooked({ internal }: SessionRecord, { command, discard }: Operation, silent: boolean): Decision {
  const saves = command !== 'delete' && !discard && internal.diskReady;
  return { step: { name: saves ? 'find' : 'wipe', silent } };
}

function found(instance: StepResults['find'], silent: boolean, tick: Tick): Decision {
  if (instance.state === 'running')
    return { step: silent ? { name: 'end_runtime', silent } : { name: 'save', silent, last: false } };
  if (!instance.disk) return { step: { name: 'wipe', silent } };
  // A crash left files and no runtime: start one to save them, or join one that is starting.
  return runtimeToSave((instance.state === 'starting' ? instance.instanceId : null) ?? tick.id, silent);
}

function anotherRuntime(silent: boolean, { id }: Tick): Decision {
  const message = 'The runtime does not do its part; it was ended, and the files are being saved without it';
  return { ...runtimeToSave(id, silent), events: [{ type: 'runtime_ended', message }] };
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
  return another ? { step: { name: 'end_runtime', silent } } : keepMachine(fault);
}

const keepMachine = ({ reason }: Fault): Decision => ({ step: { name: 'keep', reason } });

/** The save failed: the machine is still there, so the session goes on, and says why. */
function machineKept({ view, spec }: SessionRecord, why: string, { now }: Tick): Decision {
  const message = clip(`It could not be saved, so it was not stopped: ${why}`, 1000);
  const context = { reason: clip(why, 500), sessionId: view.id };
  return {
    view: {
      state: 'running',
      stateReason: { code: 'save_failed', message, at: timestamp(now) },
      app: appAs(spec, 'starting', now),
    },
    runtime: { state: 'healthy', desiredState: 'running', lastError: message },
    operation: null,
    events: [{ type: 'save_failed', message }],
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
  const message = discard ? `It was stopped without a save; ${lossText}` : 'It was stopped';
  return {
    view: {
      state: 'sleeping',
      stateReason: { code: phases.stop.reason, message, at },
      ports: declaredPorts(spec, 'closed'),
    },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: at },
    operation: null,
    events: [
      {
        type: 'sleeping',
        message: `The session sleeps; its machine and disk are gone${discard ? `, and ${lossText}` : ''}`,
      },
    ],
    outcome: { ok: true },
  };
}

export function deleted({ now }: Pick<Tick, 'now'>): Decision {
  return {
    view: { state: 'deleted', stateReason: null, ports: [] },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: timestamp(now) },
    operation: null,
    events: [{ type: 'deleted', message: 'The session was deleted' }],
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
    events: [{ type: 'failed', message: reason }],
    outcome: commandFailed({ code: 'session_stop_failed', reason, stuckOn: null }, view.id),
  };
}
