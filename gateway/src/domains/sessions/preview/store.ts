// SQL of the ways into a preview.
import { holders } from '../../../../generated/policy.ts';
import { type InsertInto, query } from '../../../platform/d1.ts';

export function ticketInsert(row: InsertInto<'preview_tickets'>) {
  return query.insertInto('preview_tickets').values(row);
}

/** Uses a ticket up, and returns it, if it is for this preview and not expired. */
export function ticketUse(hash: string, sessionId: string, port: number, now: number) {
  return query
    .deleteFrom('preview_tickets')
    .where('hash', '=', hash)
    .where('session_id', '=', sessionId)
    .where('port', '=', port)
    .where('expires_at', '>', now)
    .returningAll();
}

/** The session's view, which its ports are in. */
export const portsOf = (sessionId: string) => query.selectFrom('sessions').select('view').where('id', '=', sessionId);

/** The session's state, for a person whose sign-in lives and who may still connect to it. */
export function sessionStateFor(
  visitor: { sessionId: string; userId: string; authSessionId: string; workspaceId?: string },
  now: number,
) {
  const { sessionId, userId, authSessionId, workspaceId } = visitor;
  const found = query
    .selectFrom('sessions')
    .innerJoin('auth_sessions', (join) => join.on('auth_sessions.id', '=', authSessionId))
    .innerJoin('memberships', (join) =>
      join.onRef('memberships.workspace_id', '=', 'sessions.workspace_id').on('memberships.user_id', '=', userId),
    )
    .where('sessions.id', '=', sessionId)
    .where('auth_sessions.user_id', '=', userId)
    .where('auth_sessions.revoked_at', 'is', null)
    .where('auth_sessions.expires_at', '>', now)
    .where('memberships.role', 'in', holders['previews:visit'])
    .select(['sessions.state as state', 'auth_sessions.expires_at as signInEndsAt']);
  return workspaceId === undefined ? found : found.where('sessions.workspace_id', '=', workspaceId);
}
