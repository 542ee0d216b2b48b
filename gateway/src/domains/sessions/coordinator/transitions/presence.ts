// What is seen of a machine that runs: that it is gone, how its app is and which ports are open,
// what its runtime knows.
import { Port, type SessionApp, type SessionStep } from '../../../../../generated/schemas.ts';
import { timestamp } from '../../../../platform/clock.ts';
import type { Exit } from '../../../../platform/runtime-host.ts';
import { clip } from '../../../../platform/text.ts';
import { appAs, declaredPorts, type RecordPort, type SessionRecord } from '../../record.ts';
import { appEvents, appSeen, withinBudget } from './app.ts';
import { withStep } from './starting.ts';
import type { Decision, EventNote, Input, PortState, Seen, Tick } from './terms.ts';

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
      app: appAs(spec, 'stopped', now),
    },
    runtime: { state: 'absent', lastError: message },
    events: [{ type: 'failed', message }],
  };
}

/**
 * A machine of a session that does not run, such as one whose start came to its host behind the
 * stop, or is called failed though it worked: nobody uses it. Its disk stays where it holds files
 * that may be saved nowhere else.
 */
export function leakSeen({ view, internal, operation }: SessionRecord, instanceId: string): Decision {
  if (view.state === 'running' || operation) return {};
  return internal.diskReady ? { end: instanceId } : { drop: instanceId };
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
 * A running machine as its runtime tells of it. A look that began before another one and ends after
 * it, or that another machine answered, changes nothing.
 */
export function seen(record: SessionRecord, look: Seen, tick: Tick): Decision {
  const { view, spec, internal, operation } = record;
  if (view.state !== 'running' || operation || look.instanceId !== view.runtime.instanceId) return {};
  const { version: newest } = internal.seen?.instanceId === look.instanceId ? internal.seen : { version: -1 };
  if (look.version < newest) return {};
  const ports = mergePorts(declaredPorts(spec, 'waiting'), view.ports, look.ports);
  const app = spec.start === undefined ? null : appSeen(view.app, look.app, tick);
  const isSame = JSON.stringify([ports, app]) === JSON.stringify([view.ports, view.app]);
  const seen = { instanceId: look.instanceId, version: look.version };
  if (isSame) return look.version === newest ? {} : { internal: { seen } };
  const budget = withinBudget(internal.noted, [...portEvents(view.ports, ports), ...appEvents(view.app, app)], tick);
  return {
    view: { ports, app, steps: withApp(view.steps, app, timestamp(tick.now)) },
    ...budget,
    internal: { ...budget.internal, seen },
  };
}

function portEvents(before: readonly RecordPort[], after: readonly RecordPort[]): EventNote[] {
  const openIn = (ports: readonly RecordPort[]) =>
    ports.filter(({ state }) => state === 'open').map(({ number }) => number);
  const [were, are] = [openIn(before), openIn(after)];
  const said = (type: string, numbers: number[], what: string): EventNote[] =>
    numbers.length === 0
      ? []
      : [
          {
            type,
            message: `${numbers.length === 1 ? 'Port' : 'Ports'} ${numbers.join(', ')} ${numbers.length === 1 ? 'is' : 'are'} ${what}`,
          },
        ];
  return [
    ...said(
      'port_closed',
      were.filter((number) => !are.includes(number)),
      'closed',
    ),
    ...said(
      'port_opened',
      are.filter((number) => !were.includes(number)),
      'open',
    ),
  ];
}

/**
 * The step of the start that waits for the app: done once it is up, failed once it is left down.
 */
function withApp(steps: readonly SessionStep[], app: SessionApp | null, at: string): SessionStep[] {
  const step = steps.find(({ name }) => name === 'app');
  if (app === null || (step?.state !== 'running' && step?.state !== 'failed')) return [...steps];
  if (app.state === 'up') return withStep(steps, 'app', 'done', at);
  const isDown = app.state === 'exited' || (app.state === 'crashed' && app.nextStartAt === null);
  return isDown && step.state === 'running' ? withStep(steps, 'app', 'failed', at) : [...steps];
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
export function renamed({ view }: SessionRecord, { name, cause }: Extract<Input, { type: 'renamed' }>): Decision {
  if (view.name === name) return {};
  const message = `Renamed from ${view.name}`;
  return {
    view: { name },
    events: [{ type: 'renamed', message, actorId: cause.actorId }],
    audit: { ...cause, event: 'session.renamed' },
  };
}

export const bootstrapped = ({ view }: SessionRecord, { now }: Tick): Decision => ({
  runtime: {
    lastBootstrapAt: timestamp(now),
    lastBootstrapSnapshotId: view.lastRestoredSnapshotId,
    lastBootstrapState: view.state,
  },
});
