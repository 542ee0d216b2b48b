// Owns gateway/generated/operations.ts: the table that the dispatcher runs by.
import type { Body, Contract, OperationModel } from '../contract.ts';
import type { Parameter } from '../document.ts';
import { header, jsdoc, PUBLIC } from '../header.ts';
import type { ZodOptions } from '../zod-source.ts';
import { hasDefault } from '../shape.ts';
import { classic } from '../zod-dialect.ts';
import { propertyKey, textSource, usedParsers, zodSource } from '../zod-source.ts';
import { lookupIn } from './schemas.ts';

export function gatewayOperations({ document, operations }: Contract): string {
  const options: ZodOptions = { lookup: lookupIn(document), reference: (name) => `S.${name}`, dialect: classic };
  const rows = operations.map((operation) => row(operation, options));
  const table = `export const operations = {\n${rows.join('')}} as const satisfies Record<string, Operation>;\n`;
  return [
    header(PUBLIC),
    `import * as z from 'zod';\n`,
    `import type { Operation } from '../src/contract.ts';\n`,
    `import * as S from './schemas.ts';\n\n`,
    `${usedParsers(table)}\n\n`,
    `const nothing = z.strictObject({});\n`,
    `const anyHeaders = z.object({});\n\n`,
    table,
  ].join('');
}

const json = (value: unknown) => JSON.stringify(value ?? null);
const list = (value: string | string[] | undefined) => JSON.stringify([value ?? []].flat());

function row(operation: OperationModel, options: ZodOptions): string {
  const { node, operationId } = operation;
  const where = `openapi.json#/paths/${operation.path}/${operation.method}`;
  const { params, query, headers } = operation;
  const request = [
    `params: ${parameters('strictObject', params, options, where) ?? 'nothing'}`,
    `query: ${parameters('strictObject', query, options, where) ?? 'nothing'}`,
    `headers: ${parameters('object', headers, options, where) ?? 'anyHeaders'}`,
    ...(operation.body === null ? [] : [`body: ${requestBody(operation.body, options, where)}`]),
  ];
  const replies = operation.replies.map(
    (reply) =>
      `${reply.status}: { contentType: ${json(reply.contentTypes[0])}, schema: ${bodySchema(reply, options, `${where}/responses/${reply.status}`)} }`,
  );
  const runtime = node['x-runtime-operation'];
  const runtimePath = operation.path.replace('/runtime/sessions/{sessionId}', '');
  return `${jsdoc(node.summary, '  ')}  ${operationId}: {
    operationId: ${json(operationId)},
    method: ${json(operation.method.toUpperCase())},
    path: ${json(operation.path)},
    domain: ${json(operation.domain)},
    authenticated: ${operation.security.length > 0},
    security: ${json(operation.security)},
    permission: ${json(node['x-permission'])},
    rateLimit: ${json(node['x-rate-limit'])},
    audit: ${list(node['x-audit'])},
    quota: ${list(node['x-quota'])},
    problems: ${list(node['x-problems'])},
    allowedStates: ${json(node['x-allowed-states'])},
    idempotent: ${node['x-idempotent'] ?? false},
    location: ${json(node['x-location'])},
    navigation: ${node['x-navigation'] ?? false},
    runtime: ${runtime === undefined ? 'null' : json({ operationId: runtime, path: runtimePath, refusals: node['x-runtime-refusals'] ?? [] })},
    request: { ${request.join(', ')} },
    replies: { ${replies.join(', ')} },
  },
`;
}

/**
 * Parameters of one place as an object; headers are not strict, because every request carries more
 * than the contract names.
 */
export function parameters(
  factory: 'strictObject' | 'object',
  all: Parameter[],
  options: ZodOptions,
  where: string,
  key: (parameter: Parameter) => string = parameterKey,
): string | null {
  if (all.length === 0) return null;
  const fields = all.map((parameter) => {
    const source = textSource(parameter.schema, options, `${where}/parameters/${parameter.name}`);
    const present = parameter.required || hasDefault(parameter.schema, options.lookup);
    return `${propertyKey(key(parameter))}: ${present ? source : options.dialect.optional(source)}`;
  });
  return `z.${factory}({ ${fields.join(', ')} })`;
}

/** Header names are read in lower case, as the Headers object gives them. */
export const parameterKey = ({ name, in: place }: Parameter) => (place === 'header' ? name.toLowerCase() : name);

export function requestBody(body: NonNullable<OperationModel['body']>, options: ZodOptions, where: string): string {
  const schema = bodySchema(body, options, `${where}/requestBody`);
  return `{ contentTypes: ${json(body.contentTypes)}, schema: ${schema}, required: ${body.required}, maxBytes: ${body.maxBytes} }`;
}

export function bodySchema(body: Body, options: ZodOptions, where: string): string {
  if (body.schema !== null) return zodSource(body.schema, options, where);
  return body.contentTypes.length > 0 ? `'stream'` : 'null';
}
