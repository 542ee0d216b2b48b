// Owns the rules about schemas: every value is bounded, every object says whether it is open, and
// each part is described.
import type { Node, Rule, Visitor } from './rule.ts';
import { list } from './rule.ts';

const isType = (schema: Node, type: string) => list(schema.type).includes(type);
const hasAny = (schema: Node, keys: string[]) => keys.some((key) => schema[key] !== undefined);

const schemaRule = (check: (schema: Node) => string | undefined): Rule => {
  const visitor: Visitor = (schema, { report }) => {
    const message = check(schema);
    if (message !== undefined) report({ message });
  };
  return () => ({ Schema: visitor });
};

export const stringBound = schemaRule((schema) =>
  isType(schema, 'string') && !hasAny(schema, ['maxLength', 'format', 'enum', 'pattern', 'const'])
    ? 'A string has maxLength, format, pattern, enum or const: nothing we take or store is unbounded'
    : undefined,
);

export const arrayBound = schemaRule((schema) =>
  isType(schema, 'array') && schema.maxItems === undefined ? 'An array has maxItems' : undefined,
);

export const integerBound = schemaRule((schema) => {
  if (!isType(schema, 'integer')) return undefined;
  if (schema.format === 'int64') return 'int64 does not fit a JavaScript number: use a bounded integer or a string';
  const bounded = schema.minimum !== undefined && schema.maximum !== undefined;
  return bounded || hasAny(schema, ['enum', 'const']) ? undefined : 'An integer has minimum and maximum';
});

export const objectClosed = schemaRule((schema) =>
  isType(schema, 'object') && schema.additionalProperties === undefined
    ? 'An object says additionalProperties: false, or of which schema its further properties are'
    : undefined,
);

export const described = schemaRule((schema) =>
  typeof schema.description === 'string' || schema.type === 'null' ? undefined : 'A schema has a description',
);

export const modernForms = schemaRule((schema) =>
  schema.nullable !== undefined || schema.example !== undefined
    ? "OpenAPI 3.1 forms: type: [string, 'null'] instead of nullable, examples: [] instead of example"
    : undefined,
);

/**
 * An unknown field in a request is refused, never dropped: a typing error must not look like
 * success.
 */
export const requestClosed: Rule = () => ({
  RequestBody: {
    Schema(schema, { report }) {
      if (isType(schema, 'object') && schema.additionalProperties === true) {
        report({ message: 'An object in a request does not take arbitrary properties' });
      }
    },
  },
});
