// The statement that writes an entry.
import type { Scope } from '../../scope.ts';
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

export type Outcome = 'done' | 'refused' | 'read';

/** With `change`, only if the statement before it in its batch changed something. */
export function entryInsert(
  scope: AuditScope,
  event: string,
  outcome: Outcome,
  facts: AuditFacts,
  when: 'change' | 'always',
): Compilable<unknown> {
  const seq = sql`coalesce((select max(seq) from audit_entries where workspace_id = ${facts.workspaceId}), 0) + 1`;
  const guard = when === 'change' ? sql`changes() > 0` : sql`1`;
  // One statement numbers and inserts: D1 has one writer, so no two entries of a workspace get the
  // same number.
  return {
    compile: () =>
      sql`insert into audit_entries (workspace_id, seq, event, outcome, actor_id, auth_session_id, ip, request_id, target_id, detail, at)
        select ${facts.workspaceId}, ${seq}, ${event}, ${outcome}, ${facts.actorId}, ${facts.authSessionId ?? null}, ${scope.ip},
          ${scope.requestId}, ${facts.targetId ?? null}, ${JSON.stringify(facts.detail ?? {})}, ${scope.now} where ${guard}`.compile(
        query,
      ),
  };
}
