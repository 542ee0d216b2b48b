// Who did what, for good: an entry is written in the batch of the change that it tells of.
import type { ProblemCode } from '../../../generated/policy.ts';
import type { AuditEvent } from '../../../generated/policy.ts';
import type { Operation } from '../../contract.ts';
import type { Acting, Scope, SignedIn } from '../../deps.ts';
import { type Compilable, query, sql } from '../../platform/d1.ts';

export interface AuditFacts {
  workspaceId: string;
  actorId: string | null;
  authSessionId?: string | null;
  targetId?: string | null;
  /** What changed, without secrets. */
  detail?: Record<string, string | number | boolean | null>;
}

/** The part of a scope that an entry takes. */
export type AuditScope = Pick<Scope, 'ip' | 'requestId' | 'now'>;

type Outcome = 'done' | 'refused' | 'read';

function entry(
  scope: AuditScope,
  event: string,
  outcome: Outcome,
  facts: AuditFacts,
  guard: ReturnType<typeof sql>,
): Compilable<unknown> {
  const seq = sql`coalesce((select max(seq) from audit_entries where workspace_id = ${facts.workspaceId}), 0) + 1`;
  // One statement numbers and inserts: D1 has one writer, so no two entries of a workspace get the same number.
  return {
    compile: () =>
      sql`insert into audit_entries (workspace_id, seq, event, outcome, actor_id, auth_session_id, ip, request_id, target_id, detail, at)
        select ${facts.workspaceId}, ${seq}, ${event}, ${outcome}, ${facts.actorId}, ${facts.authSessionId ?? null}, ${scope.ip},
          ${scope.requestId}, ${facts.targetId ?? null}, ${JSON.stringify(facts.detail ?? {})}, ${scope.now} where ${guard}`.compile(
        query,
      ),
  };
}

/** The entry of a change: put it into the change's batch, right behind the statement that it depends on. */
export function auditChange(scope: AuditScope, event: AuditEvent, facts: AuditFacts): Compilable<unknown> {
  return entry(scope, event, 'done', facts, sql`changes() > 0`);
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
  await scope.deps.db.run(entry(scope, event, outcome, facts, sql`1`));
}

/** That a signed-in caller was refused for lack of permission. */
export function auditRefusal(scope: MaybeCaller, operation: Operation, code: ProblemCode): Promise<void> {
  return record(scope, operation, 'refused', { operation: operation.operationId, code });
}

/** That something sensitive was read. */
export function auditRead(scope: MaybeCaller, operation: Operation): Promise<void> {
  return record(scope, operation, 'read', { operation: operation.operationId });
}
