// Owns session-runtime/generated/operations.ts: the table that the runtime serves by, and what each of its operations gives.
import type { Contract, OperationModel } from '../contract.ts';
import { header, jsdoc, RUNTIME } from '../header.ts';
import { fail } from '../shape.ts';
import { typeSource } from '../type-source.ts';
import { mini } from '../zod-dialect.ts';
import type { ZodOptions } from '../zod-source.ts';
import { usedParsers } from '../zod-source.ts';
import { parameters, requestBody } from './gateway-operations.ts';
import { lookupIn } from './schemas.ts';

export function runtimeOperations({ document, operations }: Contract): string {
  const options: ZodOptions = { lookup: lookupIn(document), reference: (name) => `S.${name}`, dialect: mini };
  const rows = operations.map((operation) => row(operation, options)).join('');
  const replies = operations.map((operation) => `  ${operation.operationId}: ${replyType(operation, options)};\n`);
  return [
    header(RUNTIME),
    `import * as z from '${mini.module}';\n`,
    `import type { Operation } from '../src/contract.ts';\n`,
    `import * as S from './schemas.ts';\n\n`,
    `${usedParsers(rows)}\n\n`,
    `const nothing = z.strictObject({});\n\n`,
    `export const operations = {\n${rows}} as const satisfies Record<string, Operation>;\n\n`,
    `/** What each operation gives; null where its answer has no body. */\n`,
    `export interface Replies {\n${replies.join('')}}\n`,
  ].join('');
}

const json = (value: unknown) => JSON.stringify(value);
export const placeOf = ({ path, method }: OperationModel) => `runtime.json#/paths/${path}/${method}`;

function row(operation: OperationModel, options: ZodOptions): string {
  const { node, operationId, method, path, params, query, headers, body } = operation;
  const where = placeOf(operation);
  if (headers.length > 0) fail(where, 'the runtime reads no header parameters');
  const request = [
    `params: ${parameters('strictObject', params, options, where) ?? 'nothing'}`,
    `query: ${parameters('strictObject', query, options, where) ?? 'nothing'}`,
    ...(body === null ? [] : [`body: ${requestBody(body, options, where)}`]),
  ];
  const { status, contentTypes } = replyOf(operation);
  return `${jsdoc(node.summary, '  ')}  ${operationId}: {
    operationId: ${json(operationId)},
    method: ${json(method.toUpperCase())},
    path: ${json(path)},
    request: { ${request.join(', ')} },
    reply: { status: ${status}, contentType: ${json(contentTypes[0] ?? null)} },
  },
`;
}

/** A handler returns what the one reply holds, and names no status. */
export function replyOf(operation: OperationModel) {
  const [reply, ...others] = operation.replies;
  if (reply === undefined || others.length > 0) fail(placeOf(operation), 'a runtime operation has one reply');
  return reply;
}

function replyType(operation: OperationModel, options: ZodOptions): string {
  const { contentTypes, schema } = replyOf(operation);
  if (contentTypes.length === 0) return 'null';
  return schema === null ? 'Buffer' : typeSource(schema, options, `${placeOf(operation)}/responses`);
}
