// Owns the mount of the session runtime's operations on the public contract: what is marked
// x-public in runtime.yaml becomes /runtime/sessions/{sessionId}/<path> with its own operationId
// and policy, and shares request and reply schemas with the original.
import { isDeepStrictEqual } from 'node:util';
import type { Document, Method, OperationNode } from './document.ts';
import { METHODS } from './document.ts';

export const MOUNT = '/runtime/sessions/{sessionId}';
const DOMAIN = 'sessions';

/**
 * Statuses that the gateway itself can add to those of a mounted operation, and the shared response
 * each one refers to.
 */
const ERRORS: [status: string, response: string, when: (node: OperationNode) => boolean][] = [
  ['400', 'BadRequest', () => true],
  ['401', 'Unauthenticated', () => true],
  ['403', 'Forbidden', () => true],
  ['404', 'NotFound', () => true],
  ['409', 'Conflict', () => true],
  ['408', 'RequestTimeout', (node) => node.requestBody !== undefined],
  ['413', 'PayloadTooLarge', (node) => node.requestBody !== undefined],
  ['415', 'UnsupportedMediaType', (node) => node.requestBody !== undefined],
  ['422', 'Unprocessable', (node) => node['x-idempotent'] === true],
  ['429', 'TooManyRequests', (node) => node['x-rate-limit'] !== undefined],
  ['502', 'BadGateway', () => true],
  ['503', 'Unavailable', () => true],
];

/** The public contract with the runtime's public operations added; neither argument is changed. */
export function mountRuntime(contract: Document, runtime: Document): Document {
  const mounted = structuredClone(contract);
  for (const item of Object.values(structuredClone(runtime.paths))) {
    for (const method of METHODS) {
      const node = item[method];
      if (node?.['x-public'] !== undefined) mountOperation(mounted, runtime, method, node, item.parameters ?? []);
    }
  }
  return mounted;
}

function mountOperation(
  contract: Document,
  runtime: Document,
  method: Method,
  node: OperationNode,
  shared: NonNullable<OperationNode['parameters']>,
) {
  const { operationId, path, permission, ...policy } = node['x-public'] ?? {};
  if (typeof operationId !== 'string' || typeof path !== 'string' || typeof permission !== 'string') {
    throw new Error(`${node.operationId}: x-public needs operationId, path and permission`);
  }
  if (contract.components.parameters.SessionIdInPath === undefined) {
    throw new Error(
      'The mount of the runtime refers to the parameter SessionIdInPath: use it once in the public contract',
    );
  }
  if (runtime.paths[path]?.[method]?.operationId !== node.operationId) {
    throw new Error(`${node.operationId}: x-public names the path ${path}; it is mounted under its own`);
  }
  checkPassable(node, policy);
  const refusals = refusalsOf(node, runtime);
  for (const code of refusals) adoptProblem(contract, runtime, code);
  const publicPath = `${MOUNT}${path}`;
  const item = (contract.paths[publicPath] ??= { parameters: [{ $ref: '#/components/parameters/SessionIdInPath' }] });
  if (item[method] !== undefined) throw new Error(`${node.operationId}: ${method} ${publicPath} exists already`);
  const { 'x-public': _, security: __, ...kept } = node;
  const operation: OperationNode = {
    ...kept,
    operationId,
    tags: [DOMAIN],
    'x-permission': permission,
    'x-runtime-operation': node.operationId,
    'x-runtime-refusals': refusals,
    ...publicPolicy(policy, node.operationId),
    parameters: [...shared, ...(node.parameters ?? [])],
  };
  if (method === 'post') operation['x-idempotent'] ??= false;
  operation.responses = { ...errors(operation, contract), ...operation.responses };
  adopt(contract, runtime, operation);
  item[method] = operation;
}

/**
 * What only the gateway may say: of sign-ins and permissions, and that a body was not received,
 * upon which clients send it again.
 */
const GATEWAYS_OWN = [401, 403, 408];

/**
 * The codes by which an operation of the runtime may refuse, with their statuses: those whose
 * status its own YAML declares, and of a status for which its `x-problems` name codes only these.
 */
