// A build's move as one batch: its row, the audit entry, and its version.
import type { Compilable, Database } from '../../platform/d1.ts';
import type { AuditScope } from '../audit/index.ts';
import { auditChange } from '../audit/index.ts';
import { buildMove, versionMove } from './attempt-store.ts';
import type { Change } from '../workspaces/port.ts';
import type { BuildRow } from './store.ts';
import type { Move } from './transitions.ts';

type Owner = Pick<BuildRow, 'id' | 'workspace_id' | 'template_version_id'>;
type Audit = NonNullable<Move['audit']>;

/** Each statement depends on the one before it: where the build is not moved, nothing is. */
export function moveStatements(
  row: Owner,
  move: Move,
  audited: (audit: Audit) => Compilable<unknown>,
): [Compilable<unknown>, ...Compilable<unknown>[]] {
  return [
    buildMove(row, move),
    ...(move.audit ? [audited(move.audit)] : []),
    ...(move.version ? [versionMove(row.template_version_id, move.version)] : []),
  ];
}

/** Who made a move that no person asked for. */
export const auditOf =
  (row: Owner, cause: AuditScope) =>
  ({ event, detail }: Audit): Compilable<unknown> =>
    auditChange(cause, event, { workspaceId: row.workspace_id, actorId: null, targetId: row.id, detail });

/** Makes a move. Returns false where the build is no longer what the move was decided by. */
export function makeMove(db: Database, row: Owner, move: Move, cause: AuditScope): Promise<boolean> {
  return db.guarded(...moveStatements(row, move, auditOf(row, cause)));
}

/** What those who follow the workspace are told of once a move is made. */
export const movedWith = (row: Owner): Change[] => [
  { kind: 'build', id: row.id },
  { kind: 'version', id: row.template_version_id },
];
