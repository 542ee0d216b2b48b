// What the generator does not know is refused with its place, never ignored.
import { describe, expect, test } from 'vitest';
import { readContract } from './contract.ts';
import { parseDocument, type Document } from './document.ts';
import { mountRuntime } from './mount.ts';
import { gatewaySchemas } from './outputs/schemas.ts';

const document = (schemas: object, paths: object = {}) => ({
  openapi: '3.1.0',
  info: {},
  tags: [{ name: 'notes', description: 'Notes' }],
  paths,
  components: { schemas },
});
const emit = (schemas: object) => gatewaySchemas(readContract(parseDocument(document(schemas), 'openapi.json')));

test('an unknown schema keyword is refused with its JSON pointer', () => {
  const schemas = { Note: { type: 'object', properties: { 'a/b': { type: 'array', items: { not: {} } } } } };
  expect(() => emit(schemas)).toThrow(
    'openapi.json#/components/schemas/Note/properties/a~1b/items: Unrecognized key: "not"',
  );
});

test('an unknown keyword in further properties is refused where it stands', () => {
  const schemas = { Note: { type: 'object', additionalProperties: { type: 'string', contains: {} } } };
  expect(() => emit(schemas)).toThrow('/Note/additionalProperties: Unrecognized key: "contains"');
});

test.each([
  ['an unknown format', { type: 'string', format: 'iban' }, /#\/components\/schemas\/Note: the string format iban/],
  ['an array without items', { type: 'array' }, /an array needs items/],
  ['oneOf without a discriminator', { oneOf: [{ type: 'string' }, { type: 'string' }] }, /oneOf needs a discriminator/],
  ['a required field that is not there', { type: 'object', required: ['x'] }, /required x is not in properties/],
  [
    'allOf of a closed object',
    { allOf: [{ type: 'object', additionalProperties: false }] },
    /Note\/allOf\/0: a closed object/,
  ],
  [
    'a closed object that refuses what allOf brings',
    { allOf: [{ type: 'object', properties: { x: {} } }], additionalProperties: false },
    /refuses x, which allOf brings/,
  ],
  ['a recursive schema', { type: 'array', items: { $ref: '#/components/schemas/Note' } }, /Recursive .* Note -> Note/],
])('%s is refused', (_, schema, message) => {
  expect(() => emit({ Note: schema })).toThrow(message);
});

test('path names and path parameters must agree', () => {
  const paths = { '/x/{id}': { get: { operationId: 'getX', tags: ['notes'], summary: 'x', responses: {} } } };
  expect(() => readContract(parseDocument(document({}, paths), 'openapi.json'))).toThrow(/GET \/x\/\{id\}: the path's/);
});

test('a mounted schema that means two things is refused', () => {
  const response = (type: string) => ({
    description: type,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
  });
  const contract = parseDocument(
    {
      ...document({ Thing: { type: 'string' } }),
      components: {
        schemas: { Thing: { type: 'string' } },
        parameters: { SessionId: { name: 'sessionId', in: 'path', required: true, schema: { type: 'string' } } },
        responses: Object.fromEntries(
          ['BadRequest', 'Unauthenticated', 'Forbidden', 'NotFound', 'Conflict', 'BadGateway', 'Unavailable'].map(
            (name) => [name, { description: name }],
          ),
        ),
      },
    },
    'openapi.json',
  );
  const runtime = (type: string): Document =>
    parseDocument(
      document(
        { Thing: { type } },
        {
          '/thing': {
            get: {
              operationId: 'getThing',
              tags: ['notes'],
              summary: 'x',
              'x-public': { operationId: 'getSessionThing', path: '/thing', permission: 'self' },
              responses: { 200: response(type) },
            },
          },
        },
      ),
      'runtime.json',
    );
  expect(() => mountRuntime(contract, runtime('integer'))).toThrow(/components\/schemas\/Thing means one thing/);
  const mounted = mountRuntime(contract, runtime('string'));
  expect(mounted.paths['/runtime/sessions/{sessionId}/thing']?.get).toMatchObject({
    operationId: 'getSessionThing',
    tags: ['sessions'],
    'x-permission': 'self',
    'x-runtime-operation': 'getThing',
  });
  expect(contract.paths).toEqual({});
});

describe('what the runtime refuses with', () => {
  const withProblems = (name: string, problems: Record<string, { status: number; detail: string }>) =>
    parseDocument(
      {
        ...{ openapi: '3.1.0', info: {}, tags: [], paths: {} },
        'x-problems': Object.fromEntries(
          Object.entries(problems).map(([code, { status, detail }]) => [code, { status, title: code, detail }]),
        ),
      },
      name,
    );
  const mount = (ours: Parameters<typeof withProblems>[1], theirs: Parameters<typeof withProblems>[1]) =>
    mountRuntime(withProblems('openapi.json', ours), withProblems('runtime.json', theirs))['x-problems'];

  test('is a problem of the public contract, in the public words where it has some; its own faults are not', () => {
    const ours = { full: { status: 409, detail: 'At most {limit}.' } };
    const theirs = { ...ours, late: { status: 408, detail: 'Late.' }, broken: { status: 500, detail: 'Broken.' } };
    expect(Object.keys(mount(ours, theirs))).toEqual(['full', 'late']);
  });

  test.each([
    ['speaks of sign-ins', { status: 401, detail: 'Out.' }, /no 401 in runtime.yaml/],
    ['has another status', { status: 410, detail: 'At most {limit}.' }, /its status differs/],
    ['lacks a fact', { status: 409, detail: 'At most some.' }, /gives no limit/],
  ])('is refused where it %s', (_name, theirs, why) => {
    expect(() => mount({ full: { status: 409, detail: 'At most {limit}.' } }, { full: theirs })).toThrow(why);
  });
});
