// Owns the emission of zod: one expression per schema. The keywords it reads are those that document.ts lets through.
import type { Json, Schema } from './document.ts';
import type { Lookup, Shape } from './shape.ts';
import { describe, fail, hasDefault, resolve } from './shape.ts';

export interface ZodOptions {
  lookup: Lookup;
  /** How a component schema is named in the emitted file, such as `S.Template`. */
  reference: (name: string) => string;
  /** Appended to each schema, such as `.openapi({…})` in the runtime's routes. */
  annotate?: (schema: Schema, shape: Shape) => string;
  /** How `or null` is written, where `.nullable()` does not do. */
  nullable?: (source: string, shape: Shape) => string;
}

const literal = (value: Json) => JSON.stringify(value);
export const propertyKey = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

export function zodSource(schema: Schema, options: ZodOptions, where: string): string {
  const { shape, nullable } = describe(schema, options.lookup, where);
  const bare = shapeSource(shape, schema, options, where);
  const base = nullable ? (options.nullable?.(bare, shape) ?? `${bare}.nullable()`) : bare;
  return base + (options.annotate?.(schema, shape) ?? '') + defaultOf(schema);
}

/** A parameter's schema: what arrives is text, or a list of texts where a name is repeated. */
export function textSource(schema: Schema, options: ZodOptions, where: string): string {
  const target = resolve(schema, options.lookup);
  const { default: own, ...bare } = schema;
  const filled = defaultOf(own === undefined ? target : schema);
  const { shape, nullable } = describe(target, options.lookup, where);
  if (nullable) fail(where, 'a parameter cannot be null: leave it out instead');
  if (shape.kind === 'integer' || shape.kind === 'number' || shape.kind === 'boolean') {
    const parse = shape.kind === 'boolean' ? 'booleanFromText' : 'numberFromText';
    return `z.preprocess(${parse}, ${zodSource(bare, options, where)})${filled}`;
  }
  if (shape.kind === 'array') return `z.preprocess(listFromText, ${zodSource(bare, options, where)})${filled}`;
  const texts = shape.kind === 'literal' && shape.values.every((value) => typeof value === 'string');
  if (!texts && shape.kind !== 'string')
    fail(where, `a parameter is a text, number, boolean or list, not ${shape.kind}`);
  return zodSource(schema, options, where);
}

/** The functions that textSource refers to; emitted once at the head of a file that uses them. */
export const TEXT_PARSERS = `
const numberFromText = (value: unknown) =>
  typeof value === 'string' && /^-?\\d{1,16}(\\.\\d{1,15})?$/.test(value) ? Number(value) : value;
const booleanFromText = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value);
const listFromText = (value: unknown) => (typeof value === 'string' ? [value] : value);
`;

export const usedParsers = (source: string) =>
  TEXT_PARSERS.trim()
    .split(/\n(?=const )/)
    .filter((parser) => source.includes(`(${/^const (\w+)/.exec(parser)?.[1] ?? ''},`))
    .join('\n');

function defaultOf(schema: Schema): string {
  if (schema.default === undefined) return '';
  const value = literal(schema.default);
  // A fresh array or object per use: a shared default could be changed by one request and seen by the next.
  return typeof schema.default === 'object' && schema.default !== null
    ? `.default(() => (${value}))`
    : `.default(${value})`;
}

function shapeSource(shape: Shape, schema: Schema, options: ZodOptions, where: string): string {
  switch (shape.kind) {
    case 'ref':
      return options.reference(shape.name);
    case 'literal':
      return literalSource(shape.values);
    case 'string':
      return stringSource(schema, where);
    case 'integer':
    case 'number':
      return numberSource(shape.kind, schema, where);
    case 'boolean':
      return 'z.boolean()';
    case 'null':
      return 'z.null()';
    case 'unknown':
      return 'z.unknown()';
    case 'array':
      return arraySource(shape.items, schema, options, where);
    case 'object':
      return objectSource(shape, options, where);
    case 'record':
      return recordSource(shape, schema, options, where);
    case 'union':
      return unionSource(shape, options, where);
  }
}

function literalSource(values: Json[]): string {
  const texts = values.every((value) => typeof value === 'string');
  if (texts && values.length > 1) return `z.enum([${values.map(literal).join(', ')}])`;
  return `z.literal(${values.length === 1 ? literal(values[0] ?? null) : `[${values.map(literal).join(', ')}]`})`;
}

