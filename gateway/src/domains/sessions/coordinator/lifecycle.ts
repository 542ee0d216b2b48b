// Carries a command out, and decides what its failure means for the session.
import type { SessionStep } from '../../../../generated/schemas.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { HostError } from '../../../platform/runtime-host.ts';
import { clip } from '../../../platform/text.ts';
import { declaredPorts, type Operation } from '../record.ts';
import { SnapshotStuck } from './content.ts';
import { type Parts, type Outcome, Run, Superseded } from './run.ts';
import { bootstrap, start } from './starting.ts';
import { remove, SaveFailed, stop } from './stopping.ts';

export async function carryOut(parts: Parts, operation: Operation, actorId: string | null): Promise<Outcome> {
  const run = new Run(parts, operation, actorId);
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
      const command = parts.journal.read()?.operation?.command ?? 'another command';
      return { ok: false, code: 'session_busy', context: { command } };
    }
  }
}

async function failed(run: Run, error: unknown): Promise<Outcome> {
  if (error instanceof Superseded) throw error;
  if (error instanceof SaveFailed) return keepRunning(run, error.message);
  const reason = reasonOf(error);
  const stopping = run.record.view.state === 'stopping';
  const full = error instanceof HostError && error.fault === 'full';
  const code = stopping ? 'session_stop_failed' : full ? 'host_disk_full' : 'session_start_failed';
  run.apply({
    view: {
      state: 'failed',
      stateReason: { code, message: clip(reason, 1000), at: run.at() },
      steps: failedSteps(run),
      ...(stopping ? {} : { ports: declaredPorts(run.record.spec, 'closed') }),
    },
    runtime: { state: stopping ? 'unhealthy' : 'absent', lastError: clip(reason, 1000) },
    ...(error instanceof SnapshotStuck ? { internal: { stuckOn: error.snapshotId } } : {}),
    operation: null,
    event: { type: 'failed', message: reason },
  });
  return { ok: false, code, context: { reason: clip(reason, 500), sessionId: run.record.view.id } };
}

/** The save failed: the machine is still there, so the session goes on, and says why. */
async function keepRunning(run: Run, reason: string): Promise<Outcome> {
  const message = clip(`It could not be saved, so it was not stopped: ${reason}`, 1000);
  run.checkCurrent();
  await bootstrap(run).catch(() => undefined);
  run.apply({
    view: { state: 'running', stateReason: { code: 'save_failed', message, at: run.at() } },
    runtime: { state: 'healthy', desiredState: 'running', lastError: message },
    operation: null,
    event: { type: 'save_failed', message },
  });
  return {
    ok: false,
    code: 'session_not_saved',
    context: { reason: clip(reason, 500), sessionId: run.record.view.id },
  };
}

const failedSteps = (run: Run): SessionStep[] =>
  run.record.view.steps.map((step) =>
    step.state === 'running' ? { ...step, state: 'failed', finishedAt: run.at() } : step,
  );