export function declaredRefusals(node: OperationNode, runtime: Document): Record<string, number> {
  const declared = Object.keys(node.responses).map(Number);
  const codes = Object.entries(runtime['x-problems']).map(([code, { status }]) => [code, status] as const);
  const named = node['x-problems'] ?? [];
  const narrowed = codes.filter(([code]) => named.includes(code)).map(([, status]) => status);
  return Object.fromEntries(
    codes.filter(
      ([code, status]) =>
        status >= 400 && declared.includes(status) && (named.includes(code) || !narrowed.includes(status)),
    ),
  );
}

/** Those of them that reach the caller of a public operation. */
function refusalsOf(node: OperationNode, runtime: Document): string[] {
  const refusals = Object.entries(declaredRefusals(node, runtime));
  return refusals.flatMap(([code, status]) => (GATEWAYS_OWN.includes(status) ? [] : [code]));
}

/**
 * A refusal of the runtime reaches the caller under its code, in the words of the public contract,
 * which need no fact that the runtime does not give.
 */
function adoptProblem(contract: Document, runtime: Document, code: string): void {
  const theirs = runtime['x-problems'][code];
  if (!theirs) return;
  const ours = (contract['x-problems'][code] ??= structuredClone(theirs));
  const missing = [...placeholders(ours)].filter((name) => !placeholders(theirs).has(name));
  if (ours.status === theirs.status && missing.length === 0) return;
  const why = missing.length > 0 ? `the runtime gives no ${missing.join(', ')}` : 'its status differs';
  throw new Error(`x-problems ${code} is in openapi.yaml and in runtime.yaml: ${why}`);
}

/** What the gateway does not do for an operation that it passes on. */
function checkPassable(node: OperationNode, policy: Record<string, unknown>): void {
  const refuse = (what: string) => {
    throw new Error(`${node.operationId}: an operation that is passed on has no ${what}; write a handler for it`);
  };
  for (const key of ['audit', 'quota', 'navigation']) if (policy[key] !== undefined) refuse(key);
  if (policy.idempotent === true) refuse('Idempotency-Key');
  for (const one of node.parameters ?? []) if ('in' in one && one.in === 'header') refuse(`header ${one.name}`);
}

const placeholders = ({ detail, next = '' }: Document['x-problems'][string]): Set<string> =>
  new Set([...`${detail} ${next}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));

/** `rateLimit: terminal` in x-public is what `x-rate-limit: terminal` is at an operation. */
function publicPolicy(policy: Record<string, unknown>, where: string): Partial<OperationNode> {
  const known = ['rateLimit', 'audit', 'quota', 'problems', 'allowedStates', 'idempotent', 'navigation'];
  for (const key of Object.keys(policy)) {
    if (!known.includes(key)) throw new Error(`${where}: x-public does not know ${key} (known: ${known.join(', ')})`);
  }
  const keys = Object.entries(policy).map(([key, value]) => [
    `x-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  // The result is checked like every other operation: the finished document is parsed again by
  // document.ts.
  return Object.fromEntries(keys) as Partial<OperationNode>;
}

function errors(operation: OperationNode, contract: Document): OperationNode['responses'] {
  const present = ERRORS.filter(([, , when]) => when(operation));
  return Object.fromEntries(
    present.map(([status, name]) => {
      if (contract.components.responses[name] === undefined) {
        throw new Error(`The mount of the runtime refers to the response ${name}: use it once in the public contract`);
      }
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

/**
 * Brings the components that a mounted operation refers to; a name that means two things is
 * refused.
 */
function adopt(contract: Document, runtime: Document, value: unknown) {
  for (const ref of refsIn(value)) {
    const [, , section = '', name = ''] = ref.split('/');
    const to: Record<string, Record<string, unknown>> = contract.components;
    const from: Record<string, Record<string, unknown>> = runtime.components;
    const theirs = from[section]?.[name];
    const ours = to[section]?.[name];
    if (theirs === undefined) continue;
    if (ours === undefined) {
      (to[section] ??= {})[name] = structuredClone(theirs);
      adopt(contract, runtime, theirs);
    } else if (!isDeepStrictEqual(ours, theirs)) {
      throw new Error(
        `components/${section}/${name} means one thing in openapi.yaml and another in runtime.yaml: rename one`,
      );
    }
  }
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : refsIn(child),
  );
}
