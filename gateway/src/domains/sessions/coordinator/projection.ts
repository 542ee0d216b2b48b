// What goes out to D1: each version once and in order, with the audit entry that belongs to it.
import type { Database } from '../../../platform/d1.ts';
import { auditChange } from '../../audit/index.ts';
import type { Feed } from '../../workspaces/port.ts';
import type { SessionView } from '../record.ts';
import { sessionProject } from '../store.ts';
import type { Journal } from './journal.ts';
import type { AuditNote } from './transitions/terms.ts';

/**
 * Throws when D1 does not answer; what was not acknowledged is sent again, and the version guard
 * makes that harmless.
 */
export async function projectOutgoing(db: Database, feed: Feed, journal: Journal): Promise<void> {
  for (let rows = journal.outgoing(); rows.length > 0; rows = journal.outgoing()) {
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
