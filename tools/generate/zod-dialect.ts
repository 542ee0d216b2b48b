// Owns the two ways in which zod's schemas are written. `classic` chains methods; `mini` calls
// functions, which costs a process that holds the schemas a tenth of the memory.

/** A check by its two names: `min(1)` and `minLength(1)`. */
export type Check = readonly [classic: string, mini: string];

export interface Dialect {
  /** The module that `z` is imported from. */
  readonly module: string;
  checked(source: string, checks: readonly Check[]): string;
  nullable(source: string): string;
  optional(source: string): string;
  /** `value` is source as well. */
  withDefault(source: string, value: string): string;
  catchall(source: string, rest: string): string;
  /** What arrives is text, and `parse` makes of it what the schema expects. */
  fromText(parse: string, source: string): string;
}

export const classic: Dialect = {
  module: 'zod',
  checked: (source, checks) => source + checks.map(([name]) => `.${name}`).join(''),
  nullable: (source) => `${source}.nullable()`,
  optional: (source) => `${source}.optional()`,
  withDefault: (source, value) => `${source}.default(${value})`,
  catchall: (source, rest) => `${source}.catchall(${rest})`,
  fromText: (parse, source) => `z.preprocess(${parse}, ${source})`,
};

export const mini: Dialect = {
  module: 'zod/mini',
  checked: (source, checks) =>
    checks.length === 0 ? source : `${source}.check(${checks.map(([, name]) => `z.${name}`).join(', ')})`,
  nullable: (source) => `z.nullable(${source})`,
  optional: (source) => `z.optional(${source})`,
  withDefault: (source, value) => `z._default(${source}, ${value})`,
  catchall: (source, rest) => `z.catchall(${source}, ${rest})`,
  fromText: (parse, source) => `z.pipe(z.transform(${parse}), ${source})`,
};
