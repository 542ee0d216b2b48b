// Every operation of the contract against everything that is wrong with a request. Driven by the
// contract: a new operation joins by itself, and fails here until it refuses as all the others do.
// The client holds each answer against the contract.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { HttpClient, type Reply, type RequestOptions } from '../support/http.ts';
import { type BrowserPerson, type Person, registerBrowserPerson, registerPerson } from '../support/people.ts';
import {
  exampleOf,
  type Operation,
  operations,
  type Parameter,
  type Schema,
  wrongFields,
  wrongTexts,
} from './matrix-contract.ts';
import { makeWorld, type World } from './matrix-world.ts';

const { url } = inject('platform');
const json = { 'content-type': 'application/json' };
const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': randomBytes(16).toString('base64'),
};
/** What the gateway takes of JSON where the contract names no limit. */
const defaultMaxBytes = 256 * 1024;

interface Problem {
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

let anybody: HttpClient;
let person: Person;
let browser: BrowserPerson;
let mine: World;
let other: World;

beforeAll(async () => {
  anybody = new HttpClient(url);
  [person, browser] = await Promise.all([registerPerson(url), registerBrowserPerson(url)]);
  [mine, other] = await Promise.all([makeWorld(url), makeWorld(url)]);
});

/** A well-formed id that nothing has. */
function missingId({ schema, name }: Parameter): string {
  const letters = (alphabet: string, count: number) =>
    Array.from(randomBytes(count), (byte) => alphabet[byte % alphabet.length]).join('');
  const prefix = /^\^([a-z]{3})-\[a-z2-7\]/.exec(schema.pattern ?? '')?.[1];
  if (prefix) return `${prefix}-${letters('abcdefghijklmnopqrstuvwxyz234567', 20)}`;
  const secret = /^\^(bf[a-z]_)/.exec(schema.pattern ?? '')?.[1];
  if (secret) return `${secret}${letters('abcdefgh', 43)}`;
  if (name === 'userCode') return `${letters('BCDFGHJKLMNPQRSTVWXZ', 4)}-${letters('BCDFGHJKLMNPQRSTVWXZ', 4)}`;
  return `nobody-has-${letters('abcdefgh', 8)}`;
}

const fill = (operation: Operation, idFor: (parameter: Parameter) => string) =>
  operation.pathParams.reduce(
    (path, parameter) => path.replace(`{${parameter.name}}`, idFor(parameter)),
    operation.path,
  );

function contentOf({ body, streamTypes }: Operation): RequestOptions {
  if (body) return { json: exampleOf(body) };
  return streamTypes.length > 0 ? { body: 'some bytes' } : {};
}

/** Sends the operation's valid request, or that with something of it replaced. */
async function send(
  http: HttpClient,
  operation: Operation,
  changes: RequestOptions & { path?: string } = {},
): Promise<Reply> {
  const { path = fill(operation, missingId), headers, ...rest } = changes;
  const reply = await http.request(operation.method, path, {
    ...('json' in rest || 'body' in rest ? rest : contentOf(operation)),
    headers: {
      ...(operation.upgrade ? upgrade : {}),
      ...(operation.streamTypes[0] ? { 'content-type': operation.streamTypes[0] } : {}),
      ...headers,
    },
  });
  expect(reply.headers['x-request-id'], 'the request id').toMatch(/^req-[a-z2-7]{20}$/);
  expect(reply.headers['content-type'] ?? '', 'no HTML for programs').not.toContain('text/html');
  expect(reply.status, reply.text).toBeLessThan(500);
  return reply;
}

function refusal(reply: Reply, status: number, code?: string): Problem {
  expect(reply.status, reply.text).toBe(status);
  const problem = reply.json<Problem>();
  if (code) expect(problem.code).toBe(code);
  expect(problem.requestId).toBe(reply.headers['x-request-id']);
  return problem;
}

/** The answer without what differs from request to request. */
const withoutRequestId = (reply: Reply) => reply.text.replaceAll(/req-[a-z2-7]{20}/g, 'req');

const paths = ({ errors = [] }: Problem) => errors.map((error) => error.path);
/** The same without places in lists: which field is wrong, whichever of its values. */
const fields = (problem: Problem) => paths(problem).map((path) => path.replace(/\[\d+\]$/, ''));
const isPublic = (operation: Operation) => operation.schemes.length === 0;
const withJson = operations.filter((operation) => operation.body !== null);

/** Leaves out what does not apply, rather than listing hundreds of skipped tests. */
function testIf(applies: boolean): (name: string, body: () => Promise<void>) => void {
  return applies ? test : () => {};
}

test('the matrix covers the contract', () => {
  expect(operations.length).toBeGreaterThan(25);
  expect(withJson.length).toBeGreaterThan(8);
});

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  const { body } = operation;

