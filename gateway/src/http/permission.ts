// Whether the caller's role holds the operation's permission, by the contract's table.
import { permissions, type Permission } from '../../generated/policy.ts';
import type { Caller, Role } from '../scope.ts';
import { Problem } from '../errors.ts';

const rank: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

export function holds(role: Role, permission: Permission): boolean {
  return rank[role] >= rank[permissions[permission]];
}

/** `self` is what every signed-in person may do with their own things. */
export function checkPermission(caller: Caller, permission: string): void {
  if (permission === 'self') return;
  // The generator refuses an operation whose permission is not in the table.
  const known = permission as Permission;
  if (!holds(caller.role, known)) throw new Problem('forbidden', { permission: known, role: permissions[known] });
}

export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => holds(role, permission));
}
