// Owns sdk/generated: the contract's types for openapi-fetch, and what clients need to know without
// asking.
import openapiTS, { astToString } from 'openapi-typescript';
import { type Contract, eventOf } from '../contract.ts';
import type { Json } from '../document.ts';
import { header, PUBLIC } from '../header.ts';

const table = (value: unknown) => JSON.stringify(value, null, 2);

/** `defaultNonNullable: false`: what has a default may be left out of a request. */
export async function sdkApi(bundle: Json): Promise<string> {
  // The bundle has been parsed by document.ts; openapi-typescript has its own type for the same
  // document.
  const source = bundle as unknown as Parameters<typeof openapiTS>[0];
  return header(PUBLIC) + astToString(await openapiTS(source, { defaultNonNullable: false, alphabetize: false }));
}

export function sdkPolicy({ document, operations }: Contract): string {
  const policies = Object.fromEntries(
    operations.flatMap(({ operationId, node }) => {
      const permission = node['x-permission'] ?? 'public';
      const allowedStates = node['x-allowed-states'];
      if (!allowedStates && (permission === 'public' || permission === 'self')) return [];
      return [[operationId, { permission, ...(allowedStates && { allowedStates }) }]];
    }),
  );
  const titles = Object.fromEntries(Object.entries(document['x-problems']).map(([code, { title }]) => [code, title]));
  const lengths = Object.entries(document.components.schemas).flatMap(([name, { type, minLength, maxLength }]) =>
    type === 'string' && minLength !== undefined && maxLength !== undefined
      ? [[name, { minLength, maxLength }] as const]
      : [],
  );
  const meanings = Object.fromEntries(
    Object.entries(document['x-state-machines']).map(([machine, { states }]) => [machine, states]),
  );
  return `${header(PUBLIC)}/** Weakest first: a role holds what those before it hold. */
export const roles = ${JSON.stringify(document['x-roles'])} as const;
export type Role = (typeof roles)[number];

/** The least role that holds each permission. */
export const permissions = ${table(document['x-permissions'])} as const satisfies Record<string, Role>;
export type Permission = keyof typeof permissions;

/** What each state of a resource is, for people. */
export const stateMachines = ${table(meanings)} as const;

/**
 * Who may call an operation, and in which states of its resource: a button outside of both is disabled, with the reason. What is not here
 * anybody may call at any time.
 */
export const operationPolicy = ${table(policies)} as const satisfies Record<
  string,
  { permission: Permission | 'public' | 'self'; allowedStates?: readonly string[] }
>;

/** How many characters each named text has, for who wants to know before the deployment is asked. */
export const textLengths = ${table(Object.fromEntries(lengths))} as const;

/** Every problem code, with what it says. */
export const problemTitles = ${table(titles)} as const;
export type ProblemCode = keyof typeof problemTitles;
`;
}

export function sdkOperations({ document, operations }: Contract): string {
  const routes = Object.fromEntries(
    operations.map((operation) => [
      operation.operationId,
      {
        method: operation.method.toUpperCase(),
        path: operation.path,
        ...(operation.node['x-idempotent'] === true && { idempotent: true }),
        ...(eventOf(operation) !== null && { stream: true }),
        ...(operation.body?.schema === null && { contentType: operation.body.contentTypes[0] }),
      },
    ]),
  );
  return `${header(PUBLIC)}/** Method and path of each operation; {names} are path parameters. Idempotent ones take an Idempotency-Key, streams are followed, bytes are sent as their content type. */
export const operations = ${table(routes)} as const;
/** A stream that is silent for longer than this has lost its connection. */
export const heartbeatSeconds = ${document['x-streams'].heartbeatSeconds};
export type OperationId = keyof typeof operations;
`;
}
