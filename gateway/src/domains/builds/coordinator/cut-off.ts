// Whether an attempt failed by itself or was cut off by the platform: a host that died or was
// stopped, a store that was out of order.
import { passingFault } from '../../../platform/passing-faults.ts';
import { HostError, type RuntimeHost } from '../../../platform/runtime-host.ts';
import type { Ending } from '../transitions.ts';
import { AttemptFailed, Hopeless } from './failures.ts';
import type { AttemptState } from './record.ts';

type Host = Pick<RuntimeHost, 'inspect'>;

/** To be asked while the builder is still as the failure left it. */
export async function endingOf(host: Host, id: string, state: AttemptState, error: unknown): Promise<Ending> {
  if (error instanceof Hopeless) return 'hopeless';
  if (error instanceof AttemptFailed) return 'failed';
  return (await wasCutOff(host, id, state, error)) ? 'cut_off' : 'failed';
}

/**
 * A runtime that was killed counts as failed, whoever did it: the build may do it as well. What the
 * host says of its own end is the host's word, which no build can put into its mouth save by ending
 * the host; and that is bounded by `maxCutOffs`.
 */
async function wasCutOff(host: Host, id: string, state: AttemptState, error: unknown): Promise<boolean> {
  if (error instanceof HostError && error.fault === 'host') return true;
  if (passingFault(error) !== null) return true;
  try {
    const { state: now, instanceId, exit } = await host.inspect(id);
    // A builder that did not start is wiped, and says why; one that was there and is gone went with
    // its host's data.
    if (now === 'absent') return state.phase !== 'machine';
    return instanceId === state.leaseId && exit?.reason === 'host_stopped';
  } catch {
    // It failed for a reason of its own, and the host has just gone, or for the host's going. In
    // doubt it is not the build's.
    return true;
  }
}

/** Whether the host can be asked at all. */
export async function hostServes(host: Host, id: string): Promise<boolean> {
  try {
    await host.inspect(id);
    return true;
  } catch (error) {
    return !(error instanceof HostError && error.fault === 'host');
  }
}
