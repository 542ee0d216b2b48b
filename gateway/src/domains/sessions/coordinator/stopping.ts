// Takes a session down: the runtime's hook, the save, the machine. Each step may be repeated after a crash.
import type { RuntimeCalls } from '../../../../generated/runtime.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import { randomId } from '../../../platform/crypto.ts';
import { HostError, type Instance } from '../../../platform/runtime-host.ts';
import { declaredPorts } from '../record.ts';
import { type Run, Superseded } from './run.ts';

/** How long the app may take to end before the machine goes. */
const graceSeconds = 5;
const hookLimits = { ms: (graceSeconds + 5) * 1000 };

/** What a stop without a save loses, for event and reason. */
const dropped = 'what was changed since the last save is gone';

export async function stop(run: Run, phase: 'sleep' | 'restart' | 'delete'): Promise<void> {
  const { id: sessionId } = run.record.view;
  const discard = run.operation.discard === true;
  const reason = { sleep: 'session_stop', restart: 'session_restart', delete: 'session_delete' }[phase];
  const at = run.at();
  const why = discard ? 'Stopping without a save' : phase === 'restart' ? 'Stopping for a restart' : 'Stopping';
  run.apply({
    view: { state: 'stopping', stateReason: null },
    runtime: { state: 'stopping', lastLifecyclePhase: phase, lastLifecycleAt: at, lastLifecycleReason: reason },
    event: { type: 'stopping', message: why },
  });
  const silent = await hook(run, { phase, at, reason, graceSeconds });
  if (phase !== 'delete' && !discard) await save(run, phase, silent);
  run.checkCurrent();
  // Whichever instance it is: a start that did not reach the host leaves the disk with its last one, and the record with the new one.
  await run.host.stop(sessionId, null, silent ? 0 : graceSeconds);
  run.apply({ view: {}, internal: { diskReady: false } });
  if (phase !== 'sleep') return;
  run.apply({
    view: {
      state: 'sleeping',
      stateReason: {
        code: reason,
        message: discard ? `It was stopped without a save; ${dropped}` : 'It was stopped',
        at: run.at(),
      },
      ports: declaredPorts(run.record.spec, 'closed'),
      steps: [],
    },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: run.at() },
    operation: null,
    event: {
      type: 'sleeping',
      message: `The session sleeps; its machine and disk are gone${discard ? `, and ${dropped}` : ''}`,
    },
  });
}

/**
 * The runtime's chance to end well. One that is gone, or does not answer, is stopped all the same. Returns whether it gave no sign of life:
 * then it need not be asked for a save either.
 */
async function hook(run: Run, body: RuntimeCalls['recordLifecycle']['input']['body']): Promise<boolean> {
  try {
    await callRuntime(run.host, run.record.view.id, 'recordLifecycle', { body }, hookLimits);
    return false;
  } catch (error) {
    return error instanceof HostError && error.fault === 'silent';
  }
}

/** The save could not be made: the session must not lose its machine over it. */
export class SaveFailed extends Error {}

/**
 * Saves before the machine goes. What cannot be saved keeps its machine.
 * Threat: the runtime is tenant code, and may say nothing, anything, or never come to an end with a save. Property: a runtime that does not do
 * its part is ended from outside and another one, which runs nothing of the session's, saves what is on the disk; so all that a session
 * can do to its stop is to lose its processes sooner. A refusal for a reason in its files is believed: another runtime would say the same.
 */
async function save(run: Run, phase: 'sleep' | 'restart', silent: boolean): Promise<void> {
  if (!run.record.internal.diskReady) return;
  const trigger = phase === 'sleep' ? 'stop' : 'restart';
  const capture = () => run.content.save({ snapshotId: randomId('snp'), label: null, trigger }, run.cause);
  try {
    const found = await run.host.inspect(run.record.view.id);
    if (found.state !== 'running') {
      if (!found.disk) return;
      // A crash left the files without a runtime: it takes one to save them.
      await startToSave(run, found);
      return await capture();
    }
    if (!silent) {
      try {
        return await capture();
      } catch (error) {
        if (!(error instanceof HostError) || error.fault === 'host') throw error;
      }
    }
    if (!(await startAfresh(run))) throw new Error('its runtime does not answer, and this host cannot save without it');
    await capture();
  } catch (error) {
    if (error instanceof Superseded) throw error;
    throw new SaveFailed(reasonOf(error));
  }
}

async function startAfresh(run: Run): Promise<boolean> {
  const { id } = run.record.view;
  run.checkCurrent();
  if (!(await run.host.kill(id))) return false;
  const message = 'The runtime does not do its part; it was ended, and the files are being saved without it';
  run.apply({ view: {}, event: { type: 'runtime_ended', message } });
  await startToSave(run, null);
  return true;
}

/** Under an id of its own, as an earlier life of this very operation may have used up its own; one that starts already is joined. */
async function startToSave(run: Run, found: Instance | null): Promise<void> {
  const joined = found?.state === 'starting' ? found.instanceId : null;
  const instanceId = joined ?? randomId('opn');
  await run.host.start(run.record.view.id, instanceId);
  run.apply({ view: {}, runtime: { instanceId } });
}

export async function remove(run: Run): Promise<void> {
  if (run.record.view.state !== 'created') await stop(run, 'delete');
  run.apply({
    view: { state: 'deleted', stateReason: null, ports: [], steps: [] },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: run.at() },
    operation: null,
    event: { type: 'deleted', message: 'The session was deleted' },
  });
}
