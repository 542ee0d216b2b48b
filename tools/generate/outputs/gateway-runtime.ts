// Owns gateway/generated/runtime.ts: every operation of a session's runtime, public or not, as the gateway's client calls it.
import { isDeepStrictEqual } from 'node:util';
import { type Contract, type OperationModel, orderedSchemas, references } from '../contract.ts';
import type { Schema } from '../document.ts';
import { header, jsdoc, RUNTIME } from '../header.ts';
import { declaredRefusals } from '../mount.ts';
import { fail } from '../shape.ts';
import { type TypeOptions, typeSource } from '../type-source.ts';
import { classic } from '../zod-dialect.ts';
import { type ZodOptions, zodSource } from '../zod-source.ts';
import { bodySchema } from './gateway-operations.ts';
import { parametersType } from './gateway-types.ts';
import { placeOf, replyOf } from './runtime-operations.ts';
import { lookupIn } from './schemas.ts';

/** `contract` is the public one, whose schemas the gateway has already. */
export function gatewayRuntime(contract: Contract, runtime: Contract): string {
  const { document, operations } = runtime;
  const shared = sharedNames(contract, runtime);
  const reference = (name: string) => (shared.has(name) ? `S.${name}` : name);
  const zod: ZodOptions = { lookup: lookupIn(document), reference, dialect: classic };
  const checked = reachable(
    document,
    operations.map((operation) => replyOf(operation).schema),
  );
  const typed = reachable(
    document,
    operations.map(({ body }) => body?.schema ?? null),
  );
  const given: TypeOptions = {
    lookup: lookupIn(document),
    reference: (name) => (shared.has(name) || checked.has(name) ? `z.input<typeof ${reference(name)}>` : name),
    given: true,
  };
  const schemas = orderedSchemas(document).flatMap(([name, schema]) => {
    if (shared.has(name)) return [];
    const where = `runtime.json#/components/schemas/${name}`;
    const said = jsdoc(schema.description);
    if (checked.has(name))
      return [
        `${said}export const ${name} = ${zodSource(schema, zod, where)};\nexport type ${name} = z.output<typeof ${name}>;\n`,
      ];
    return typed.has(name) ? [`${said}export type ${name} = ${typeSource(schema, given, where)};\n`] : [];
  });
  const rows = operations.map((operation) => row(operation, zod, declaredRefusals(operation.node, document)));
  const calls = operations.map((operation) => callType(operation, given, reference));
  return [
    header(RUNTIME),
    `import * as z from 'zod';\n`,
    `import type { ByteBody, RuntimeOperation } from '../src/platform/contract.ts';\n`,
    `import * as S from './schemas.ts';\n\n`,
    `${schemas.join('\n')}\n`,
    `/** What the client calls by, and holds replies and refusals against. */\n`,
    `export const runtimeOperations = {\n${rows.join('')}} as const satisfies Record<string, RuntimeOperation>;\n\n`,
    `/** What each operation is given, and what it returns; null where its reply has no body. */\n`,
    `export interface RuntimeCalls {\n${calls.join('')}}\n`,
  ].join('');
}

/** The names that both documents have. Each means one thing in both. */
function sharedNames(contract: Contract, runtime: Contract): Set<string> {
  const ours = contract.document.components.schemas;
  const both = Object.entries(runtime.document.components.schemas).filter(([name]) => ours[name] !== undefined);
  for (const [name, schema] of both) {
    if (!isDeepStrictEqual(ours[name], schema))
      fail(`components/schemas/${name}`, 'means one thing in openapi.yaml and another in runtime.yaml: rename one');
  }
  return new Set(both.map(([name]) => name));
}

/** The names of the component schemas that these refer to, directly or not. */
function reachable(document: Contract['document'], schemas: (Schema | null)[]): Set<string> {
  const found = new Set<string>();
  const visit = (schema: Schema) => {
    for (const name of references(schema)) {
      if (found.has(name)) continue;
      found.add(name);
      visit(lookupIn(document)(name));
    }
  };
  for (const schema of schemas) if (schema) visit(schema);
  return found;
}

const json = (value: unknown) => JSON.stringify(value);

function row(operation: OperationModel, options: ZodOptions, refusals: Record<string, number>): string {
  const { node, operationId, method, path, body } = operation;
  const reply = replyOf(operation);
  const schema = bodySchema(reply, options, `${placeOf(operation)}/responses`);
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

function callType(operation: OperationModel, options: TypeOptions, reference: (name: string) => string): string {
  const { operationId, node, params, query, body } = operation;
  const where = placeOf(operation);
  const fields: string[] = [];
  if (params.length > 0) fields.push(`params: ${parametersType(params, options, where)}`);
  const needed = query.some(({ required }) => required);
  if (query.length > 0) fields.push(`query${needed ? '' : '?'}: ${parametersType(query, options, where)}`);
  if (body) {
    const type = body.schema === null ? 'ByteBody' : typeSource(body.schema, options, `${where}/requestBody`);
    fields.push(`body${body.required ? '' : '?'}: ${type}`);
  }
  const { contentTypes, schema } = replyOf(operation);
  const replies: TypeOptions = { lookup: options.lookup, reference };
  const value = schema === null ? 'ArrayBuffer' : typeSource(schema, replies, `${where}/responses`);
  const input = fields.length === 0 ? 'Record<never, never>' : `{ ${fields.join('; ')} }`;
  return `${jsdoc(node.summary, '  ')}  ${operationId}: { input: ${input}; reply: ${contentTypes.length === 0 ? 'null' : value} };\n`;
}
