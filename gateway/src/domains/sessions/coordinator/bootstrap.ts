// Tells a runtime which session it serves: after each start, and again on every attach.
import type { Manifest } from '../../../../generated/schemas.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import type { SessionView } from '../record.ts';
import type { Transition } from './journal.ts';

const limits = { ms: 30_000 };

/**
 * Pushes what the runtime has to know. The id names its content: the same content twice changes nothing there. `instanceId` is the
 * operation that started the machine. Answers whether the runtime took over something new. Throws HostError when it refuses.
 */
export async function pushBootstrap(
  host: RuntimeHost,
  { view, spec }: { view: SessionView; spec: Manifest },
  instanceId: string,
): Promise<boolean> {
  const { id, name, workspaceId, templateId, templateName, releaseId } = view;
  const input = {
    body: {
      bootstrapId: `${instanceId}.${view.lastRestoredSnapshotId ?? 'base'}`,
      state: 'running',
      session: { id, name, workspaceId, templateId, templateName, releaseId },
      persistedPaths: view.persistedPaths,
      env: Object.entries(spec.env).map(([variable, value]) => ({ name: variable, value })),
      start: spec.start ?? null,
      ports: spec.ports.map(({ number, label }) => ({ number, label: label ?? null })),
      restoredSnapshotId: view.lastRestoredSnapshotId,
    },
  };
  return (await callRuntime(host, id, 'bootstrapRuntime', input, limits)).applied;
}

/** The runtime knows this state of the session. */
export const bootstrapped = ({ lastRestoredSnapshotId, state }: SessionView): Transition => ({
  view: {},
  runtime: {
    lastBootstrapAt: new Date().toISOString(),
    lastBootstrapSnapshotId: lastRestoredSnapshotId,
    lastBootstrapState: state,
  },
});