  testIf(!isPublic(operation))('lets nobody in without credentials, or with wrong ones', async () => {
    const nobody = refusal(await send(anybody, operation), 401, 'unauthenticated');
    expect(nobody.errors).toBeUndefined();
    const wrong = [
      'Bearer bfa_wrong',
      `Bearer ${person.refreshToken}`,
      'Basic YTpi',
      `Bearer ${'x'.repeat(5000)}`,
      'Bearer',
    ];
    for (const authorization of wrong) {
      refusal(await send(anybody, operation, { headers: { authorization } }), 401, 'unauthenticated');
    }
    const cookie = '__Host-burstflare_session=bfa_wrong';
    refusal(await send(anybody, operation, { headers: { cookie } }), 401, 'unauthenticated');
  });

  testIf(!isPublic(operation))('lets nobody in by what is good for a preview or an upload', async () => {
    for (const credential of mine.narrow) {
      const headers = { authorization: `Bearer ${credential}` };
      refusal(await send(anybody, operation, { headers }), 401, 'unauthenticated');
      const cookie = `__Host-burstflare_session=${credential}`;
      refusal(await send(anybody, operation, { headers: { cookie } }), 401, 'unauthenticated');
    }
  });

  testIf(!isPublic(operation))('lets a wrong token not be saved by a right cookie', async () => {
    const headers = { authorization: 'Bearer bfa_wrong' };
    refusal(await send(browser.http, operation, { headers }), 401, 'unauthenticated');
  });

  testIf(operation.method !== 'GET' && operation.schemes.includes('sessionCookie'))(
    'takes a write by cookie from our own pages only',
    async () => {
      const origin = new URL(url).origin;
      const bare = browser.http.as({ jar: browser.jar });
      refusal(await send(bare, operation), 403, 'csrf_failed');
      refusal(await send(bare, operation, { headers: { origin, 'x-csrf-token': 'x' } }), 403, 'csrf_failed');
      for (const foreign of [
        'https://evil.example',
        'null',
        `${origin}.evil.example`,
        origin.replace('burstflare.localhost', `8000--ses-${'a'.repeat(20)}.localhost`),
      ]) {
        refusal(await send(browser.http, operation, { headers: { origin: foreign } }), 403, 'origin_refused');
      }
    },
  );

  testIf(operation.pathParams.length > 0 && !isPublic(operation))(
    'answers for other people’s things as for things that do not exist',
    async () => {
      const missing = await send(person.http, operation);
      refusal(missing, 404, 'not_found');
      const foreign = await send(person.http, operation, { path: fill(operation, other.idFor) });
      expect([foreign.status, withoutRequestId(foreign)]).toEqual([missing.status, withoutRequestId(missing)]);
    },
  );

  testIf(operation.pathParams.length > 1 && !isPublic(operation))(
    'answers for other people’s things in one’s own as for things that do not exist there',
    async () => {
      const [parent] = operation.pathParams;
      const within = (idFor: (parameter: Parameter) => string) =>
        fill(operation, (parameter) => (parameter === parent ? mine.idFor(parameter) : idFor(parameter)));
      const missing = await send(mine.http, operation, { path: within(missingId) });
      const foreign = await send(mine.http, operation, { path: within(other.idFor) });
      expect([404, 409], missing.text).toContain(missing.status);
      expect([foreign.status, withoutRequestId(foreign)]).toEqual([missing.status, withoutRequestId(missing)]);
    },
  );

  testIf(operation.pathParams.length > 0)('takes a malformed id for one that does not exist', async () => {
    for (const id of ['x', '..%2f..%2fetc', '%00', '%zz', `${'a'.repeat(3000)}`, "'--", '%E2%80%AE']) {
      const reply = await send(person.http, operation, { path: fill(operation, () => id) });
      expect([400, 401, 403, 404], reply.text).toContain(reply.status);
    }
  });

  test('refuses a query parameter that it does not know, by name', async () => {
    for (const name of ['notInTheContract', '__proto__', 'constructor']) {
      const reply = await send(person.http, operation, { path: `${fill(operation, missingId)}?${name}=1` });
      expect(paths(refusal(reply, 400))).toContain(`query.${name}`);
    }
  });

