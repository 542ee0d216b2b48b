// What may be asked of a session's coordinator, and how it answers.
import { operations } from '../../../../generated/operations.ts';
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { ProblemContext } from '../../../errors.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { ContentRefused } from '../../layers/index.ts';
import { HostError } from '../../../platform/runtime-host.ts';
import { clip } from '../../../platform/text.ts';
import type { Result } from '../port.ts';
import type { Command, Operation, SessionState } from '../record.ts';
import { problemOfHostError } from '../runtime/unreachable.ts';
import type { AuditNote } from './journal.ts';

export const refuse = (code: ProblemCode, context: ProblemContext = {}): Result<never> => ({
  ok: false,
  code,
  context,
});

export const commands = {
  start: { operation: operations.startSession, audit: 'session.started', settled: 'running' },
  stop: { operation: operations.stopSession, audit: 'session.stopped', settled: 'sleeping' },
  restart: { operation: operations.restartSession, audit: 'session.restarted', settled: null },
  delete: { operation: operations.deleteSession, audit: 'session.deleted', settled: 'deleted' },
} as const satisfies Record<Command, { operation: unknown; audit: AuditNote['event']; settled: SessionState | null }>;

/** What a command meets: it begins, joins the same one under way, finds its end reached, or is refused. */
export function judge(
  command: Command,
  discard: boolean,
  state: SessionState,
  current: Operation | null,
): 'begin' | 'join' | 'settled' | Result<never> {
  const { settled, operation } = commands[command];
  if (state === settled) return 'settled';
  // Whoever drops what a save would keep waits for none: it takes over from a stop or restart that may be in the middle of one.
  const drops = discard && !current?.discard && (current?.command === 'stop' || current?.command === 'restart');
  if (current?.command === command && !drops) return 'join';
  const { allowedStates: allowed } = operation;
  if (!allowed.some((one) => one === state)) return refuse('session_state', { state, action: command, allowed });
  // But for it, only a deletion may take over from a command under way: that one then sees that it is no longer current and cleans up.
  if (current && command !== 'delete' && !drops) return refuse('session_busy', { command: current.command });
  return 'begin';
}

const clipped = (error: unknown): string => clip(reasonOf(error), 500);

/** A save that failed because nobody is there is told as that: to correct the files and try again would not help. */
export function saveRefusal(error: unknown): Result<never> {
  const away = error instanceof HostError && (error.fault === 'silent' || error.fault === 'host');
  return away ? { ok: false, ...problemOfHostError(error) } : refuse('snapshot_failed', { reason: clipped(error) });
}

/** Throws again what no host or runtime is at fault for. */
export function hostRefusal(error: unknown): Result<never> {
  if (!(error instanceof HostError)) throw error;
  return { ok: false, ...problemOfHostError(error) };
}

export const restoreRefusal = (error: unknown, reason: string): Result<never> =>
  error instanceof ContentRefused
    ? refuse('snapshot_unusable', { reason: clipped(error) })
    : refuse('restore_failed', { reason });
