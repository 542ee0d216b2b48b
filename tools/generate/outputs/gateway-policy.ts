// Owns gateway/generated/policy.ts: the contract's policy as tables.
import type { Contract } from '../contract.ts';
import { header, PUBLIC } from '../header.ts';

export function gatewayPolicy({ document }: Contract): string {
  const table = (value: unknown) => JSON.stringify(value, null, 2);
  const roles = document['x-roles'];
  const holders = Object.entries(document['x-permissions']).map(([permission, least]) => [
    permission,
    roles.slice(roles.indexOf(least)),
  ]);
  return `${header(PUBLIC)}/** Weakest first: a role holds what those before it hold. */
export const roles = ${JSON.stringify(document['x-roles'])} as const;
export type Role = (typeof roles)[number];

/** The least role that holds each permission. */
export const permissions = ${table(document['x-permissions'])} as const satisfies Record<string, Role>;
export type Permission = keyof typeof permissions;

/** Every role that holds a permission: for statements that ask for a membership. */
export const holders = ${table(Object.fromEntries(holders))} as const satisfies Record<Permission, readonly Role[]>;

/** What is held by who is no member of a workspace, on their own subject alone. */
export const principals = ${table(document['x-principals'])} as const satisfies Record<string, readonly Permission[]>;

export const rateLimits = ${table(document['x-rate-limits'])} as const;
export type RateLimitName = keyof typeof rateLimits;

/** How often a stream that has nothing to tell sends a comment, and how many may be open at once. */
export const streams = ${table(document['x-streams'])} as const;

export const quotas = ${table(document['x-quotas'])} as const;
export type Quota = keyof typeof quotas;

export const auditEvents = ${table(document['x-audit-events'])} as const;
export type AuditEvent = keyof typeof auditEvents;

/** Which states a resource has, for people, and the moves between them. Which operations a state allows stands at the operation. */
export const stateMachines = ${table(document['x-state-machines'])} as const;
export type StateMachine = keyof typeof stateMachines;
export type StateOf<M extends StateMachine> = keyof (typeof stateMachines)[M]['states'];

export type ProblemCode = ${
    Object.keys(document['x-problems'])
      .map((code) => `'${code}'`)
      .join(' | ') || 'never'
  };

export interface ProblemText {
  readonly status: number;
  readonly title: string;
  /** May hold {placeholders}, filled from the problem's context. */
  readonly detail: string;
  readonly next?: string;
}

export const problems: Readonly<Record<ProblemCode, ProblemText>> = ${table(document['x-problems'])};
`;
}
