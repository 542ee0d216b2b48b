// The emitted zod takes and refuses what the JSON Schema does; ajv is the second opinion.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as zodMini from 'zod/mini';
import type { Schema } from './document.ts';
import { classic, mini } from './zod-dialect.ts';
import { TEXT_PARSERS, textSource, zodSource } from './zod-source.ts';

const options = {
  lookup: (name: string): Schema => {
    throw new Error(`no schema ${name} here`);
  },
  reference: (name: string) => name,
  dialect: classic,
};
const parsers = TEXT_PARSERS.replaceAll(': unknown', '');

/** Evaluates emitted source: the point of these tests is what it does, not how it is written. */
const evaluate = (source: string): z.ZodType => new Function('z', `${parsers}; return ${source}`)(z);
const evaluateMini = (source: string): zodMini.ZodMiniType =>
  new Function('z', `${parsers}; return ${source}`)(zodMini);

const ajv = new Ajv2020({ strict: false, discriminator: true });
addFormats.default(ajv);

const shape = (name: string) => ({
  type: 'object',
  additionalProperties: false,
  required: ['shape'],
  properties: { shape: { type: 'string', const: name }, size: { type: 'number' } },
});

const cases: [string, object, unknown[]][] = [
  [
    'a bounded text',
    { type: 'string', minLength: 2, maxLength: 3, pattern: '^[a/]+$' },
    ['a', 'aa', 'a/a', 'aaaa', 'bb', 1, null],
  ],
  ['an e-mail address', { type: 'string', format: 'email' }, ['a@example.org', 'a', '']],
  [
    'a time',
    { type: 'string', format: 'date-time' },
    ['2026-11-21T09:30:00.000Z', '2026-11-21T09:30:00+01:00', '2026-11-21'],
  ],
  ['a link', { type: 'string', format: 'uri' }, ['https://example.org/x', 'x y']],
  ['a uuid', { type: 'string', format: 'uuid' }, ['0b9ff7a4-5a2c-4d4f-8c0e-2f5c8a0c8a11', 'x']],
  ['an integer', { type: 'integer', minimum: 1, maximum: 5 }, [0, 1, 5, 6, 1.5, '1']],
  ['an open interval', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0, 0.5, 1]],
  ['steps', { type: 'integer', multipleOf: 5 }, [0, 5, 7]],
  ['a text or null', { type: ['string', 'null'], maxLength: 1 }, ['', 'aa', null, 1]],
  ['an enum with null', { type: ['string', 'null'], enum: ['a', 'b', null] }, ['a', 'c', null]],
  ['a constant', { const: 3 }, [3, 4, '3']],
  ['several types', { type: ['string', 'integer'], maxLength: 1 }, ['a', 'aa', 7, 1.5, null]],
  [
    'a closed object',
    {
      type: 'object',
      additionalProperties: false,
      required: ['a'],
      properties: { a: { type: 'string' }, b: { type: 'string' } },
    },
    [{ a: '' }, { a: '', b: '' }, { b: '' }, { a: '', c: 1 }, [], null],
  ],
  [
    'an open object',
    { type: 'object', additionalProperties: true, properties: { a: { type: 'string' } } },
    [{}, { a: '', c: 1 }, { a: 1 }],
  ],
  [
    'further properties of a type',
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'number' } },
    [
      { a: '', b: 1 },
      { a: '', b: '' },
    ],
  ],
  [
    'a record',
    {
      type: 'object',
      maxProperties: 1,
      propertyNames: { type: 'string', pattern: '^[A-Z]$' },
      additionalProperties: { type: 'string' },
    },
    [{}, { A: '' }, { a: '' }, { A: 1 }, { A: '', B: '' }],
  ],
  [
    'a list of different items',
    { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2, uniqueItems: true },
    [[], ['a'], ['a', 'b'], ['a', 'a'], ['a', 'b', 'c'], [1]],
  ],
  [
    'one of two objects',
    {
      type: 'object',
      required: ['shape'],
      oneOf: [shape('circle'), shape('square')],
      discriminator: { propertyName: 'shape' },
    },
    [{ shape: 'circle' }, { shape: 'square', size: 1 }, { shape: 'x' }, { shape: 'circle', other: 1 }, {}],
  ],
  ['a value or null', { oneOf: [{ type: 'string' }, { type: 'null' }] }, ['', null, 1]],
  [
    'one of several types',
    { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'array', items: { type: 'string' } }] },
    ['', 1, ['a'], [1], true],
  ],
  [
    'joined objects',
    {
      allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }],
      type: 'object',
      required: ['b'],
      properties: { b: { type: 'string' } },
    },
    [{ a: '', b: '' }, { a: '' }, { b: '' }],
  ],
];

