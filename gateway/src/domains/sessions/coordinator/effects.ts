// Carries out what the record asks for, and brings back what it came to. Every effect may be
// carried out again after a crash.
import { log } from '../../../platform/log.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import { HostError, type RuntimeHost } from '../../../platform/runtime-host.ts';
import type { Operation, SessionRecord, Step } from '../record.ts';
import { pushBootstrap } from './bootstrap.ts';
import { platformCause, SnapshotStuck } from './content.ts';
import type { Files } from './parts.ts';
import type { Effect, Fault, StepEnd, StepResults } from './transitions/terms.ts';

export interface EffectParts {
  host: RuntimeHost;
  files: Files;
  newId(kind: string): string;
}

/** How long the app may take to end before the machine goes. */
const graceSeconds = 5;
const hookLimits = { ms: (graceSeconds + 5) * 1000 };

/** Never throws: what a step fails with is a result. */
export async function carryOut(parts: EffectParts, record: SessionRecord, operation: Operation): Promise<StepEnd> {
  const step = operation.step.name;
  try {
    const value = await does[step](parts, record, operation);
    // Each entry of the table gives what its step comes to.
    return { step, ok: true, value } as StepEnd;
  } catch (error) {
    return { step, ok: false, fault: faultOf(error) };
  }
}

/**
 * Ends a machine that the record does not name any more. One that is not there, or is another one
 * by now, is left alone; what cannot be ended now, the sweep finds again.
 */
export async function drop({ host }: EffectParts, sessionId: string, { kind, instanceId }: Drop): Promise<void> {
  const ended = kind === 'drop' ? host.stop(sessionId, instanceId, 0) : host.kill(sessionId, instanceId);
  await ended.catch((error: unknown) =>
    log.info('a machine was left', { session: sessionId, instance: instanceId, reason: reasonOf(error) }),
  );
}

type Drop = Exclude<Effect, { kind: 'step' }>;

type Does = { [N in Step['name']]: (p: EffectParts, r: SessionRecord, o: Operation) => Promise<StepResults[N]> };

const does: Does = {
  inspect: ({ host }, { view }) => host.inspect(view.id),
  clear: ({ host }, { view }) => wipe(host, view.id, null, 0),
  replace: ({ host }, { view }) => host.kill(view.id, null),
  machine: async ({ host }, { view }, { step }) => {
    const { isolation } = await host.start(view.id, instanceOf(step));
    return { isolation };
  },
  files: ({ files }, _, { id }) => files.begin(`rst-${id.slice(4)}`),
  bootstrap: ({ host }, record) => bootstrap(host, record, record.view.runtime.instanceId ?? ''),
  // The failure that led here is what people learn of.
  undo: async ({ host }, { view }) => {
    await wipe(host, view.id, view.runtime.instanceId, 0).catch(() => undefined);
    return null;
  },
  hook: ({ host }, { view }) => hook(host, view),
  find: ({ host }, { view }) => host.inspect(view.id),
  end_runtime: ({ host }, { view }) => host.kill(view.id, null),
  machine_to_save: async ({ host }, { view }, { step }) => {
    await host.start(view.id, instanceOf(step));
    return null;
  },
  save: async ({ files, newId }, _, { id, command, actorId }) => {
    const cause = { ...platformCause, actorId, requestId: id };
    const trigger = command === 'stop' ? 'stop' : 'restart';
    await files.save({ snapshotId: newId('snp'), label: null, trigger }, cause);
    return null;
  },
  // Whichever instance it is: a start that did not reach the host leaves the disk with its last
  // one, and the record with the new one.
  wipe: ({ host }, { view }, { step }) => wipe(host, view.id, null, 'silent' in step && step.silent ? 0 : graceSeconds),
  // The runtime goes on without its processes, so it is to start the app again; one that cannot is
  // seen to be gone when it is looked at.
  keep: async ({ host }, record, { id }) => {
    await bootstrap(host, record, id).catch(() => undefined);
    return null;
  },
};

const instanceOf = (step: Step): string => ('instanceId' in step ? step.instanceId : '');

async function wipe(host: RuntimeHost, sessionId: string, instanceId: string | null, grace: number): Promise<null> {
  await host.stop(sessionId, instanceId, grace);
  return null;
}

async function bootstrap(host: RuntimeHost, record: SessionRecord, name: string): Promise<null> {
  await pushBootstrap(host, record, name);
  return null;
}

/** The runtime's chance to end well. Returns whether it gave no sign of life. */
async function hook(host: RuntimeHost, { id, runtime }: SessionRecord['view']): Promise<boolean> {
  const { lastLifecyclePhase: phase, lastLifecycleAt: at, lastLifecycleReason: reason } = runtime;
  try {
    // The record has them since the stop began.
    if (phase && at)
      await callRuntime(
        host,
        id,
        'recordLifecycle',
        { body: { phase, at, reason: reason ?? '', graceSeconds } },
        hookLimits,
      );
    return false;
  } catch (error) {
    return error instanceof HostError && error.fault === 'silent';
  }
}

function faultOf(error: unknown): Fault {
  return {
    reason: reasonOf(error),
    host: error instanceof HostError ? error.fault : null,
    stuckOn: error instanceof SnapshotStuck ? error.snapshotId : null,
  };
}
