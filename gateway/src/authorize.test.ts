import { describe, expect, test } from 'vitest';
import { operations } from '../generated/operations.ts';
import { type Permission, permissions, principals, roles } from '../generated/policy.ts';
import { authorize, may, permissionsOf, type Subject } from './authorize.ts';
import { Problem } from './errors.ts';
import type { Caller, Principal, Role } from './scope.ts';

const callerAs = (role: Role): Caller => ({
  userId: 'usr-aaaaaaaaaaaaaaaaaaaa',
  email: 'ada@example.com',
  name: 'Ada',
  userCreatedAt: 0,
  signInEndsAt: 0,
  authSessionId: 'aus-aaaaaaaaaaaaaaaaaaaa',
  client: 'api',
  workspaceId: 'wsp-aaaaaaaaaaaaaaaaaaaa',
  workspaceName: 'Ada’s workspace',
  personal: true,
  role,
});

const own = { sessionId: 'ses-aaaaaaaaaaaaaaaaaaaa', port: 3000 };
const person = (role: Role): Principal => ({ kind: 'person', caller: callerAs(role) });
const token = (role: Role, scopes: Permission[]): Principal => ({ kind: 'token', caller: callerAs(role), scopes });
const pass: Principal = { kind: 'pass', ...own };
const runtime: Principal = { kind: 'runtime', sessionId: own.sessionId, purpose: 'secrets' };
const operator: Principal = { kind: 'operator', userId: 'usr-aaaaaaaaaaaaaaaaaaaa' };

function refusalOf(principal: Principal, permission: string, subject: Subject = own): Problem | null {
  try {
    // the table says what of it is a permission
    authorize(principal, permission as Permission, subject);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

const signedIn = Object.values(operations).filter(({ permission }) => permission !== 'public');
const guarded = signedIn.filter(({ permission }) => permission in permissions);
const all = Object.keys(permissions) as Permission[]; // the table's own keys

describe.each(guarded.map((operation) => [operation.operationId, operation.permission as Permission] as const))(
  '%s',
  (_, permission) => {
    const least = roles.indexOf(permissions[permission]);

    test.each(roles.map((role, rank) => [role, rank >= least] as const))('as %s: %s', (role, allowed) => {
      const refusal = refusalOf(person(role), permission);
      expect(refusal === null).toBe(allowed);
      expect(permissionsOf(role).includes(permission)).toBe(allowed);
      if (refusal) {
        expect(refusal.code).toBe('forbidden');
        expect(refusal.context).toEqual({ permission, role: roles[least] });
      }
    });

    test('a token does what its person may and its scopes name', () => {
      expect(refusalOf(token('owner', [permission]), permission)).toBeNull();
      const others = all.filter((one) => one !== permission);
      expect(refusalOf(token('owner', others), permission)?.code).toBe('wrong_credential');
      const weaker = roles[least - 1];
      if (weaker) expect(refusalOf(token(weaker, all), permission)?.code).toBe('forbidden');
    });

    test.each([operator, pass, runtime])('as $kind: only what the contract names for it', (principal) => {
      const held: readonly string[] = principals[principal.kind as keyof typeof principals];
      const refusal = refusalOf(principal, permission);
      expect(refusal === null).toBe(held.includes(permission));
      if (refusal) expect(refusal.code).toBe('wrong_credential');
    });
  },
);

test.each(signedIn.filter(({ permission }) => permission === 'self').map(({ operationId }) => operationId))(
  '%s is for every signed-in person, and for nothing narrower',
  () => {
    for (const role of roles) expect(refusalOf(person(role), 'self')).toBeNull();
    for (const principal of [token('owner', all), operator, pass, runtime])
      expect(refusalOf(principal, 'self')?.code).toBe('wrong_credential');
  },
);

test('a pass is good for its own session and port, and a runtime’s credential for its own session', () => {
  expect(may(pass, 'previews:visit', own)).toBe(true);
  expect(may(pass, 'previews:visit', { ...own, port: 3001 })).toBe(false);
  expect(may(pass, 'previews:visit', { ...own, sessionId: 'ses-bbbbbbbbbbbbbbbbbbbb' })).toBe(false);
  expect(may(pass, 'previews:visit', {})).toBe(false);
  for (const permission of all) expect(may(runtime, permission, { sessionId: 'ses-bbbbbbbbbbbbbbbbbbbb' })).toBe(false);
});

test('a permission that no table has is held by nobody', () => {
  for (const role of roles) expect(refusalOf(person(role), 'boats:paint')).not.toBeNull();
  expect(refusalOf(token('owner', all), 'boats:paint')).not.toBeNull();
  expect(refusalOf(pass, 'boats:paint')).not.toBeNull();
});

test('a viewer changes nothing: every operation that is no GET needs more, or is on what is the person’s own', () => {
  const writes = guarded.filter(({ method }) => method !== 'GET');
  expect(writes.length).toBeGreaterThan(5);
  const open = writes.filter(({ permission }) => refusalOf(person('viewer'), permission) === null);
  expect(open.map(({ operationId }) => operationId)).toEqual([]);
});

test('every operation that is not public is signed in and has a permission', () => {
  for (const { operationId, authenticated, permission, security } of Object.values(operations)) {
    expect([operationId, authenticated]).toEqual([operationId, permission !== 'public']);
    expect([operationId, security.length > 0]).toEqual([operationId, authenticated]);
    expect(permission === 'public' || permission === 'self' || permission in permissions, operationId).toBe(true);
  }
});
