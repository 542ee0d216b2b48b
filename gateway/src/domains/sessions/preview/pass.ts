// The ways into a preview: a one-time ticket in an address, traded for a pass in a cookie of the
// preview's own origin. Threat: an address is copied, logged and sent on; a preview's page is
// somebody's code. Property: a ticket works once, within a minute, for one session, port and
// person; the pass is signed, names the sign-in behind it, and ends with it; neither is worth
// anything on the control plane or on another preview.
import { may } from '../../../authorize.ts';
import type { Deps } from '../../../deps.ts';
import type { SignedIn } from '../../../scope.ts';
import { base64Url, fromBase64Url, randomToken, sha256Hex } from '../../../platform/crypto.ts';
import type { Admission } from '../../../platform/runtime-host.ts';
import { viewOf } from '../store.ts';
import { portsOf, sessionStateFor, ticketInsert, ticketUse } from './store.ts';

export const ticketLifetimeMs = 60_000;
export const passLifetimeSeconds = 12 * 3600;

export interface Pass {
  sessionId: string;
  port: number;
  userId: string;
  authSessionId: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export async function issueTicket(
  scope: SignedIn,
  sessionId: string,
  port: number,
): Promise<{ ticket: string; expiresAt: number }> {
  const ticket = randomToken('bft');
  await scope.deps.db.run(await newTicket({ sessionId, ...scope.caller }, port, ticket, scope.now));
  return { ticket, expiresAt: scope.now + ticketLifetimeMs };
}

/** Whom a ticket is for. */
type Holder = Pick<Pass, 'sessionId' | 'userId' | 'authSessionId'>;

const newTicket = async ({ sessionId, userId, authSessionId }: Holder, port: number, ticket: string, now: number) =>
  ticketInsert({
    hash: await sha256Hex(ticket),
    session_id: sessionId,
    port,
    user_id: userId,
    auth_session_id: authSessionId,
    expires_at: now + ticketLifetimeMs,
  });

/** What a ticket is worth. */
export interface Redeemed {
  pass: string;
  /** Tickets for the session's other ports, for the same person. */
  others: { port: number; ticket: string }[];
}

/** More ports than sessions have; each costs the browser a request. */
const mostOthers = 8;

/**
 * Uses a ticket up and returns the pass for it, and tickets for the other ports where these are
 * asked for; null when it is unknown, used, expired or for another preview. Who may open one port
 * of a session may open all.
 */
export async function redeemTicket(
  deps: Deps,
  ticket: string,
  { sessionId, port }: { sessionId: string; port: number },
  withOthers: boolean,
  now: number,
): Promise<Redeemed | null> {
  const row = await deps.db.first(ticketUse(await sha256Hex(ticket), sessionId, port, now));
  if (!row) return null;
  const holder = { sessionId, userId: row.user_id, authSessionId: row.auth_session_id };
  const pass: Pass = { ...holder, port, expiresAt: now + passLifetimeSeconds * 1000 };
  const payload = base64Url(new TextEncoder().encode(JSON.stringify(pass)));
  const mac = base64Url(await deps.serverKey.mac('preview-pass', payload));
  return { pass: `${payload}.${mac}`, others: withOthers ? await otherTickets(deps, holder, port, now) : [] };
}

async function otherTickets(deps: Deps, holder: Holder, port: number, now: number): Promise<Redeemed['others']> {
  const row = await deps.db.first(portsOf(holder.sessionId));
  const numbers = (row ? viewOf(row).ports : []).map(({ number }) => number).filter((number) => number !== port);
  const others = numbers.slice(0, mostOthers).map((number) => ({ port: number, ticket: randomToken('bft') }));
  const tickets = await Promise.all(others.map((other) => newTicket(holder, other.port, other.ticket, now)));
  if (tickets.length > 0) await deps.db.changesOf(...tickets);
  return others;
}

/** The pass in a cookie, if it is ours, for this preview and not over. */
export async function readPass(
  deps: Deps,
  cookie: string,
  sessionId: string,
  port: number,
  now: number,
): Promise<Pass | null> {
  const [payload = '', mac = ''] = cookie.split('.');
  const macBytes = fromBase64Url(mac);
  const payloadBytes = fromBase64Url(payload);
  if (!macBytes || !payloadBytes || !(await deps.serverKey.verify('preview-pass', payload, macBytes))) return null;
  // Signed by us, so it has the form that redeemTicket gave it.
  const pass = JSON.parse(new TextDecoder().decode(payloadBytes)) as Pass;
  const visitor = { kind: 'pass', sessionId: pass.sessionId, port: pass.port } as const;
  return may(visitor, 'previews:visit', { sessionId, port }) && pass.expiresAt > now ? pass : null;
}

/** What a visitor is let in to: the session's state, and on whose leave. */
export interface Admitted {
  state: string;
  admission: Admission;
}

/** Whose leave it is, and until when; `workspaceId` where it is for one workspace only. */
type Visitor = Omit<Pass, 'port'> & { workspaceId?: string };

/**
 * Null when the person behind the leave may not see the session any more. What is open under it
 * ends with it, and with its sign-in.
 */
export async function admit(deps: Deps, visitor: Visitor, now: number): Promise<Admitted | null> {
  const row = await deps.db.first(sessionStateFor(visitor, now));
  const { authSessionId, expiresAt } = visitor;
  return (
    row && {
      state: row.state,
      admission: { grants: [authSessionId], until: Math.min(expiresAt, row.signInEndsAt) },
    }
  );
}
