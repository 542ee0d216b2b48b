// Owns whether a button may be pressed: the contract's own tables, read for one resource and one
// person.
import { operations } from '../generated/operations.ts';
import type { Permission, Role } from '../generated/policy.ts';
import { operationPolicy, permissions, roles, stateMachines } from '../generated/policy.ts';

type Operations = typeof operations;
type OfResource<Parameter extends string> = {
  [Id in keyof Operations]: Operations[Id]['path'] extends `${string}{${Parameter}}${string}` ? Id : never;
}[keyof Operations];

export type SessionAction = OfResource<'sessionId'>;
export type TemplateAction = OfResource<'templateId'>;
export type Verdict = { allowed: true } | { allowed: false; reason: string };

interface Policy {
  permission: string;
  allowedStates?: readonly string[];
}

/**
 * Whether one operation is allowed now, and if not, why. The gateway decides in the end; this saves
 * people the try.
 */
export function isAllowed(operationId: keyof Operations, state: string | null, held?: readonly string[]): Verdict {
  const policies: Record<string, Policy | undefined> = operationPolicy;
  const policy = policies[operationId];
  if (!policy) return { allowed: true };
  const { permission, allowedStates } = policy;
  if (held !== undefined && isPermission(permission) && !held.includes(permission)) {
    return { allowed: false, reason: `This needs the role ${permissions[permission]} or a stronger one.` };
  }
  if (allowedStates && state !== null && !allowedStates.includes(state)) {
    return { allowed: false, reason: `Possible when it is ${listed(allowedStates)}; it is ${state}.` };
  }
  return { allowed: true };
}

/** Every operation on a session, with the verdict for its present state. */
export function allowedActions(session: { state: string }, held?: readonly string[]): Record<SessionAction, Verdict> {
  return verdicts('{sessionId}', session.state, held) as Record<SessionAction, Verdict>; // the same test as the type's
}

/** The same for a template. */
export function allowedTemplateActions(
  template: { state: string },
  held?: readonly string[],
): Record<TemplateAction, Verdict> {
  return verdicts('{templateId}', template.state, held) as Record<TemplateAction, Verdict>; // the same test as the type's
}

/** What a state is, in the contract's words. */
export function stateMeaning(machine: keyof typeof stateMachines, state: string): string {
  const meanings: Record<string, string> = stateMachines[machine];
  return meanings[state] ?? state;
}

/** Whether a role holds a permission. */
export function holds(role: Role, permission: Permission): boolean {
  return roles.indexOf(role) >= roles.indexOf(permissions[permission]);
}

function verdicts(parameter: string, state: string, held: readonly string[] | undefined): Record<string, Verdict> {
  const ids = Object.keys(operations) as (keyof Operations)[]; // the table's own keys
  const ofResource = ids.filter((id) => operations[id].path.includes(parameter));
  return Object.fromEntries(ofResource.map((id) => [id, isAllowed(id, state, held)]));
}

const isPermission = (name: string): name is Permission => name in permissions;

function listed(states: readonly string[]): string {
  return states.length < 2 ? states.join('') : `${states.slice(0, -1).join(', ')} or ${states.at(-1)}`;
}
