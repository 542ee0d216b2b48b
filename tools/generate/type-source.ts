// Owns the emission of TypeScript types: what zod gives after parsing, where a default makes a
// field present; or what is given to it.
import type { Schema } from './document.ts';
import type { Lookup, Shape } from './shape.ts';
import { describe, hasDefault } from './shape.ts';
import { propertyKey } from './zod-source.ts';

export interface TypeOptions {
  lookup: Lookup;
  reference: (name: string) => string;
  /** As it is before parsing: what has a default may be left out. */
  given?: boolean;
}

export function typeSource(schema: Schema, options: TypeOptions, where: string): string {
  const { shape, nullable } = describe(schema, options.lookup, where);
  const base = shapeType(shape, options, where);
  return nullable ? `${base} | null` : base;
}

function shapeType(shape: Shape, options: TypeOptions, where: string): string {
  switch (shape.kind) {
    case 'ref':
      return options.reference(shape.name);
    case 'literal':
      return shape.values.map((value) => JSON.stringify(value)).join(' | ');
    case 'string':
    case 'boolean':
    case 'null':
    case 'unknown':
    case 'number':
      return shape.kind;
    case 'integer':
      return 'number';
    case 'array':
      return `(${typeSource(shape.items, options, `${where}/items`)})[]`;
    case 'record':
      return `Record<string, ${typeSource(shape.values, options, `${where}/additionalProperties`)}>`;
    case 'union':
      return shape.members.map((member) => `(${typeSource(member, options, where)})`).join(' | ');
    case 'object':
      return objectType(shape, options, where);
  }
}

function objectType(shape: Shape & { kind: 'object' }, options: TypeOptions, where: string): string {
  const fields = shape.properties.map(({ name, schema, required }) => {
    const type = typeSource(schema, options, `${where}/properties/${name}`);
    const present = required || (!options.given && hasDefault(schema, options.lookup));
    return present ? `${propertyKey(name)}: ${type};` : `${propertyKey(name)}?: (${type}) | undefined;`;
  });
  // Further properties are unknown beside named ones: an index signature of their own type would
  // have to fit the named ones too.
  const rest = shape.rest === false ? '' : '[key: string]: unknown;';
  return `{ ${fields.join(' ')} ${rest} }`;
}