describe.each(cases)('%s', (_, schema, values) => {
  const emitted = evaluate(zodSource(schema as Schema, options, '#'));
  const emittedMini = evaluateMini(zodSource(schema as Schema, { ...options, dialect: mini }, '#'));
  const verdict = ajv.compile(schema);
  test.each(values.map((value) => [value]))('%j gets the same verdict', (value) => {
    expect(emitted.safeParse(value).success).toBe(verdict(value));
    expect(emittedMini.safeParse(value).success).toBe(verdict(value));
  });
  test('the values include one that fits and one that does not', () => {
    expect(new Set(values.map((value) => verdict(value)))).toEqual(new Set([true, false]));
  });
});

test('a default fills what is absent, with a value of its own each time', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: { tags: { type: 'array', items: {}, default: [] } },
  };
  const emitted = evaluate(zodSource(schema as Schema, options, '#')) as z.ZodType<{ tags: unknown[] }>;
  emitted.parse({}).tags.push('changed');
  expect(emitted.parse({})).toEqual({ tags: [] });
});

test('a field that refers to a schema with a default is filled with it, and one of its own comes first', () => {
  const Kind: Schema = { type: 'string', enum: ['a', 'b'], default: 'a' };
  const named = { ...options, lookup: () => Kind, reference: () => zodSource(Kind, options, '#') };
  const $ref = '#/components/schemas/Kind';
  const schema: Schema = { type: 'object', properties: { kind: { $ref }, own: { $ref, default: 'b' } } };
  expect(evaluate(zodSource(schema, named, '#')).parse({})).toEqual({ kind: 'a', own: 'b' });
});

test('a default does not stand in for a required field', () => {
  const schema: Schema = { type: 'object', required: ['a'], properties: { a: { type: 'string', default: '' } } };
  expect(evaluate(zodSource(schema, options, '#')).safeParse({}).success).toBe(false);
});

describe('a parameter arrives as text', () => {
  const parameter = (schema: object) => evaluate(textSource(schema as Schema, options, '#'));

  test.each([
    ['7', 7],
    ['-1', null],
    ['', null],
    ['0x7', null],
    ['1e0', null],
    ['7.5', null],
    [' 7', null],
    [['7', '8'], null],
  ])('as an integer, %j is %j', (text, value) => {
    const result = parameter({ type: 'integer', minimum: 0, maximum: 9007199254740991 }).safeParse(text);
    expect(result.success ? result.data : null).toBe(value);
  });

  test('the largest integer keeps its value', () => {
    const schema = { type: 'integer', minimum: 0, maximum: 9007199254740991 };
    expect(parameter(schema).parse('9007199254740991')).toBe(9007199254740991);
    expect(parameter(schema).safeParse('9007199254740992').success).toBe(false);
  });

  test('a boolean is true or false and no other word', () => {
    const texts = ['true', 'false', '1', 'yes', ''];
    expect(texts.map((text) => parameter({ type: 'boolean' }).safeParse(text).data)).toEqual([
      true,
      false,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a list takes one text or several', () => {
    const list = parameter({ type: 'array', maxItems: 2, items: { type: 'string' } });
    expect([list.parse('a'), list.parse(['a', 'b'])]).toEqual([['a'], ['a', 'b']]);
    expect(list.safeParse(['a', 'b', 'c']).success).toBe(false);
  });

  test('a default fills an absent one', () => {
    const query = z.strictObject({ limit: parameter({ type: 'integer', minimum: 1, maximum: 100, default: 20 }) });
    expect(query.parse({})).toEqual({ limit: 20 });
  });

  test.each([{ type: 'object', additionalProperties: false }, { type: ['string', 'null'] }])(
    '%j is refused',
    (schema) => {
      expect(() => parameter(schema)).toThrow(/a parameter/);
    },
  );
});
