// Looks at a machine: whether it is there and should be, how its app is, which ports are open.
import { callRuntime } from '../../../platform/runtime-client.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import type { SessionView } from '../record.ts';
import { lossOf } from './transitions/presence.ts';
import type { Input, Seen } from './transitions/terms.ts';

const limits = { ms: 3000 };

/** What is seen of the machine; null where its host or its runtime says nothing for now. */
export async function look(host: RuntimeHost, { id, state: asRecorded, runtime }: SessionView): Promise<Input | null> {
  const instance = await host.inspect(id).catch(() => null);
  if (!instance) return null;
  const { state, instanceId, exit, disk } = instance;
  if (asRecorded !== 'running') return instanceId === null ? null : { type: 'leak_seen', instanceId };
  if (state === 'absent' || state === 'exited' || instanceId !== runtime.instanceId)
    return { type: 'lost', code: 'runtime_lost', reason: lossOf(exit, disk), instanceId: runtime.instanceId };
  const seen = await askPresence(host, id);
  return seen && { type: 'seen', ...seen };
}

async function askPresence(host: RuntimeHost, sessionId: string): Promise<Seen | null> {
  try {
    return await callRuntime(host, sessionId, 'getPresence', {}, limits);
  } catch {
    // A runtime that does not answer in time, or answers nonsense, tells nothing about its app;
    // the host tells whether it lives.
    return null;
  }
}
