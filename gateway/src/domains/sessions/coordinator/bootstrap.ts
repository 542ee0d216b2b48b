// Tells a runtime which session it serves: after each start, and again on every attach.
import type { Manifest } from '../../../../generated/schemas.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import type { SessionView } from '../record.ts';

const limits = { ms: 30_000 };

/**
 * Pushes what the runtime has to know. The same content under the same name changes nothing there;
 * `name` is the instance, or the command after which its processes are to be started anew. Returns
 * whether the runtime took over something new. Throws HostError when it refuses.
 */
export async function pushBootstrap(
  host: RuntimeHost,
  { view, spec }: { view: SessionView; spec: Manifest },
  name: string,
): Promise<boolean> {
  const { id, workspaceId, templateId, templateName, releaseId } = view;
  const input = {
    body: {
      bootstrapId: `${name}.${view.lastRestoredSnapshotId ?? 'base'}`,
      state: 'running',
      session: { id, name: view.name, workspaceId, templateId, templateName, releaseId },
      persistedPaths: view.persistedPaths,
      env: Object.entries(spec.env).map(([variable, value]) => ({ name: variable, value })),
      start: spec.start ?? null,
      ports: spec.ports.map(({ number, label }) => ({ number, label: label ?? null })),
      restoredSnapshotId: view.lastRestoredSnapshotId,
    },
  };
  return (await callRuntime(host, id, 'bootstrapRuntime', input, limits)).applied;
}
