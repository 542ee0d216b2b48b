// Brings a session up: machine, files, bootstrap. Each step may be repeated after a crash.
import type { SessionStep } from '../../../../generated/schemas.ts';
import { pushBootstrap } from './bootstrap.ts';
import { declaredPorts } from '../record.ts';
import { type Run, withStep } from './run.ts';

export async function start(run: Run): Promise<void> {
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
  const { diskReady } = run.record.internal;
  // This very start, taken up again: the disk is as it left it. One whose machine has died meanwhile begins anew below.
  if (found.instanceId === run.operation.id && found.state !== 'exited') return diskReady;
  const keeps = found.disk && diskReady;
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
    internal: { diskReady: true, stuckOn: null, savedAt: Date.parse(run.at()) },
  });
}

export async function bootstrap(run: Run): Promise<void> {
  await pushBootstrap(run.host, run.record, run.operation.id);
}
