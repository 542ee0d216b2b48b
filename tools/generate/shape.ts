// Owns what a schema means: which of few shapes it is. Both emitters (zod and TypeScript) switch
// over the same shapes, so they cannot read one schema differently.
import type { Json, Schema } from './document.ts';
import { refName } from './contract.ts';

export type Shape =
  | { kind: 'ref'; name: string }
  | { kind: 'literal'; values: Json[] }
  | { kind: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'unknown' }
  | { kind: 'array'; items: Schema }
  | { kind: 'object'; properties: Property[]; rest: boolean | Schema }
  | { kind: 'record'; values: Schema; names: Schema | undefined }
  | { kind: 'union'; members: Schema[]; discriminator: string | null };

export interface Property {
  name: string;
  schema: Schema;
  required: boolean;
}

export interface Described {
  shape: Shape;
  nullable: boolean;
}

export type Lookup = (name: string) => Schema;

/** Reads a schema; `where` is its JSON pointer, for the message of what cannot be generated. */
export function describe(schema: Schema, lookup: Lookup, where: string): Described {
  if (schema.$ref !== undefined) return { shape: { kind: 'ref', name: refName(schema.$ref) }, nullable: false };
  if (schema.allOf !== undefined) return describe(merged(schema, lookup, where), lookup, where);
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) return alternatives(schema, lookup, where);
  const types = [schema.type ?? []].flat();
  const nullable = types.includes('null') && types.length > 1;
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  if (values !== undefined) {
    return { shape: { kind: 'literal', values: values.filter((value) => !nullable || value !== null) }, nullable };
  }
  const rest = types.filter((type) => type !== 'null' || !nullable);
  if (rest.length === 0) return { shape: { kind: schema.pattern !== undefined ? 'string' : 'unknown' }, nullable };
  const [type] = rest;
  if (type === undefined || rest.length > 1) {
    return {
      shape: { kind: 'union', members: rest.map((one) => ({ ...schema, type: one })), discriminator: null },
      nullable,
    };
  }
  if (type === 'array')
    return { shape: { kind: 'array', items: schema.items ?? fail(where, 'an array needs items') }, nullable };
  if (type === 'object') return { shape: objectShape(schema, where), nullable };
  return { shape: { kind: type }, nullable };
}

export function fail(where: string, message: string): never {
  throw new Error(`${where}: ${message}`);
}

function objectShape(schema: Schema, where: string): Shape {
  const required = new Set(schema.required ?? []);
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property,
    required: required.has(name),
  }));
  for (const name of required) {
    if (!properties.some((property) => property.name === name)) fail(where, `required ${name} is not in properties`);
  }
  const more = schema.additionalProperties ?? true;
  if (properties.length === 0 && more !== false) {
    return { kind: 'record', values: more === true ? {} : more, names: schema.propertyNames };
  }
  if (schema.propertyNames !== undefined)
    fail(where, 'propertyNames goes with an object that has only further properties');
  return { kind: 'object', properties, rest: more };
}

// oneOf demands that exactly one member fits. zod's union takes the first, which is the same when
// no two members can fit at once: by a discriminator, or because their types differ. Anything else
// is refused here instead of being read more loosely than it is written.
function alternatives(schema: Schema, lookup: Lookup, where: string): Described {
  const all = schema.oneOf ?? schema.anyOf ?? [];
  const members = all.filter((member) => member.type !== 'null');
  const nullable = members.length < all.length;
  const [only] = members;
  if (members.length === 1 && only !== undefined) {
    const described = describe(only, lookup, where);
    return {
      shape: described.shape.kind === 'ref' ? described.shape : { kind: 'union', members, discriminator: null },
      nullable,
    };
  }
  const discriminator = schema.discriminator?.propertyName ?? null;
  if (schema.oneOf !== undefined && discriminator === null) {
    const types = members.flatMap((member) => [resolve(member, lookup).type ?? []].flat());
    if (types.length < members.length || new Set(types).size !== types.length) {
      fail(where, 'oneOf needs a discriminator, or members of different types');
    }
  }
  return { shape: { kind: 'union', members, discriminator }, nullable };
}

export function resolve(schema: Schema, lookup: Lookup): Schema {
  return schema.$ref === undefined ? schema : resolve(lookup(refName(schema.$ref)), lookup);
}

/**
 * Whether something stands in for what is absent: a default of the schema, or of the component that
 * it refers to.
 */
export const hasDefault = (schema: Schema, lookup: Lookup) =>
  schema.default !== undefined || resolve(schema, lookup).default !== undefined;

/**
 * allOf of objects is one object with all their properties. A closed member would refuse the
 * others' fields, so none may be closed.
 */
function merged(schema: Schema, lookup: Lookup, where: string): Schema {
  const { allOf = [], ...own } = schema;
  const parts = allOf.map((part, index) => {
    const target = resolve(part, lookup);
    const flat = target.allOf === undefined ? target : merged(target, lookup, where);
    if (flat.type !== 'object') fail(`${where}/allOf/${index}`, 'allOf joins objects only');
    if (flat.additionalProperties === false) {
      fail(`${where}/allOf/${index}`, 'a closed object (additionalProperties: false) cannot be extended by allOf');
    }
    return flat;
  });
  for (const name of parts.flatMap((part) => Object.keys(part.properties ?? {}))) {
    if (own.additionalProperties === false && own.properties?.[name] === undefined) {
      fail(where, `additionalProperties: false refuses ${name}, which allOf brings: name it among the properties too`);
    }
  }
  return {
    ...own,
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => part.properties), own.properties),
    required: [...new Set([...parts, own].flatMap((part) => part.required ?? []))],
  };
}
