// Who did what, for good: an entry is written in the batch of the change that it tells of.
import type { ProblemCode, AuditEvent } from '../../../generated/policy.ts';
import type { Operation } from '../../contract.ts';
import type { Acting, Scope, SignedIn } from '../../scope.ts';
import type { Compilable } from '../../platform/d1.ts';
import { type AuditFacts, type AuditScope, entryInsert, type Outcome } from './store.ts';

export type { AuditFacts, AuditScope } from './store.ts';

/**
 * The entry of a change: put it into the change's batch, right behind the statement that it depends
 * on.
 */
export function auditChange(scope: AuditScope, event: AuditEvent, facts: AuditFacts): Compilable<unknown> {
  return entryInsert(scope, event, 'done', facts, 'change');
}

/** The same for a signed-in caller. */
export function auditBy(
  scope: Acting,
  event: AuditEvent,
  targetId: string | null,
  detail: AuditFacts['detail'] = {},
): Compilable<unknown> {
  const { workspaceId, userId, authSessionId } = scope.caller;
  return auditChange(scope, event, { workspaceId, actorId: userId, authSessionId, targetId, detail });
}

interface MaybeCaller extends Scope {
  caller: SignedIn['caller'] | null;
}

async function record(
  scope: MaybeCaller,
  operation: Operation,
  outcome: Outcome,
  detail: AuditFacts['detail'],
): Promise<void> {
  const { caller } = scope;
  if (!caller) return;
  const event = operation.audit[0] ?? `operation.${operation.operationId}`;
  const facts = {
    workspaceId: caller.workspaceId,
    actorId: caller.userId,
    authSessionId: caller.authSessionId,
    detail: detail ?? {},
  };
  await scope.deps.db.run(entryInsert(scope, event, outcome, facts, 'always'));
}

/** That a signed-in caller was refused for lack of permission. */
export function auditRefusal(scope: MaybeCaller, operation: Operation, code: ProblemCode): Promise<void> {
  return record(scope, operation, 'refused', { operation: operation.operationId, code });
}

/** That something sensitive was read. */
export function auditRead(scope: MaybeCaller, operation: Operation): Promise<void> {
  return record(scope, operation, 'read', { operation: operation.operationId });
}
