// Owns session-runtime/generated/{,host-}operations.ts: the table that the plane serves a service
// by, and what each of its operations gives.
import type { OperationModel } from '../contract.ts';
import { header, jsdoc } from '../header.ts';
import { placeOf, type Service } from '../service.ts';
import { fail } from '../shape.ts';
import { typeSource } from '../type-source.ts';
import { mini } from '../zod-dialect.ts';
import type { ZodOptions } from '../zod-source.ts';
import { usedParsers } from '../zod-source.ts';
import { parameters, requestBody } from './gateway-operations.ts';
import { lookupIn } from './schemas.ts';

export function planeOperations(service: Service): string {
  const { document, operations, webhooks } = service.contract;
  const options: ZodOptions = { lookup: lookupIn(document), reference: (name) => `S.${name}`, dialect: mini };
  const rows = operations.map((operation) => row(service, operation, options)).join('');
  const replies = operations.map(
    (operation) => `  ${operation.operationId}: ${replyType(service, operation, options)};\n`,
  );
  return [
    header(service.source),
    `import * as z from '${mini.module}';\n`,
    `import type { Operation } from '../src/contract.ts';\n`,
    `import * as S from './${service.files}schemas.ts';\n\n`,
    `${usedParsers(rows)}\n\n`,
    `const nothing = z.strictObject({});\n\n`,
    `export const operations = {\n${rows}} as const satisfies Record<string, Operation>;\n\n`,
    `/** What each operation gives; null where its answer has no body. */\n`,
    `export interface Replies {\n${replies.join('')}}\n`,
    webhooks.length === 0 ? '' : noticesOf(webhooks),
  ].join('');
}

const noticesOf = (webhooks: OperationModel[]) =>
  `\n/** Where each notice goes, from the address of who is told. */\nexport const notices = ${json(Object.fromEntries(webhooks.map(({ operationId, path }) => [operationId, path])))} as const;\n`;

const json = (value: unknown) => JSON.stringify(value);

function row(service: Service, operation: OperationModel, options: ZodOptions): string {
  const { node, operationId, method, path, params, query, headers, body } = operation;
  const where = placeOf(service, operation);
  if (headers.length > 0) fail(where, 'the plane reads no header parameters');
  const request = [
    `params: ${parameters('strictObject', params, options, where) ?? 'nothing'}`,
    `query: ${parameters('strictObject', query, options, where) ?? 'nothing'}`,
    ...(body === null ? [] : [`body: ${requestBody(body, options, where)}`]),
  ];
  const { status, contentTypes } = replyOf(service, operation);
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
export function replyOf(service: Service, operation: OperationModel) {
  const [reply, ...others] = operation.replies;
  if (reply === undefined || others.length > 0)
    fail(placeOf(service, operation), 'an operation of the plane has one reply');
  return reply;
}

function replyType(service: Service, operation: OperationModel, options: ZodOptions): string {
  const { contentTypes, schema } = replyOf(service, operation);
  if (contentTypes.length === 0) return 'null';
  return schema === null ? 'Buffer' : typeSource(schema, options, `${placeOf(service, operation)}/responses`);
}
