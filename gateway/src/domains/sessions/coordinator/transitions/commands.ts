// Whether a command begins, joins, is already done, or is refused; how it begins; where it goes on
// after a crash.
import { operations } from '../../../../../generated/operations.ts';
import { timestamp } from '../../../../platform/clock.ts';
import type { Result } from '../../port.ts';
import type { Command, Operation, SessionRecord, SessionState, Step } from '../../record.ts';
import { refuse } from '../refusals.ts';
import { beginStart } from './starting.ts';
import { beginStop, deleted } from './stopping.ts';
import type { AuditNote, Decision, Input, Tick } from './terms.ts';

const commands = {
  start: { operation: operations.startSession, audit: 'session.started', settled: 'running', desired: 'running' },
  stop: { operation: operations.stopSession, audit: 'session.stopped', settled: 'sleeping', desired: 'sleeping' },
  restart: { operation: operations.restartSession, audit: 'session.restarted', settled: null, desired: 'running' },
  delete: { operation: operations.deleteSession, audit: 'session.deleted', settled: 'deleted', desired: 'deleted' },
} as const satisfies Record<
  Command,
  { operation: unknown; audit: AuditNote['event']; settled: SessionState | null; desired: string }
>;

/** Whether a command begins, joins the same one under way, is already done, or is refused. */
export function judge(
  command: Command,
  discard: boolean,
  state: SessionState,
  current: Pick<Operation, 'command' | 'discard'> | null,
): 'begin' | 'join' | 'settled' | Result<never> {
  const { settled, operation } = commands[command];
  if (state === settled) return 'settled';
  // A stop with `discard` waits for no save: it replaces a stop or restart that may be saving.
  const drops = discard && !current?.discard && (current?.command === 'stop' || current?.command === 'restart');
  if (current?.command === command && !drops) return 'join';
  const { allowedStates: allowed } = operation;
  if (!allowed.some((one) => one === state)) return refuse('session_state', { state, action: command, allowed });
  // Otherwise only a deletion may replace a running command, which notices at the end of its step
  // and does nothing more.
  if (current && command !== 'delete' && !drops) return refuse('session_busy', { command: current.command });
  return 'begin';
}

export function begun(record: SessionRecord, input: Extract<Input, { type: 'command' }>, tick: Tick): Decision {
  const { command, discard, cause } = input;
  const { actorId } = cause;
  const { audit, desired } = commands[command];
  const operation = { id: tick.id, command, discard, actorId, seq: 0 };
  const first = firstDecision(record, operation, tick);
  return {
    ...first,
    runtime: {
      operationId: tick.id,
      lastCommand: command,
      lastCommandAt: timestamp(tick.now),
      desiredState: desired,
      ...first.runtime,
    },
    operation: first.step ? { ...operation, step: first.step } : null,
    ...(first.events && { events: first.events.map((event) => ({ actorId, ...event })) }),
    audit: { ...cause, event: audit, ...(discard && { detail: { discard } }) },
  };
}

function firstDecision(record: SessionRecord, operation: Omit<Operation, 'step'>, tick: Tick): Decision {
  const { state } = record.view;
  const { command } = operation;
  if (command === 'delete' && state === 'created') return deleted(tick);
  // A session that sleeps has no machine that would have to end first.
  if (command === 'start' || (command === 'restart' && state === 'sleeping'))
    return beginStart(record, operation.id, tick);
  return beginStop(record, operation, tick);
}

/** After a crash these steps begin again at `inspect`, as the host may have changed. */
const startsAnew: readonly Step['name'][] = ['inspect', 'clear', 'replace', 'machine', 'files', 'bootstrap'];
/**
 * After a crash these steps are repeated: a wipe follows a save that was proven, a keep one that
 * failed.
 */
const repeated: readonly Step['name'][] = ['undo', 'wipe', 'keep'];

export function resumed({ operation, view }: SessionRecord, { now }: Tick): Decision {
  if (!operation) return {};
  const { step } = operation;
  if (startsAnew.includes(step.name)) return { step: { name: 'inspect' } };
  if (repeated.includes(step.name)) return { step };
  if (view.state === 'created') return deleted({ now });
  return { step: { name: 'hook' } };
}
