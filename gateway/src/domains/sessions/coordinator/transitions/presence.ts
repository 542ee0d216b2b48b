// What is seen of a machine that runs: that it is gone, which ports its app has open, what its
// runtime knows.
import { Port } from '../../../../../generated/schemas.ts';
import { timestamp } from '../../../../platform/clock.ts';
import type { Exit } from '../../../../platform/runtime-host.ts';
import { clip } from '../../../../platform/text.ts';
import { declaredPorts, type RecordPort, type SessionRecord } from '../../record.ts';
import { withStep } from './starting.ts';
import type { Decision, Input, PortState, Tick } from './terms.ts';

const maxPorts = 40;

/**
 * A machine that should run and does not: the session has failed. A command under way detects the
 * loss itself.
 */
export function lost(
  { view, spec, operation }: SessionRecord,
  { code, reason, instanceId }: Extract<Input, { type: 'lost' }>,
  { now }: Tick,
): Decision {
  // The end of an instance that is not the current one is old news.
  const isOld = instanceId !== null && instanceId !== view.runtime.instanceId;
  if (view.state !== 'running' || operation || isOld) return {};
  const message = clip(reason, 1000);
  return {
    view: {
      state: 'failed',
      stateReason: { code, message, at: timestamp(now) },
      ports: declaredPorts(spec, 'closed'),
    },
    runtime: { state: 'absent', lastError: message },
    event: { type: 'failed', message },
  };
}

const endings: Record<string, string> = {
  host_stopped: 'the platform was stopped while it ran',
  killed: 'it was killed',
  out_of_memory: 'its memory was used up',
  exited: 'its runtime ended by itself',
  stopped: 'it was stopped from outside',
};

/** Why a machine that should run does not, for people. */
export function lossOf(exit: Exit | null, disk: boolean): string {
  const why = exit === null ? 'its host ended' : (endings[exit.reason] ?? exit.reason);
  return `The session's machine is gone: ${why}. ${disk ? 'Its disk is kept; start it again.' : 'Start it again.'}`;
}

/**
 * The ports as the runtime names them. The `app` step is done when the first declared port opens.
 */
export function portsSeen(
  { view, spec, operation }: SessionRecord,
  seen: readonly PortState[],
  { now }: Tick,
): Decision {
  if (view.state !== 'running' || operation) return {};
  const ports = mergePorts(declaredPorts(spec, 'waiting'), view.ports, seen);
  if (JSON.stringify(ports) === JSON.stringify(view.ports)) return {};
  const wasOpen = (number: number) => view.ports.some((old) => old.number === number && old.state === 'open');
  const opened = ports.filter(({ number, state }) => state === 'open' && !wasOpen(number));
  const app = view.steps.find(({ name }) => name === 'app');
  const first = ports[0]?.state === 'open' && app?.state === 'running';
  const message = `Port ${opened.map(({ number }) => number).join(', ')} is open`;
  return {
    view: { ports, steps: first ? withStep(view.steps, 'app', 'done', timestamp(now)) : view.steps },
    ...(opened.length > 0 && { event: { type: 'port_open', message } }),
  };
}

function mergePorts(declared: RecordPort[], before: RecordPort[], seen: readonly PortState[]): RecordPort[] {
  const stateOf = new Map(seen.map(({ number, state }) => [number, state]));
  const known = [...declared, ...before.filter((port) => !declared.some(({ number }) => number === port.number))];
  const others = seen.filter(
    ({ number, state }) =>
      state === 'open' && Port.safeParse(number).success && !known.some((port) => port.number === number),
  );
  return [
    ...known.map((port) => ({
      ...port,
      state: stateOf.get(port.number) ?? (port.state === 'open' ? ('closed' as const) : port.state),
    })),
    ...others.map(({ number, state }) => ({ number, label: null, state })),
  ].slice(0, maxPorts);
}

/** Records that the runtime received this state of the session. */
export const bootstrapped = ({ view }: SessionRecord, { now }: Tick): Decision => ({
  runtime: {
    lastBootstrapAt: timestamp(now),
    lastBootstrapSnapshotId: view.lastRestoredSnapshotId,
    lastBootstrapState: view.state,
  },
});