  testIf(operation.method === 'POST' && !operation.idempotent)(
    'refuses an Idempotency-Key, which it would not heed',
    async () => {
      const reply = await send(person.http, operation, { headers: { 'idempotency-key': 'a-key' } });
      expect(paths(refusal(reply, 400, 'bad_request'))).toContain('headers.idempotency-key');
    },
  );

  testIf(operation.queryParams.length > 0)('names each query parameter that is wrong', async () => {
    for (const { name, schema } of operation.queryParams) {
      for (const [why, text] of wrongTexts(schema)) {
        const query = new URLSearchParams({ [name]: text });
        const reply = await send(person.http, operation, { path: `${fill(operation, missingId)}?${query}` });
        expect(fields(refusal(reply, 400, 'bad_request')), `${name}: ${why}`).toContain(`query.${name}`);
      }
      const twice = await send(person.http, operation, { path: `${fill(operation, missingId)}?${name}=1&${name}=2` });
      expect(fields(refusal(twice, 400, 'bad_request')), `${name} twice`).toContain(`query.${name}`);
    }
  });

  testIf(operation.streamTypes.length > 0)('refuses bytes of another content type', async () => {
    for (const type of ['text/html', 'application/json']) {
      const reply = await send(person.http, operation, { body: 'some bytes', headers: { 'content-type': type } });
      expect([404, 415], reply.text).toContain(reply.status);
    }
  });

  if (body) describeBody(operation, body);
});

function describeBody(operation: Operation, schema: Schema): void {
  describe('its body', () => {
    test('is refused when it is no JSON, with a code of its own', async () => {
      for (const text of ['{', '{"a":}', 'nothing', '\u0000', '{"a":1}}', "{'a':1}", '\ufeff{']) {
        refusal(await send(person.http, operation, { body: text, headers: json }), 400, 'malformed_json');
      }
      const noUtf8 = await send(person.http, operation, { body: new Uint8Array([0x22, 0xff, 0x22]), headers: json });
      refusal(noUtf8, 400, 'malformed_json');
    });

    test('is refused when it is no object', async () => {
      for (const text of ['null', '[]', '1', '""', `${'['.repeat(20_000)}${']'.repeat(20_000)}`]) {
        const problem = refusal(await send(person.http, operation, { body: text, headers: json }), 400, 'bad_request');
        expect(paths(problem)).toContain('body');
      }
    });

    test('is refused when it has another content type', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/html', 'application/jsonp']) {
        const headers = { 'content-type': type };
        const reply = await send(person.http, operation, { body: JSON.stringify(exampleOf(schema)), headers });
        refusal(reply, 415, 'unsupported_media_type');
      }
      refusal(await send(person.http, operation, { body: '{}' }), 415, 'unsupported_media_type');
    });

    test('is refused when it is compressed', async () => {
      const body = gzipSync(JSON.stringify(exampleOf(schema)));
      const reply = await send(person.http, operation, { body, headers: { ...json, 'content-encoding': 'gzip' } });
      refusal(reply, 415, 'unsupported_content_encoding');
      expect(reply.headers['accept-encoding']).toBe('identity');
    });

    test('is refused when it is too large, however its length is told', async () => {
      const text = JSON.stringify({ ...exampleOf(schema), padding: 'x'.repeat(operation.maxBytes ?? defaultMaxBytes) });
      refusal(await send(person.http, operation, { body: text, headers: json }), 413, 'payload_too_large');
    });

    test('is refused with the path of each field that is wrong', async () => {
      const wrong = wrongFields(schema, exampleOf(schema));
      expect(wrong.length).toBeGreaterThan(0);
      for (const field of wrong) {
        const reply = await send(person.http, operation, { json: field.body });
        const named = paths(refusal(reply, 400));
        const inside = named.some(
          (path) => path === field.path || path.startsWith(`${field.path}.`) || path.startsWith(`${field.path}[`),
        );
        expect(inside, `${field.path}, ${field.why}: ${named.join(', ')}`).toBe(true);
      }
    });

    test('is refused with an unknown field named __proto__', async () => {
      const text = JSON.stringify(exampleOf(schema)).replace(/^\{/, '{"__proto__":{"a":1},').replace(',}', '}');
      const problem = refusal(await send(person.http, operation, { body: text, headers: json }), 400, 'bad_request');
      expect(paths(problem)).toContain('body.__proto__');
    });
  });
}
