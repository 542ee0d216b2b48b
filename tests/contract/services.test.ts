// Runtime and host serve by tables that are generated from runtime.yaml and host.yaml. What their
// schemas say, by zod's own account, must be the contract.
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { operations as hostOperations } from '../../session-runtime/generated/host-operations.ts';
import * as hostSchemas from '../../session-runtime/generated/host-schemas.ts';
import { operations } from '../../session-runtime/generated/operations.ts';
import * as schemas from '../../session-runtime/generated/schemas.ts';
import type { Operation, Operations } from '../../session-runtime/src/contract.ts';
import { differences, isObject, type Json, type JsonObject, normalForm } from './normal-form.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

const authored = async (name: string): Promise<JsonObject> => {
  const form = normalForm(
    JSON.parse(await readFile(new URL(`../../openapi/generated/${name}.json`, import.meta.url), 'utf8')),
  );
  if (!isObject(form)) throw new Error(`${name}.json is no object.`);
  return form;
};

const services: [
  name: string,
  operations: Operations,
  schemas: Record<string, z.ZodMiniType>,
  schemasAtLeast: number,
][] = [
  ['runtime', operations, schemas, 20],
  ['host', hostOperations, hostSchemas, 10],
];

test.each(services)(
  'the %s serves the operations of the contract, each with its parameters, body and reply',
  async (name, operations) => {
    const contract = await authored(name);
    const served = Object.values<Operation>(operations).map(
      ({ operationId, method, path, request: { params, query, body }, reply: { status, contentType } }) => ({
        [`${method.toLowerCase()} ${path}`]: {
          operationId,
          path: fields(params),
          query: fields(query),
          required: [...required(params), ...required(query)].sort(),
          body:
            body === undefined
              ? null
              : { [body.contentTypes[0] ?? '']: body.schema === 'stream' ? null : said(body.schema) },
          reply: { [status]: contentType },
        },
      }),
    );

    expect(differences(authoredOperations(contract), normal(Object.assign({}, ...served)))).toEqual([]);
  },
);

test.each(services)('each schema of the %s says what the contract says', async (name, _, schemas, atLeast) => {
  const { components } = await authored(name);
  const written = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  const made = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, said(schema)]));

  expect(Object.keys(made).length).toBeGreaterThan(atLeast);
  expect(differences(facts(written), normal(made))).toEqual([]);
});

function authoredOperations(contract: JsonObject): JsonObject {
  const found = Object.entries(objectAt(contract, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      return isObject(item) && isObject(operation)
        ? [[`${method} ${path}`, operationOf(item, operation)] as const]
        : [];
    }),
  );
  return Object.fromEntries(found);
}

function operationOf(item: JsonObject, operation: JsonObject): JsonObject {
  const lists = [item.parameters, operation.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
  const inPlace = (place: string) =>
    Object.fromEntries(
      lists
        .filter(isObject)
        .flatMap((one) => (one.in === place ? [[String(one.name), facts(one.schema ?? null)]] : [])),
    );
  const body = operation.requestBody === undefined ? null : contentOf(objectAt(operation, 'requestBody'));
  const replies = Object.entries(objectAt(operation, 'responses')).filter(([status]) => Number(status) < 400);
  return {
    operationId: operation.operationId ?? null,
    path: inPlace('path'),
    query: inPlace('query'),
    required: lists
      .filter(isObject)
      .flatMap(({ name, required }) => (required === true ? [String(name)] : []))
      .sort(),
    body,
    reply: Object.fromEntries(
      replies.map(([status, reply]) => [
        status,
        isObject(reply) && isObject(reply.content) ? (Object.keys(reply.content)[0] ?? null) : null,
      ]),
    ),
  };
}

function contentOf({ content }: JsonObject): Json {
  if (!isObject(content)) return null;
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, facts((isObject(media) ? media.schema : null) ?? null)]),
  );
}

function objectAt(node: JsonObject, key: string): JsonObject {
  const value = node[key];
  return isObject(value) ? value : {};
}

/** What zod says of a schema. */
const said = (schema: z.ZodMiniType, io: 'input' | 'output' = 'input'): JsonObject =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })));

/** A parameter is described as it is after parsing, since what arrives is text. */
const fields = (schema: z.ZodMiniType): JsonObject => objectAt(said(schema, 'output'), 'properties');
const required = (schema: z.ZodMiniType): string[] => {
  const { required: names } = said(schema);
  return Array.isArray(names) ? names.map(String) : [];
};

const normal = (made: JsonObject): Json => facts(normalForm(made));

/**
 * Without what zod is not told or says of itself, and with its own way of writing patterns evened
 * out.
 */
function facts(node: Json): Json {
  if (Array.isArray(node)) return node.map(facts);
  if (!isObject(node)) return node;
  const { description: _, examples: __, title: ___, $schema: ____, pattern, ...rest } = node;
  const written = typeof pattern === 'string' && node.format !== 'date-time';
  // How wide an integer is follows from its bounds.
  if (['uri-reference', 'int32', 'int64'].includes(String(rest.format))) delete rest.format;
  if (isDeepStrictEqual(rest.propertyNames, { type: 'string' })) delete rest.propertyNames;
  const even = Object.entries(rest).map(([key, value]) => [key, facts(value)] as const);
  return { ...Object.fromEntries(even), ...(written && { pattern: pattern.replaceAll('\\/', '/') }) };
}
