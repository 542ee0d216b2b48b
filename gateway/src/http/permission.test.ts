import { describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { permissions, roles } from '../../generated/policy.ts';
import type { Caller, Role } from '../scope.ts';
import { Problem } from '../errors.ts';
import { checkPermission, permissionsOf } from './permission.ts';

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

function refusalOf(role: Role, permission: string): Problem | null {
  try {
    checkPermission(callerAs(role), permission);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

const guarded = Object.values(operations).filter(({ permission }) => permission in permissions);

describe.each(guarded.map((operation) => [operation.operationId, operation.permission] as const))(
  '%s',
  (_, permission) => {
    // the filter above keeps keys of the table only
    const least = roles.indexOf(permissions[permission as keyof typeof permissions]);

    test.each(roles.map((role, rank) => [role, rank >= least] as const))('as %s: %s', (role, allowed) => {
      const refusal = refusalOf(role, permission);
      expect(refusal === null).toBe(allowed);
      expect(permissionsOf(role).includes(permission as keyof typeof permissions)).toBe(allowed);
      if (refusal) {
        expect(refusal.code).toBe('forbidden');
        expect(refusal.context).toEqual({ permission, role: roles[least] });
      }
    });
  },
);

test('a viewer changes nothing: every operation that is no GET needs more, or is on what is the person’s own', () => {
  const writes = Object.values(operations).filter(
    ({ method, permission }) => method !== 'GET' && permission in permissions,
  );
  expect(writes.length).toBeGreaterThan(5);
  expect(writes.filter(({ permission }) => refusalOf('viewer', permission) === null).map((o) => o.operationId)).toEqual(
    [],
  );
});

test('every signed-in person may do what is on their own things', () => {
  for (const role of roles) expect(refusalOf(role, 'self')).toBeNull();
});

test('every operation that is not public is signed in and has a permission', () => {
  for (const { operationId, authenticated, permission, security } of Object.values(operations)) {
    expect([operationId, authenticated]).toEqual([operationId, permission !== 'public']);
    expect([operationId, security.length > 0]).toEqual([operationId, authenticated]);
    expect(permission === 'public' || permission === 'self' || permission in permissions, operationId).toBe(true);
  }
});
