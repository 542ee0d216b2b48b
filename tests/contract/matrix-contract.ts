// Reads the contract as the matrix needs it: the operations with their parameters and bodies, and
// for each field values that are wrong.
import { readFileSync } from 'node:fs';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface OperationObject {
  readonly operationId: string;
  readonly security?: readonly Record<string, unknown>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly 'x-max-bytes'?: number;
    readonly content: Record<string, { readonly schema: Schema }>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-permission': string;
  readonly 'x-idempotent'?: boolean;
}

interface Document {
  readonly security: readonly Record<string, unknown>[];
  readonly paths: Record<string, Record<string, OperationObject> & { parameters?: readonly Parameter[] }>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly schemes: readonly string[];
  readonly permission: string;
  /** Whether it takes an Idempotency-Key. */
  readonly idempotent: boolean;
  readonly pathParams: readonly Parameter[];
  readonly queryParams: readonly Parameter[];
  /** The JSON body's schema; null where the operation takes none. */
  readonly body: Schema | null;
  readonly maxBytes: number | null;
  /** Content types of a body that is not JSON. */
  readonly streamTypes: readonly string[];
  /** Answers with a WebSocket: it is asked for one, or it would tell of nothing else. */
  readonly upgrade: boolean;
  /** Answers with a stream of events, which has no end. */
  readonly stream: boolean;
}

const file = new URL('../../openapi/generated/openapi.json', import.meta.url);
// the generator's own output
const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
const methods = ['get', 'put', 'post', 'delete', 'patch'];

function follow<T extends object>(value: T): T {
  const ref = '$ref' in value ? String(value.$ref) : null;
  if (ref === null) return value;
  const target = ref
    .split('/')
    .slice(1)
    // a reference of the bundle leads to an object of the bundle, of the kind that stands there
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key.replaceAll('~1', '/')], document) as T;
  return follow(target);
}

function parametersOf(path: string, operation: OperationObject): Parameter[] {
  return [...(document.paths[path]?.parameters ?? []), ...(operation.parameters ?? [])]
    .map(follow)
    .map((parameter) => ({ ...parameter, schema: follow(parameter.schema) }));
}

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method): Operation[] => {
    const operation = item[method];
    if (!operation) return [];
    const parameters = parametersOf(path, operation);
    const content = operation.requestBody ? follow(operation.requestBody).content : {};
    const body = content['application/json'];
    return [
      {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        schemes: (operation.security ?? document.security).flatMap((scheme) => Object.keys(scheme)),
        permission: operation['x-permission'],
        idempotent: operation['x-idempotent'] === true,
        pathParams: parameters.filter((parameter) => parameter.in === 'path'),
        queryParams: parameters.filter((parameter) => parameter.in === 'query'),
        body: body ? follow(body.schema) : null,
        maxBytes: operation.requestBody?.['x-max-bytes'] ?? null,
        streamTypes: Object.keys(content).filter((type) => type !== 'application/json'),
        upgrade: '101' in operation.responses,
        stream: JSON.stringify(operation.responses).includes('"text/event-stream"'),
      },
    ];
  }),
);

/** A valid body, from the schema's own examples, which the contract's rules demand. */
export function exampleOf(schema: Schema): Record<string, unknown> {
  const [example] = schema.examples ?? [];
  if (!example || typeof example !== 'object') throw new Error('A request body has no example in the contract.');
  // a request body is an object, and so is its example
  return structuredClone(example) as Record<string, unknown>;
}

export interface WrongField {
  /** As the answer names it: body.manifest.ports[0].number */
  readonly path: string;
  readonly why: string;
  readonly body: unknown;
}

type Wrap = (value: unknown) => unknown;

/**
 * For each field of a body, down to the leaves, bodies in which just that field is wrong. Fields
 * beside it may be missing.
 */
export function wrongFields(schema: Schema, example: Record<string, unknown>): WrongField[] {
  return fieldsOf(schema, 'body', (value) => value, example);
}

function fieldsOf(given: Schema, path: string, wrap: Wrap, around: Record<string, unknown>): WrongField[] {
  const schema = follow(given);
  const found: WrongField[] = [];
  if (schema.properties && schema.additionalProperties === false) {
    found.push({ path: `${path}.notInTheContract`, why: 'unknown', body: wrap({ ...around, notInTheContract: 1 }) });
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    found.push(...valueOf(property, `${path}.${name}`, (value) => wrap({ ...around, [name]: value })));
  }
  if (typeof schema.additionalProperties === 'object') {
    found.push(...valueOf(schema.additionalProperties, `${path}.NAME`, (value) => wrap({ NAME: value })));
  }
  return found;
}

function valueOf(given: Schema, path: string, wrap: Wrap): WrongField[] {
  const schema = follow(given);
  const found = wrongValues(schema).map(([why, value]) => ({ path, why, body: wrap(value) }));
  if (schema.items) found.push(...valueOf(schema.items, `${path}[0]`, (value) => wrap([value])));
  return [...found, ...fieldsOf(schema, path, wrap, {})];
}

/** Values that a schema refuses, each with what is wrong with it. */
export function wrongValues(given: Schema): [why: string, value: unknown][] {
  const schema = follow(given);
  const choices = schema.oneOf ?? schema.anyOf;
  // Wrong for all of a union is what has none of its types.
  const types = choices ? choices.flatMap((choice) => typesOf(follow(choice))) : typesOf(schema);
  const samples: [type: string, value: unknown][] = [
    ['number', 0.5],
    ['string', '\u0000'],
    ['boolean', true],
    ['array', [[]]],
    ['object', { notInTheContract: {} }],
    ['null', null],
  ];
  const found: [string, unknown][] = types.length
    ? samples.filter(([type]) => !types.includes(type)).map(([type, value]) => [`a ${type}`, value])
    : [];
  if (schema.enum || schema.const !== undefined) found.push(['no such choice', 'not in the contract']);
  if (schema.maxLength !== undefined) found.push(['too long', 'x'.repeat(schema.maxLength + 1)]);
  if (schema.minimum !== undefined) found.push(['too small', schema.minimum - 1]);
  if (schema.maximum !== undefined) found.push(['too large', schema.maximum + 1]);
  return found;
}

/** The same for a query parameter, which is text. */
export function wrongTexts(given: Schema): [why: string, text: string][] {
  const schema = follow(given);
  const isText = typesOf(schema).includes('string');
  const wrong = wrongValues(schema)
    .filter(([why]) => !why.startsWith('a '))
    .map(([why, value]): [string, string] => [why, String(value)]);
  return isText ? wrong : [['no number', 'x'], ['hexadecimal', '0x10'], ['empty', ''], ...wrong];
}

function typesOf({ type, enum: choices }: Schema): string[] {
  if (type === undefined) return choices ? ['string'] : [];
  return typeof type === 'string' ? [type] : [...type];
}
