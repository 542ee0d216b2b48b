// Owns the emission of zod: one expression per schema. The keywords it reads are those that
// document.ts lets through.
import type { Json, Schema } from './document.ts';
import type { Lookup, Shape } from './shape.ts';
import { describe, fail, hasDefault, resolve } from './shape.ts';
import type { Check, Dialect } from './zod-dialect.ts';

export interface ZodOptions {
  lookup: Lookup;
  /** How a component schema is named in the emitted file, such as `S.Template`. */
  reference: (name: string) => string;
  dialect: Dialect;
}

const literal = (value: Json) => JSON.stringify(value);
export const propertyKey = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

export function zodSource(schema: Schema, options: ZodOptions, where: string): string {
  const { shape, nullable } = describe(schema, options.lookup, where);
  const bare = shapeSource(shape, schema, options, where);
  return withDefaultOf(schema, nullable ? options.dialect.nullable(bare) : bare, options);
}

/** A parameter's schema: what arrives is text, or a list of texts where a name is repeated. */
export function textSource(schema: Schema, options: ZodOptions, where: string): string {
  const target = resolve(schema, options.lookup);
  const { default: own, ...bare } = schema;
  const filled = (source: string) => withDefaultOf(own === undefined ? target : schema, source, options);
  const { shape, nullable } = describe(target, options.lookup, where);
  if (nullable) fail(where, 'a parameter cannot be null: leave it out instead');
  if (shape.kind === 'integer' || shape.kind === 'number' || shape.kind === 'boolean') {
    const parse = shape.kind === 'boolean' ? 'booleanFromText' : 'numberFromText';
    return filled(options.dialect.fromText(parse, zodSource(bare, options, where)));
  }
  if (shape.kind === 'array') return filled(options.dialect.fromText('listFromText', zodSource(bare, options, where)));
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
    .filter((parser) => new RegExp(`\\(${/^const (\w+)/.exec(parser)?.[1] ?? ''}[,)]`).test(source))
    .join('\n');

function withDefaultOf(schema: Schema, source: string, { dialect }: ZodOptions): string {
  if (schema.default === undefined) return source;
  const value = literal(schema.default);
  // A fresh array or object per use: a shared default could be changed by one request and seen by
  // the next.
  const fresh = typeof schema.default === 'object' && schema.default !== null;
  return dialect.withDefault(source, fresh ? `() => (${value})` : value);
}

function shapeSource(shape: Shape, schema: Schema, options: ZodOptions, where: string): string {
  switch (shape.kind) {
    case 'ref':
      return options.reference(shape.name);
    case 'literal':
      return literalSource(shape.values);
    case 'string':
      return stringSource(schema, options, where);
    case 'integer':
    case 'number':
      return numberSource(shape.kind, schema, options, where);
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

const check = (classic: string, mini: string, value: number | string | undefined): Check[] =>
  value === undefined ? [] : [[`${classic}(${value})`, `${mini}(${value})`]];
const lengths = (least: number | undefined, most: number | undefined) => [
  ...check('min', 'minLength', least),
  ...check('max', 'maxLength', most),
];
const refined = (condition: string, message: string) => check('refine', 'refine', `${condition}, '${message}'`);

function stringSource(schema: Schema, { dialect }: ZodOptions, where: string): string {
  const base = schema.format === undefined ? 'z.string()' : FORMATS[schema.format];
  if (base === undefined) fail(where, `the string format ${schema.format} is not known (see FORMATS)`);
  const pattern = schema.pattern === undefined ? undefined : String(new RegExp(schema.pattern, 'u'));
  return dialect.checked(base, [...lengths(schema.minLength, schema.maxLength), ...check('regex', 'regex', pattern)]);
}

function numberSource(kind: 'integer' | 'number', schema: Schema, { dialect }: ZodOptions, where: string): string {
  if (schema.format !== undefined && !['int32', 'int64', 'double', 'float'].includes(schema.format)) {
    fail(where, `the number format ${schema.format} is not known`);
  }
  return dialect.checked(kind === 'integer' ? 'z.int()' : 'z.number()', [
    ...check('min', 'gte', schema.minimum),
    ...check('max', 'lte', schema.maximum),
    ...check('gt', 'gt', schema.exclusiveMinimum),
    ...check('lt', 'lt', schema.exclusiveMaximum),
    ...check('multipleOf', 'multipleOf', schema.multipleOf),
  ]);
}

function arraySource(items: Schema, schema: Schema, options: ZodOptions, where: string): string {
  const unique = schema.uniqueItems ? refined('(items) => new Set(items).size === items.length', 'Each item once') : [];
  if (schema.uniqueItems) {
    const { shape } = describe(resolve(items, options.lookup), options.lookup, where);
    if (['object', 'array', 'record', 'union'].includes(shape.kind)) fail(where, 'uniqueItems goes with plain items');
  }
  const base = `z.array(${zodSource(items, options, `${where}/items`)})`;
  return options.dialect.checked(base, [...lengths(schema.minItems, schema.maxItems), ...unique]);
}

function objectSource(shape: Shape & { kind: 'object' }, options: ZodOptions, where: string): string {
  const fields = shape.properties.map(({ name, schema, required }) => {
    // Required means sent: a default must not stand in for what is missing.
    const { default: _, ...bare } = schema;
    const source = zodSource(required ? bare : schema, options, `${where}/properties/${name}`);
    const present = required || hasDefault(schema, options.lookup);
    return `${propertyKey(name)}: ${present ? source : options.dialect.optional(source)}`;
  });
  const body = `{ ${fields.join(', ')} }`;
  if (shape.rest === false) return `z.strictObject(${body})`;
  if (shape.rest === true) return `z.looseObject(${body})`;
  return options.dialect.catchall(`z.object(${body})`, zodSource(shape.rest, options, `${where}/additionalProperties`));
}

function recordSource(shape: Shape & { kind: 'record' }, schema: Schema, options: ZodOptions, where: string): string {
  const names = shape.names === undefined ? 'z.string()' : zodSource(shape.names, options, `${where}/propertyNames`);
  const base = `z.record(${names}, ${zodSource(shape.values, options, `${where}/additionalProperties`)})`;
  const { minProperties: least = 0, maxProperties: most } = schema;
  const size = '(value) => Object.keys(value).length';
  return options.dialect.checked(base, [
    ...(least > 0 ? refined(`${size} >= ${least}`, `At least ${least} properties`) : []),
    ...(most === undefined ? [] : refined(`${size} <= ${most}`, `At most ${most} properties`)),
  ]);
}

function unionSource(shape: Shape & { kind: 'union' }, options: ZodOptions, where: string): string {
  const members = shape.members.map((member, index) => zodSource(member, options, `${where}/oneOf/${index}`));
  if (members.length === 1) return members[0] ?? '';
  const list = `[${members.join(', ')}]`;
  return shape.discriminator === null
    ? `z.union(${list})`
    : `z.discriminatedUnion(${literal(shape.discriminator)}, ${list})`;
}
