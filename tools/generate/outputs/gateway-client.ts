// Owns gateway/generated/{runtime,host}.ts: every operation of an internal service, public or not,
// as the gateway's client calls it; and what the service calls the gateway by.
import { isDeepStrictEqual } from 'node:util';
import { type Contract, type OperationModel, orderedSchemas, reachable } from '../contract.ts';
import { header, jsdoc } from '../header.ts';
import { declaredRefusals } from '../mount.ts';
import { placeOf, type Service } from '../service.ts';
import { fail } from '../shape.ts';
import { type TypeOptions, typeSource } from '../type-source.ts';
import { classic } from '../zod-dialect.ts';
import { type ZodOptions, zodSource } from '../zod-source.ts';
import { bodySchema } from './gateway-operations.ts';
import { parametersType } from './gateway-types.ts';
import { replyOf } from './plane-operations.ts';
import { lookupIn } from './schemas.ts';

/** `contract` is the public one, whose schemas the gateway has already. */
export function gatewayClient(contract: Contract, service: Service): string {
  const { document, operations, webhooks } = service.contract;
  const shared = sharedNames(contract, service);
  const reference = (name: string) => (shared.has(name) ? `S.${name}` : name);
  const zod: ZodOptions = { lookup: lookupIn(document), reference, dialect: classic };
  const bodies = (all: OperationModel[]) => all.map(({ body }) => body?.schema ?? null);
  const replies = operations.map((operation) => replyOf(service, operation).schema);
  const checked = reachable(document, [...replies, ...bodies(webhooks)]);
  const typed = reachable(document, bodies(operations));
  const given: TypeOptions = {
    lookup: lookupIn(document),
    reference: (name) => (shared.has(name) || checked.has(name) ? `z.input<typeof ${reference(name)}>` : name),
    given: true,
  };
  const schemas = orderedSchemas(document).flatMap(([name, schema]) => {
    if (shared.has(name)) return [];
    const where = `${service.bundle}#/components/schemas/${name}`;
    const said = jsdoc(schema.description);
    if (checked.has(name))
      return [
        `${said}export const ${name} = ${zodSource(schema, zod, where)};\nexport type ${name} = z.output<typeof ${name}>;\n`,
      ];
    return typed.has(name) ? [`${said}export type ${name} = ${typeSource(schema, given, where)};\n`] : [];
  });
  const rows = operations.map((operation) => row(service, operation, zod));
  const calls = operations.map((operation) => callType(service, operation, given, reference));
  const [table, types] = [
    `${service.name}Operations`,
    `${service.name[0]?.toUpperCase()}${service.name.slice(1)}Calls`,
  ];
  const byteBody = calls.some((call) => call.includes('ByteBody')) ? 'ByteBody, ' : '';
  return [
    header(service.source),
    `import * as z from 'zod';\n`,
    `import type { ${byteBody}ServiceOperation } from '../src/platform/contract.ts';\n`,
    `import * as S from './schemas.ts';\n\n`,
    `${schemas.join('\n')}\n`,
    `/** What the client calls by, and holds replies and refusals against. */\n`,
    `export const ${table} = {\n${rows.join('')}} as const satisfies Record<string, ServiceOperation>;\n\n`,
    `/** What each operation is given, and what it returns; null where its reply has no body. */\n`,
    `export interface ${types} {\n${calls.join('')}}\n`,
    webhooks.length === 0 ? '' : noticesOf(service, zod),
  ].join('');
}

/**
 * What the service tells by itself. It may refuse what stands in its operations, and more on the
 * way to what it runs.
 */
function noticesOf({ contract: { document, webhooks }, name, bundle }: Service, options: ZodOptions): string {
  const rows = webhooks.map(({ operationId, node, path, body }) => {
    const schema = body && bodySchema(body, options, `${bundle}#/webhooks/${operationId}`);
    return `${jsdoc(node.summary, '  ')}  ${operationId}: { path: ${json(path)}, schema: ${schema}, maxBytes: ${body?.maxBytes ?? null} },\n`;
  });
  const codes = Object.keys(document['x-problems']).map((code) => `'${code}'`);
  const prefix = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return [
    `\nexport const ${name}Notices = {\n${rows.join('')}} as const;\n\n`,
    `export type ${prefix}ProblemCode = ${codes.join(' | ')};\n`,
  ].join('');
}

/** The names that both documents have. Each means one thing in both. */
function sharedNames(contract: Contract, service: Service): Set<string> {
  const ours = contract.document.components.schemas;
  const theirs = Object.entries(service.contract.document.components.schemas);
  // Of a refusal each document has its own codes, and a client reads it by its table.
  const both = theirs.filter(([name]) => ours[name] !== undefined && name !== 'Problem');
  for (const [name, schema] of both) {
    if (!isDeepStrictEqual(ours[name], schema))
      fail(
        `${service.bundle}#/components/schemas/${name}`,
        'means one thing in openapi.yaml and another here: rename one',
      );
  }
  return new Set(both.map(([name]) => name));
}

const json = (value: unknown) => JSON.stringify(value);

function row(service: Service, operation: OperationModel, options: ZodOptions): string {
  const { node, operationId, method, path, body } = operation;
  const reply = replyOf(service, operation);
  const schema = bodySchema(reply, options, `${placeOf(service, operation)}/responses`);
  const refusals = declaredRefusals(node, service.contract.document);
  return `${jsdoc(node.summary, '  ')}  ${operationId}: {
    operationId: ${json(operationId)},
    method: ${json(method.toUpperCase())},
    path: ${json(path)},
    contentType: ${json(body?.contentTypes[0] ?? null)},
    reply: { status: ${reply.status}, contentType: ${json(reply.contentTypes[0] ?? null)}, schema: ${schema} },
    refusals: ${json(refusals)},
  },
`;
}

function callType(
  service: Service,
  operation: OperationModel,
  options: TypeOptions,
  reference: (name: string) => string,
): string {
  const { operationId, node, params, query, body } = operation;
  const where = placeOf(service, operation);
  const fields: string[] = [];
  if (params.length > 0) fields.push(`params: ${parametersType(params, options, where)}`);
  const needed = query.some(({ required }) => required);
  if (query.length > 0) fields.push(`query${needed ? '' : '?'}: ${parametersType(query, options, where)}`);
  if (body) {
    const type = body.schema === null ? 'ByteBody' : typeSource(body.schema, options, `${where}/requestBody`);
    fields.push(`body${body.required ? '' : '?'}: ${type}`);
  }
  const { contentTypes, schema } = replyOf(service, operation);
  const replies: TypeOptions = { lookup: options.lookup, reference };
  const value = schema === null ? 'ArrayBuffer' : typeSource(schema, replies, `${where}/responses`);
  const input = fields.length === 0 ? 'Record<never, never>' : `{ ${fields.join('; ')} }`;
  return `${jsdoc(node.summary, '  ')}  ${operationId}: { input: ${input}; reply: ${contentTypes.length === 0 ? 'null' : value} };\n`;
}
