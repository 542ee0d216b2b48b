// The runtime serves by a table that is generated from runtime.yaml. What its schemas say, by zod's own account, must be the contract.
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { operations } from '../../session-runtime/generated/operations.ts';
import * as schemas from '../../session-runtime/generated/schemas.ts';
import type { Operation } from '../../session-runtime/src/contract.ts';
import { differences, isObject, type Json, type JsonObject, normalForm } from './normal-form.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

const authored = normalForm(
  JSON.parse(await readFile(new URL('../../openapi/generated/runtime.json', import.meta.url), 'utf8')),
);

test('the runtime serves the operations of the contract, each with its parameters, body and reply', () => {
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

  expect(differences(authoredOperations(), normal(Object.assign({}, ...served)))).toEqual([]);
});

test('each schema of the runtime says what the contract says', () => {
  const { components } = authored;
  const written = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  const made = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, said(schema)]));

  expect(Object.keys(made).length).toBeGreaterThan(20);
  expect(differences(facts(written), normal(made))).toEqual([]);
});

function authoredOperations(): JsonObject {
  const found = Object.entries(objectAt(authored, 'paths')).flatMap(([path, item]) =>
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

/** Without what zod is not told or says of itself, and with its own way of writing patterns evened out. */
function facts(node: Json): Json {
  if (Array.isArray(node)) return node.map(facts);
  if (!isObject(node)) return node;
  const { description: _, examples: __, title: ___, $schema: ____, pattern, ...rest } = node;
  const written = typeof pattern === 'string' && node.format !== 'date-time';
  if (rest.format === 'uri-reference') delete rest.format;
  if (isDeepStrictEqual(rest.propertyNames, { type: 'string' })) delete rest.propertyNames;
  const even = Object.entries(rest).map(([key, value]) => [key, facts(value)] as const);
  return { ...Object.fromEntries(even), ...(written && { pattern: pattern.replaceAll('\\/', '/') }) };
}
