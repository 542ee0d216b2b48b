// The outbox on its way to D1: each transition once and in order, with the audit entry that belongs to it.
import { auditChange } from '../../audit/index.ts';
import type { Database } from '../../../platform/d1.ts';
import type { Feed } from '../../workspaces/port.ts';
import { sessionProject } from '../store.ts';
import type { SessionView } from '../record.ts';
import type { AuditNote, Journal } from './journal.ts';

/** Throws when D1 does not answer; what was not acknowledged is sent again, and the version guard makes that harmless. */
export async function projectOutbox(db: Database, feed: Feed, journal: Journal): Promise<void> {
  for (let rows = journal.outbox(); rows.length > 0; rows = journal.outbox()) {
    // A view that a later one replaces need not travel, unless an audit entry hangs on it.
    for (const { version, view, audit, at } of rows.filter((row, index) => row.audit || index === rows.length - 1)) {
      await db.guarded(sessionProject(view, version, at), ...(audit ? [auditEntry(audit, view, at)] : []));
      feed.changed(view.workspaceId, { kind: 'session', id: view.id });
      journal.acknowledge(version);
    }
  }
}

function auditEntry(note: AuditNote, view: SessionView, now: number) {
  return auditChange({ ip: note.ip, requestId: note.requestId, now }, note.event, {
    workspaceId: view.workspaceId,
    actorId: note.actorId,
    authSessionId: note.authSessionId,
    targetId: note.targetId ?? view.id,
    detail: note.detail ?? {},
  });
}
