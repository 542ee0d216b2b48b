// Looks at a running machine: whether it is still there, and which ports its app has opened.
import { type Manifest, Port, type PortList } from '../../../../generated/schemas.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import type { Exit } from '../../../platform/runtime-host.ts';
import { clip } from '../../../platform/text.ts';
import { type RecordPort, declaredPorts } from '../record.ts';
import type { Transition } from './journal.ts';
import { type Parts, withStep } from './run.ts';

const limits = { ms: 3000 };
const maxPorts = 40;

/** Updates the ports. Answers why the machine is lost, or null when it is there. */
export async function watch(parts: Parts): Promise<string | null> {
  const record = parts.journal.read();
  if (!record) return null;
  const { view, spec } = record;
  const instance = await parts.host.inspect(view.id).catch(() => null);
  if (!instance) return null;
  if (instance.state === 'absent' || instance.state === 'exited' || instance.instanceId !== view.runtime.instanceId) {
    return lossOf(instance.exit, instance.disk);
  }
  const seen = await askPorts(parts, view.id);
  if (!seen) return null;
  const current = parts.journal.read();
  if (!current || current.view.state !== 'running' || current.operation) return null;
  const ports = mergePorts(declaredPorts(spec, 'waiting'), current.view.ports, seen);
  if (JSON.stringify(ports) === JSON.stringify(current.view.ports)) return null;
  const at = new Date(parts.now()).toISOString();
  const opened = ports.filter(
    (port) => port.state === 'open' && current.view.ports.find((old) => old.number === port.number)?.state !== 'open',
  );
  const app = current.view.steps.find((step) => step.name === 'app');
  const first = ports[0]?.state === 'open' && app?.state === 'running';
  parts.journal.apply(
    {
      view: { ports, steps: first ? withStep(current.view.steps, 'app', 'done', at) : current.view.steps },
      ...(opened[0]
        ? { event: { type: 'port_open', message: `Port ${opened.map((port) => port.number).join(', ')} is open` } }
        : {}),
    },
    parts.now(),
  );
  return null;
}

const endings: Record<string, string> = {
  host_stopped: 'the platform was stopped while it ran',
  killed: 'it was killed',
  out_of_memory: 'its memory was used up',
  exited: 'its runtime ended by itself',
  stopped: 'it was stopped from outside',
};

/** Why a machine that should run does not, in a person's words. */
export function lossOf(exit: Exit | null, disk: boolean): string {
  const why = exit === null ? 'its host ended' : (endings[exit.reason] ?? exit.reason);
  return `The session's machine is gone: ${why}. ${disk ? 'Its disk is kept; start it again.' : 'Start it again.'}`;
}

/** A machine that should run and does not: the session has failed. */
export function lossTransition(code: string, reason: string, spec: Manifest | undefined): Transition {
  const message = clip(reason, 1000);
  const stateReason = { code, message, at: new Date().toISOString() };
  return {
    view: { state: 'failed', stateReason, ports: spec ? declaredPorts(spec, 'closed') : [] },
    runtime: { state: 'absent', lastError: message },
    event: { type: 'failed', message },
  };
}

async function askPorts(parts: Parts, sessionId: string): Promise<PortList['items'] | null> {
  try {
    return (await callRuntime(parts.host, sessionId, 'listPorts', {}, limits)).items;
  } catch {
    // A runtime that does not answer in time, or answers nonsense, tells nothing about its ports; the host tells whether it lives.
    return null;
  }
}

function mergePorts(
  declared: RecordPort[],
  before: RecordPort[],
  seen: { number: number; state: RecordPort['state'] }[],
): RecordPort[] {
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
