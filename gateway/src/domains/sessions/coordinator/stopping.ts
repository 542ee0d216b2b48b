// Takes a session down: the runtime's hook, the save, the machine. Each step may be repeated after a crash.
import { randomId } from '../../../platform/crypto.ts';
import { declaredPorts } from '../record.ts';
import type { Run } from './run.ts';

/** How long the app may take to end before the machine goes. */
const graceSeconds = 5;

export async function stop(run: Run, phase: 'sleep' | 'restart' | 'delete'): Promise<void> {
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
  run.checkCurrent();
  // Whichever instance it is: a start that did not reach the host leaves the disk with its last one, and the record with the new one.
  await run.host.stop(sessionId, null, graceSeconds);
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
export class SaveFailed extends Error {}

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

export async function remove(run: Run): Promise<void> {
  if (run.record.view.state !== 'created') await stop(run, 'delete');
  run.apply({
    view: { state: 'deleted', stateReason: null, ports: [], steps: [] },
    runtime: { state: 'absent', instanceId: null, lastStoppedAt: run.at() },
    operation: null,
    event: { type: 'deleted', message: 'The session was deleted' },
  });
}
