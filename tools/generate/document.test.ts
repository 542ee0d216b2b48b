// What the generator does not know is refused with its place, never ignored.
import { describe, expect, test } from 'vitest';
import { readContract } from './contract.ts';
import { parseDocument, type Document } from './document.ts';
import { mountRuntime } from './mount.ts';
import { planeSchemas } from './outputs/schemas.ts';
import { runtimeService } from './service.ts';

const document = (schemas: object, paths: object = {}) => ({
  openapi: '3.1.0',
  info: {},
  tags: [{ name: 'notes', description: 'Notes' }],
  paths,
  components: { schemas },
});
const emit = (schemas: object) =>
  planeSchemas({
    ...runtimeService(readContract(parseDocument(document(schemas), 'openapi.json'))),
    bundle: 'openapi.json',
  });

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
        parameters: { SessionIdInPath: { name: 'sessionId', in: 'path', required: true, schema: { type: 'string' } } },
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

describe('an operation of the runtime that is passed on', () => {
  type Problems = Record<string, { status: number; detail: string }>;
  const titled = (problems: Problems) =>
    Object.fromEntries(Object.entries(problems).map(([code, problem]) => [code, { ...problem, title: code }]));
  const names = ['BadRequest', 'Unauthenticated', 'Forbidden', 'NotFound', 'Conflict', 'BadGateway', 'Unavailable'];
  const ours = (problems: Problems) =>
    parseDocument(
      {
        ...document({}),
        components: {
          parameters: {
            SessionIdInPath: { name: 'sessionId', in: 'path', required: true, schema: { type: 'string' } },
          },
          responses: Object.fromEntries(names.map((name) => [name, { description: name }])),
        },
        'x-problems': titled(problems),
      },
      'openapi.json',
    );
  const theirs = (problems: Problems, more: { policy?: object; path?: string; node?: object } = {}) => {
    const mount = { operationId: 'getSessionThing', path: more.path ?? '/thing', permission: 'self', ...more.policy };
    const responses = Object.fromEntries(
      [200, ...Object.values(problems).map(({ status }) => status)].map((status) => [status, { description: 'x' }]),
    );
    const get = { operationId: 'getThing', tags: ['notes'], summary: 'x', 'x-public': mount, responses, ...more.node };
    return parseDocument({ ...document({}, { '/thing': { get } }), 'x-problems': titled(problems) }, 'runtime.json');
  };
  const full = { full: { status: 409, detail: 'At most {limit}.' } };

  test('may refuse by the codes whose status it declares, but for what only the gateway may say', () => {
    const problems = {
      ...full,
      out: { status: 401, detail: 'x' },
      no: { status: 403, detail: 'x' },
      late: { status: 408, detail: 'x' },
    };
    const runtime = theirs(problems);
    runtime['x-problems'].elsewhere = { status: 418, title: 'x', detail: 'x' };
    const mounted = mountRuntime(ours({}), runtime);
    const operation = mounted.paths['/runtime/sessions/{sessionId}/thing']?.get;
    expect(operation?.['x-runtime-refusals']).toEqual(['full']);
    expect(Object.keys(mounted['x-problems'])).toEqual(['full']);
  });

  test.each([
    ['another status', { full: { status: 410, detail: 'At most {limit}.' } }, /its status differs/],
    ['less facts', { full: { status: 409, detail: 'At most some.' } }, /gives no limit/],
  ])('shares a code with %s: refused', (_name, problems, why) => {
    expect(() => mountRuntime(ours(full), theirs(problems))).toThrow(why);
  });

  test.each([
    ['an audit event', { policy: { audit: 'note.read' } }, /has no audit/],
    ['a quota', { policy: { quota: 'notes' } }, /has no quota/],
    ['an Idempotency-Key', { policy: { idempotent: true } }, /has no Idempotency-Key/],
    ['a path of another', { path: '/other' }, /mounted under its own/],
    [
      'a header',
      { node: { parameters: [{ name: 'x-a', in: 'header', required: false, schema: { type: 'string' } }] } },
      /has no header x-a/,
    ],
  ])('asks for %s, which nobody would see to: refused', (_name, more, why) => {
    expect(() => mountRuntime(ours({}), theirs({}, more))).toThrow(why);
  });
});
