// Who may do what: one question, for every kind of principal, by the contract's tables.
import { holders, type Permission, permissions, principals } from '../generated/policy.ts';
import { Problem } from './errors.ts';
import type { Principal, Role } from './scope.ts';

/**
 * What is acted on, as far as it is known before its row is read. A member's own workspace is in
 * the statement that reads the row.
 */
export interface Subject {
  sessionId?: string | undefined;
  port?: number | undefined;
}

/**
 * Throws `forbidden` where the role of a person does not hold the permission, and
 * `wrong_credential` where the scopes of a token leave it out, or where this kind of principal
 * never holds it, or not on this subject. Threat: a credential that was given for one thing, a pass
 * to one port or a token for reading, is presented for another. Property: what no table grants is
 * refused. Statements that find a grant or a pass ask for its person's membership by the same
 * tables.
 */
export function authorize(principal: Principal, permission: Permission | 'self', subject: Subject = {}): void {
  const refusal = refusalOf(principal, permission, subject);
  if (refusal) throw refusal;
}

/** The same as a question. */
export const may = (principal: Principal, permission: Permission | 'self', subject: Subject = {}): boolean =>
  refusalOf(principal, permission, subject) === null;

/** Every permission that a principal has, whatever it is asked for. */
export function permissionsHeld(principal: Principal): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => may(principal, permission)); // the table's own keys
}

/** Every permission that a role holds, in the contract's order. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => holds(role, permission)); // the table's own keys
}

function refusalOf(principal: Principal, permission: Permission | 'self', subject: Subject): Problem | null {
  switch (principal.kind) {
    case 'person':
      return byRole(principal.caller.role, permission);
    case 'token': {
      // What a person may do with their own account is no scope: a narrowed token cannot widen
      // itself.
      const inScope = permission !== 'self' && principal.scopes.includes(permission);
      return byRole(principal.caller.role, permission) ?? (inScope ? null : wrongCredential(principal.kind));
    }
    case 'operator':
    case 'pass':
    case 'runtime': {
      const held: readonly string[] = principals[principal.kind];
      return held.includes(permission) && isOwn(principal, subject) ? null : wrongCredential(principal.kind);
    }
  }
}

/** `self` is what every signed-in person may do with their own things. */
function byRole(role: Role, permission: Permission | 'self'): Problem | null {
  if (permission === 'self' || holds(role, permission)) return null;
  return new Problem('forbidden', { permission, role: permissions[permission] });
}

/** A permission that is not in the table is held by nobody. */
function holds(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] | undefined = holders[permission];
  return roles?.includes(role) ?? false;
}

function isOwn(principal: Extract<Principal, { kind: 'operator' | 'pass' | 'runtime' }>, subject: Subject): boolean {
  switch (principal.kind) {
    case 'operator':
      return true;
    case 'pass':
      return principal.sessionId === subject.sessionId && principal.port === subject.port;
    case 'runtime':
      return principal.sessionId === subject.sessionId;
  }
}

const shown = {
  token: 'an access token with these scopes',
  operator: 'an operator’s credential',
  pass: 'a pass to one port of a session',
  runtime: 'a session’s own credential',
} as const;

const wrongCredential = (kind: keyof typeof shown) => new Problem('wrong_credential', { credential: shown[kind] });
