// chanfana registers the gateway's routes; the document that it makes of them must name the same
// operations and parameters as the contract that the gateway serves.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chanfanaDocument } from '../../gateway/src/routes.ts';
import { differences, isObject, type Json, type JsonObject, normalForm } from './normal-form.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

test('chanfana emits the operations and parameters of the authored contract', async () => {
  const authored = operationsOf(
    JSON.parse(await readFile(join(import.meta.dirname, '../../openapi/generated/openapi.json'), 'utf8')),
  );
  const made = operationsOf(JSON.parse(JSON.stringify(chanfanaDocument())));

  expect(Object.keys(made).length).toBeGreaterThan(0);
  expect(differences(authored, made)).toEqual([]);
});

/** Method and path → operationId, tag, and each parameter with its schema. */
function operationsOf(document: JsonObject): JsonObject {
  const { paths } = normalForm(document);
  const found = Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(item) || !isObject(operation)) return [];
      const parameters = [item.parameters, operation.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
      const { operationId = null, tags = null, requestBody } = operation;
      const named = Object.fromEntries(parameters.filter(isObject).map(parameterOf));
      const content = isObject(requestBody) && isObject(requestBody.content) ? Object.keys(requestBody.content) : [];
      return [[`${method} ${path}`, { operationId, tags, parameters: named, content }] as const];
    }),
  );
  return Object.fromEntries(found);
}

/** Header names have no case; descriptions and examples are not among what chanfana is told. */
function parameterOf({ name, in: place, required, schema }: JsonObject): [string, Json] {
  const key = place === 'header' ? String(name).toLowerCase() : String(name);
  return [`${String(place)} ${key}`, { required: required ?? false, schema: facts(schema ?? null) }];
}

function facts(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const { description: _, examples: __, items, pattern, ...rest } = schema;
  // How wide an integer is follows from its bounds.
  if (rest.format === 'int32' || rest.format === 'int64') delete rest.format;
  return {
    ...rest,
    ...(items !== undefined && { items: facts(items) }),
    // chanfana writes a pattern as JavaScript does: with its slashes escaped and its flag behind.
    ...(typeof pattern === 'string' && { pattern: pattern.replace(/\/u$/, '').replaceAll('\\/', '/') }),
  };
}
