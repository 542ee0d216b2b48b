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
  if (hasAny(schema, ['enum', 'const'])) return undefined;
  const fits = [schema.minimum, schema.maximum].every(Number.isSafeInteger);
  return fits ? undefined : 'An integer has minimum and maximum, which fit a JavaScript number';
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

/**
 * A generated client gives each enum a type: one without a name gets that of the place where it
 * happens to stand, and several types for one set of values. Null among the values has no type at
 * all in most languages.
 */
export const namedEnum: Rule = () => ({
  Schema(schema, { report, location }) {
    if (schema.enum === undefined) return;
    if (list(schema.enum).includes(null))
      report({ message: "An enum has no null: oneOf of the enum's schema and type: 'null'" });
    if (!/^#\/(components\/schemas\/)?[^/]+$/.test(location.pointer))
      report({ message: 'An enum is a component of its own, and has a name' });
  },
});

/** What JavaScript alone reads: RE2 has no look-around, and Python neither \p nor braces. */
export const portablePattern = schemaRule((schema) =>
  typeof schema.pattern === 'string' && /\\[pPu]|\(\?[=!<]/.test(schema.pattern)
    ? 'A pattern does without \\p, \\u and look-around, which other languages read differently: write \\x'
    : undefined,
);