const FORMATS: Record<string, string> = {
  email: 'z.email()',
  uri: 'z.url()',
  uuid: 'z.uuid()',
  date: 'z.iso.date()',
  'date-time': 'z.iso.datetime({ offset: true })',
  byte: 'z.base64()',
  ipv4: 'z.ipv4()',
  ipv6: 'z.ipv6()',
  password: 'z.string()',
  'uri-reference': 'z.string()',
};

const check = (name: string, value: number | undefined) => (value === undefined ? '' : `.${name}(${value})`);

function stringSource(schema: Schema, where: string): string {
  const base = schema.format === undefined ? 'z.string()' : FORMATS[schema.format];
  if (base === undefined) fail(where, `the string format ${schema.format} is not known (see FORMATS)`);
  const pattern = schema.pattern === undefined ? '' : `.regex(${String(new RegExp(schema.pattern, 'u'))})`;
  return base + check('min', schema.minLength) + check('max', schema.maxLength) + pattern;
}

function numberSource(kind: 'integer' | 'number', schema: Schema, where: string): string {
  if (schema.format !== undefined && !['int32', 'double', 'float'].includes(schema.format)) {
    fail(where, `the number format ${schema.format} is not known`);
  }
  return (
    (kind === 'integer' ? 'z.int()' : 'z.number()') +
    check('min', schema.minimum) +
    check('max', schema.maximum) +
    check('gt', schema.exclusiveMinimum) +
    check('lt', schema.exclusiveMaximum) +
    check('multipleOf', schema.multipleOf)
  );
}

function arraySource(items: Schema, schema: Schema, options: ZodOptions, where: string): string {
  const unique = schema.uniqueItems ? ".refine((items) => new Set(items).size === items.length, 'Each item once')" : '';
  if (schema.uniqueItems) {
    const { shape } = describe(resolve(items, options.lookup), options.lookup, where);
    if (['object', 'array', 'record', 'union'].includes(shape.kind)) fail(where, 'uniqueItems goes with plain items');
  }
  const base = `z.array(${zodSource(items, options, `${where}/items`)})`;
  return base + check('min', schema.minItems) + check('max', schema.maxItems) + unique;
}

function objectSource(shape: Shape & { kind: 'object' }, options: ZodOptions, where: string): string {
  const fields = shape.properties.map(({ name, schema, required }) => {
    // Required means sent: a default must not stand in for what is missing.
    const { default: _, ...bare } = schema;
    const source = zodSource(required ? bare : schema, options, `${where}/properties/${name}`);
    return `${propertyKey(name)}: ${source}${required || hasDefault(schema, options.lookup) ? '' : '.optional()'}`;
  });
  const body = `{ ${fields.join(', ')} }`;
  if (shape.rest === false) return `z.strictObject(${body})`;
  if (shape.rest === true) return `z.looseObject(${body})`;
  return `z.object(${body}).catchall(${zodSource(shape.rest, options, `${where}/additionalProperties`)})`;
}

function recordSource(shape: Shape & { kind: 'record' }, schema: Schema, options: ZodOptions, where: string): string {
  const names = shape.names === undefined ? 'z.string()' : zodSource(shape.names, options, `${where}/propertyNames`);
  const base = `z.record(${names}, ${zodSource(shape.values, options, `${where}/additionalProperties`)})`;
  const atLeast = schema.minProperties ?? 0;
  const low =
    atLeast > 0 ? `.refine((value) => Object.keys(value).length >= ${atLeast}, 'At least ${atLeast} properties')` : '';
  const most = schema.maxProperties;
  const high =
    most === undefined ? '' : `.refine((value) => Object.keys(value).length <= ${most}, 'At most ${most} properties')`;
  return base + low + high;
}

function unionSource(shape: Shape & { kind: 'union' }, options: ZodOptions, where: string): string {
  const members = shape.members.map((member, index) => zodSource(member, options, `${where}/oneOf/${index}`));
  if (members.length === 1) return members[0] ?? '';
  const list = `[${members.join(', ')}]`;
  return shape.discriminator === null
    ? `z.union(${list})`
    : `z.discriminatedUnion(${literal(shape.discriminator)}, ${list})`;
}
