// What an operation of a runtime needs of the gateway is its row of the table: here one that no
// contract has.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Operation } from '../../../contract.ts';
import type { Deps } from '../../../deps.ts';
import { Problem } from '../../../errors.ts';
import { type Admission, GrantEnded, HostError, type RuntimeHost } from '../../../platform/runtime-host.ts';
import { emptyDatabase } from '../../../platform/testing/sqlite-d1.ts';
import type { Caller, Context } from '../../../scope.ts';
import type { Sessions } from '../port.ts';
import { forwardToRuntime } from './forward.ts';

const paintBoat = {
  operationId: 'paintBoat',
  method: 'POST',
  path: '/runtime/sessions/{sessionId}/boats/{boatId}/coats',
  domain: 'sessions',
  authenticated: true,
  security: ['accessToken'],
  permission: 'sessions:connect',
  rateLimit: null,
  audit: [],
  quota: [],
  problems: [],
  location: null,
  allowedStates: ['running'],
  idempotent: false,
  navigation: false,
  runtime: { operationId: 'paint', path: '/boats/{boatId}/coats', refusals: ['bad_request', 'terminal_limit'] },
  request: {
    params: z.strictObject({}),
    query: z.strictObject({}),
    headers: z.object({}),
    body: { contentTypes: ['application/json'], schema: z.object({}), required: true, maxBytes: null },
  },
  replies: { 201: { contentType: 'application/json', schema: z.strictObject({ coats: z.int() }) } },
} as const satisfies Operation;
const { body: _, ...withoutBody } = paintBoat.request;
const scrapBoat = {
  ...paintBoat,
  method: 'DELETE',
  request: withoutBody,
  replies: { 204: { contentType: null, schema: null } },
} as const satisfies Operation;
const readBoat = {
  ...paintBoat,
  method: 'GET',
  request: withoutBody,
  replies: { 200: { contentType: 'application/zstd', schema: 'stream' } },
} as const satisfies Operation;

interface Sent {
  path: string;
  init: RequestInit | undefined;
  admission: Admission | undefined;
}

let sent: Sent[];
let answer: () => Response;
let context: Context;

beforeEach(() => {
  sent = [];
  answer = () => Response.json({ coats: 2 }, { status: 201 });
  const { db, sqlite } = emptyDatabase();
  sqlite.exec('pragma foreign_keys = off');
  sqlite.exec(`insert into sessions (id, workspace_id, template_id, template_version_id, release_id, name, name_key, state, version, spec,
    view, created_by, created_at, updated_at) values ('ses-1', 'wsp-1', 't', 'v', 'r', 'n', 'n', 'running', 1, '{}', '{}', 'u', 0, 0)`);
  const host: Partial<RuntimeHost> = {
    fetch: async (_sessionId, path, init, admission) => {
      sent.push({ path, init, admission });
      return answer();
    },
  };
  const sessions: Partial<Sessions> = { reachable: async () => ({}) as never, attach: async () => ({}) as never };
  // as much of the deployment, and of the person, as a forwarded call asks for
  const deps = { db, host, sessions } as unknown as Deps;
  const caller = { workspaceId: 'wsp-1', authSessionId: 'aus-1', signInEndsAt: 99 } as Caller;
  context = { deps, caller, requestId: 'req-1', request: new Request('http://x/') } as Context;
});

const call = (operation: Operation, given: { sessionId?: string; query?: unknown; body?: unknown } = {}) => {
  const { sessionId = 'ses-1', query = {}, body } = given;
  return forwardToRuntime(operation, { context, params: { sessionId, boatId: 'a/b' }, query, body });
};

async function refusalOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw new Error(`Not refused: ${String(error)}`);
}

test('path, query, body, leave and request id go along; the answer comes back in the form of the contract', async () => {
  const reply = await call(paintBoat, {
    query: { colour: 'red & blue', since: undefined, waitSeconds: 3 },
    body: { wet: true },
  });
  expect(reply).toEqual({ status: 201, body: { coats: 2 } });
  const [{ path, init, admission } = { path: '', init: undefined, admission: undefined }] = sent;
  expect(path).toBe('/boats/a%2Fb/coats?colour=red+%26+blue&waitSeconds=3');
  expect([init?.method, init?.body]).toEqual(['POST', '{"wet":true}']);
  expect(init?.headers).toEqual({ 'x-request-id': 'req-1', 'content-type': 'application/json' });
  expect(admission).toEqual({ grants: ['aus-1'], until: 99 });
});

