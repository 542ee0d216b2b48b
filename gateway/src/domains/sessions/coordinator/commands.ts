// What may be asked of a session's coordinator, and how it answers.
import { operations } from '../../../../generated/operations.ts';
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { ProblemContext } from '../../../errors.ts';
import type { Command, SessionState } from '../record.ts';
import type { AuditNote } from './journal.ts';

/** Problems cross the RPC boundary as data: an exception would arrive there without its code. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: ProblemCode; context: ProblemContext };

export const refuse = (code: ProblemCode, context: ProblemContext = {}): Answer<never> => ({
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
