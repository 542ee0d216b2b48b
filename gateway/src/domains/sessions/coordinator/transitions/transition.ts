// The one place where a session changes: what happened goes in, the next record comes out with what
// is to be done. No clock, no chance, no call: everything that decides is in the arguments, so that
// each history can be played again.
import { timestamp } from '../../../../platform/clock.ts';
import type { Operation, SessionRecord, SessionView } from '../../record.ts';
import { begun, resumed } from './commands.ts';
import { restoreDone, restoreFailed, saved, autosaveFailed } from './content.ts';
import { bootstrapped, leakSeen, lost, renamed, seen } from './presence.ts';
import { startStep } from './starting.ts';
import { stopStep } from './stopping.ts';
import type { Decision, Effect, Input, Next, StepName, Tick } from './terms.ts';

type StepEnded = Extract<Input, { type: 'step_ended' }>;

export function transition(record: SessionRecord, input: Input, tick: Tick): Next {
  const decision = decide(record, input, tick);
  const operation = nextOperation(record.operation, decision);
  const view = nextView(record.view, decision, tick.now);
  const hasNextStep = operation !== null && operation.seq !== record.operation?.seq;
  const isNewCommand = operation !== null && operation.id !== record.operation?.id;
  const effects: Effect[] = hasNextStep || isNewCommand ? [{ kind: 'step', operation }] : [];
  if (decision.drop !== undefined) effects.push({ kind: 'drop', instanceId: decision.drop });
  if (decision.end !== undefined) effects.push({ kind: 'end', instanceId: decision.end });
  const internal = decision.internal ? { ...record.internal, ...decision.internal } : record.internal;
  const same = view === record.view && operation === record.operation && internal === record.internal;
  return {
    record: same ? record : { ...record, view, internal, operation },
    moved: view !== record.view,
    events: decision.events ?? [],
    audit: decision.audit ?? null,
    effects,
    outcome: decision.outcome ?? null,
  };
}

function decide(record: SessionRecord, input: Input, tick: Tick): Decision {
  switch (input.type) {
    case 'command':
      return begun(record, input, tick);
    case 'resumed':
      return resumed(record, tick);
    case 'step_ended':
      return isCurrent(record.operation, input)
        ? byActor(record.operation, startStep(record, input.end, tick) ?? stopStep(record, input.end, tick))
        : staleResult(record, input);
    case 'lost':
      return lost(record, input, tick);
    case 'seen':
      return seen(record, input, tick);
    case 'leak_seen':
      return leakSeen(record, input.instanceId);
    case 'bootstrapped':
      return bootstrapped(record, tick);
    case 'renamed':
      return renamed(record, input);
    case 'saved':
      return saved(input, tick);
    case 'autosave_failed':
      return autosaveFailed(input.reason, tick);
    case 'restore_noted':
      return { internal: { restore: input.note } };
    case 'restore_done':
      return restoreDone(record, input, tick);
    case 'restore_failed':
      return restoreFailed(input);
  }
}

const isCurrent = (operation: Operation | null, { operationId, seq }: StepName): operation is Operation =>
  operation?.id === operationId && operation.seq === seq;

/** Names the command's actor in the events. */
function byActor({ actorId }: Operation, decision: Decision): Decision {
  if (!decision.events) return decision;
  return { ...decision, events: decision.events.map((event) => ({ actorId, ...event })) };
}

/**
 * The result of a step that is no longer current. If another command replaced its command, the
 * machine that the step was to start is ended, even if the start seemed to fail, as the host may
 * have started it. If the disk holds unsaved files, the machine is kept for the current command.
 */
function staleResult({ internal, view }: SessionRecord, { operationId, instanceId }: StepEnded): Decision {
  const replaced = view.runtime.operationId !== operationId;
  return replaced && instanceId !== null && !internal.diskReady ? { drop: instanceId } : {};
}

function nextOperation(current: Operation | null, { operation, step }: Decision): Operation | null {
  if (operation !== undefined) return operation;
  return current && step ? { ...current, step, seq: current.seq + 1 } : current;
}

/** A new version, unless the decision changes nothing that anybody sees. */
function nextView(view: SessionView, decision: Decision, now: number): SessionView {
  const { view: changes, runtime, events = [], audit } = decision;
  if (!changes && !runtime && events.length === 0 && !audit) return view;
  const at = timestamp(now);
  const merged = { ...view, ...changes, updatedAt: at };
  const { version } = view.runtime;
  return {
    ...merged,
    runtime: { ...view.runtime, ...runtime, status: merged.state, version: version + 1, updatedAt: at },
  };
}
