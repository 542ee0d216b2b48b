// Owns the form in which a document made by a library is compared with the authored one: references
// followed, order and the two ways of writing one thing evened out. Nothing else is forgiven.
import { isDeepStrictEqual } from 'node:util';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The document with every $ref into components replaced by what it names, and each part in normal
 * form.
 */
export function normalForm(document: JsonObject): JsonObject {
  const resolved = inline(document, document);
  return isObject(resolved) ? resolved : {};
}

function inline(value: Json, document: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => inline(item, document));
  if (!isObject(value)) return value;
  const { $ref, ...beside } = value;
  const own = typeof $ref === 'string' ? { ...target(document, $ref), ...beside } : value;
  return even(Object.fromEntries(Object.entries(own).map(([key, part]) => [key, inline(part, document)])));
}

function target(document: JsonObject, ref: string): JsonObject {
  const found = ref
    .slice(2)
    .split('/')
    .reduce<Json>((node, key) => (isObject(node) ? (node[key] ?? null) : null), document);
  if (!isObject(found)) throw new Error(`Nothing in the document answers to ${ref}`);
  return found;
}

/** Two ways of writing one thing become one; policy (x-…) is no part of what a library makes. */
function even(node: JsonObject): JsonObject {
  // zod-to-openapi writes a reference with a description beside it as allOf of both.
  const { allOf, ...beside } = node;
  const joined: JsonObject = Array.isArray(allOf) ? Object.assign({}, ...allOf.filter(isObject), beside) : beside;
  const schema = withNull(sameUnion(joined));
  const { const: only, ...rest } = schema;
  if (only !== undefined) rest.enum = [only];
  for (const key of Object.keys(rest)) if (key.startsWith('x-')) delete rest[key];
  if (Array.isArray(rest.required)) rest.required = [...rest.required].sort();
  return rest;
}

/** anyOf and oneOf mean the same where no value can fit two branches, since their types differ. */
function sameUnion(node: JsonObject): JsonObject {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf)) return node;
  const types = anyOf.map((branch) => (isObject(branch) ? branch.type : undefined));
  return types.includes(undefined) || new Set(types).size < types.length ? node : { ...rest, oneOf: anyOf };
}

/** A schema or null: `oneOf` with a null branch is the schema with null among its types. */
function withNull(node: JsonObject): JsonObject {
  const { oneOf, ...rest } = node;
  if (!Array.isArray(oneOf) || oneOf.length !== 2) return node;
  const value = oneOf.find((branch) => isObject(branch) && branch.type !== 'null');
  const hasNull = oneOf.some((branch) => isObject(branch) && branch.type === 'null');
  if (!hasNull || !isObject(value) || typeof value.type !== 'string') return node;
  const values = Array.isArray(value.enum) ? { enum: [...value.enum, null] } : {};
  return { ...value, ...values, ...rest, type: [value.type, 'null'] };
}

/** Where two documents differ, one line per place; empty when they say the same. */
export function differences(authored: Json | undefined, made: Json | undefined, at = ''): string[] {
  if (isDeepStrictEqual(authored, made)) return [];
  if (isObject(authored) && isObject(made)) {
    const keys = [...new Set([...Object.keys(authored), ...Object.keys(made)])];
    return keys.flatMap((key) => differences(authored[key], made[key], `${at}/${key}`));
  }
  return [`${at}: authored ${JSON.stringify(authored)}, made ${JSON.stringify(made)}`];
}