test('an answer without a body is one', async () => {
  answer = () => new Response(null, { status: 204 });
  expect(await call(scrapBoat)).toEqual({ status: 204 });
});

test('bytes are the runtime’s own answer, and none of its headers is', async () => {
  const hostile = {
    'content-type': 'text/html',
    'set-cookie': '__Host-burstflare_session=x',
    'clear-site-data': '"*"',
    'access-control-allow-origin': '*',
  };
  answer = () => new Response('<script>', { headers: hostile });
  const reply = await call(readBoat);
  if (!('response' in reply)) throw new Error('Not passed on.');
  expect(await reply.response.text()).toBe('<script>');
  expect(Object.fromEntries(reply.response.headers)).toEqual({
    'content-type': 'application/zstd',
    'x-content-type-options': 'nosniff',
  });
});

test('a success that the contract does not declare is the runtime’s fault', async () => {
  answer = () => new Response('{}', { status: 203 });
  expect((await refusalOf(call(paintBoat))).code).toBe('runtime_unreachable');
});

test('a session of another workspace does not exist, and its runtime is asked nothing', async () => {
  const refusal = await refusalOf(call(paintBoat, { sessionId: 'ses-2' }));
  expect([refusal.code, refusal.context, sent]).toEqual(['not_found', { what: 'session' }, []]);
});

describe('a refusal of the runtime', () => {
  test.each([paintBoat, readBoat])('that the operation declares reaches the caller ($method)', async (operation) => {
    const context = { limit: 4, more: 'of it' };
    const body = { code: 'terminal_limit', title: 'Pay here', detail: 'https://evil.example', context };
    answer = () => Response.json(body, { status: 409 });
    const refusal = await refusalOf(call(operation));
    expect([refusal.status, refusal.code, refusal.context]).toEqual([409, 'terminal_limit', { limit: 4 }]);
  });

  test('names the fields that it finds wrong, clipped', async () => {
    const errors = [{ path: 'body.wet', message: 'x'.repeat(1000) }];
    answer = () => Response.json({ code: 'bad_request', errors }, { status: 400 });
    const refusal = await refusalOf(call(paintBoat));
    expect([refusal.code, refusal.errors.length, refusal.errors[0]?.path]).toEqual(['bad_request', 1, 'body.wet']);
    expect(refusal.errors[0]?.message.length).toBeLessThanOrEqual(201);
  });

  test('says no more in its facts than fits', async () => {
    answer = () => Response.json({ code: 'terminal_limit', context: { limit: 'x'.repeat(300) } }, { status: 409 });
    expect(String((await refusalOf(call(paintBoat))).context.limit).length).toBeLessThanOrEqual(201);
  });

  test.each([
    ['in the platform’s name', 401, { code: 'unauthenticated' }],
    ['that a sign-in is over', 401, { code: 'refresh_token_reused' }],
    ['under another status than its own', 401, { code: 'terminal_limit', context: { limit: 4 } }],
    ['that another operation declares', 409, { code: 'job_limit', context: { limit: 4 } }],
    ['that its body was not received, upon which clients send it again', 408, { code: 'request_timeout' }],
    ['that says it failed itself', 500, { code: 'internal_error' }],
    ['without a code', 418, {}],
  ])('%s is told as the runtime’s fault', async (_name, status, body) => {
    answer = () => Response.json(body, { status });
    const refusal = await refusalOf(call(paintBoat));
    expect([refusal.status, refusal.code]).toEqual([502, 'runtime_unreachable']);
  });
});

test.each([
  ['of another form', () => Response.json({ coats: 'two' }, { status: 201 })],
  ['that is no JSON', () => new Response('<html>', { status: 201 })],
  ['that is too large', () => new Response('x'.repeat(2 * 1024 * 1024))],
  ['that breaks off', () => new Response(new ReadableStream({ pull: (c) => c.error(new Error('cut')) }))],
])('an answer %s is the runtime’s fault', async (_name, made) => {
  answer = made;
  expect((await refusalOf(call(paintBoat))).code).toBe('runtime_unreachable');
});

test.each([
  [new HostError('No host.', 'host'), 'host_unreachable'],
  [new HostError('Says nothing.', 'silent'), 'runtime_unreachable'],
  [new GrantEnded(), 'unauthenticated'],
])('%s is told for what it is', async (error, code) => {
  answer = () => {
    throw error;
  };
  expect((await refusalOf(call(paintBoat))).code).toBe(code);
});
