// What a new public operation of the runtime needs: its YAML and its implementation in the runtime,
// and nothing in the gateway. Here a copy of the contract gets one, both sides are generated from
// it, and a request goes by the gateway's forwarder and the runtime's plane.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Operation } from '../../gateway/src/contract.ts';
import type { Deps } from '../../gateway/src/deps.ts';
import type { forwardToRuntime } from '../../gateway/src/domains/sessions/index.ts';
import type { RuntimeHost } from '../../gateway/src/platform/runtime-host.ts';
import { emptyDatabase } from '../../gateway/src/platform/testing/sqlite-d1.ts';
import type { Caller, Context } from '../../gateway/src/scope.ts';
import type { Operations } from '../../session-runtime/src/contract.ts';
import { Plane } from '../../session-runtime/src/http/plane.ts';
import { Refusal } from '../../session-runtime/src/problems.ts';
import { generate, type Outputs } from '../../tools/generate/pipeline.ts';

const repository = join(import.meta.dirname, '../..');

const boats = `
boat:
  post:
    operationId: paintBoat
    tags: [runtime]
    summary: Paint a boat
    description: In one more coat.
    security: []
    x-idempotent: false
    x-public: { operationId: paintSessionBoat, path: '/boats/{boatId}', permission: 'sessions:connect', rateLimit: reads }
    parameters:
      - name: boatId
        in: path
        required: true
        description: Which boat.
        schema: { type: string, minLength: 1, maxLength: 20, pattern: '^[a-z ]+$', description: A name }
      - name: coats
        in: query
        required: false
        description: How many.
        schema: { type: integer, minimum: 1, maximum: 9, default: 1, description: Coats }
    requestBody:
      required: true
      content: { application/json: { schema: { $ref: '#/Paint' } } }
    responses:
      '200':
        description: Painted
        content: { application/json: { schema: { $ref: '#/Painted' } } }
      '400': { $ref: '../common/responses.yaml#/BadRequest' }
      '409': { $ref: '../common/responses.yaml#/Conflict' }
Paint:
  type: object
  additionalProperties: false
  required: [colour]
  description: What with
  properties: { colour: { type: string, enum: [red, blue], description: A colour } }
  examples: [{ colour: red }]
Painted:
  type: object
  additionalProperties: false
  required: [boatId, coats]
  description: A boat
  properties:
    boatId: { type: string, maxLength: 20, description: Which one }
    coats: { type: integer, minimum: 0, maximum: 99, description: How many it has }
  examples: [{ boatId: gull, coats: 2 }]
`;
const sunk = `
  boat_sunk:
    { status: 409, title: The boat has sunk, detail: '{boatId} lies at {depth} m.', next: Raise it first. }
`;

interface BoatCall {
  readonly params: { readonly boatId: string };
  readonly query: { readonly coats: number };
  readonly body: { readonly colour: string };
}

let root: string;
let outputs: Outputs;
let operation: Operation;
let forward: typeof forwardToRuntime;
let runtime: Server;
let context: Context;
/** What the runtime does with a call, besides what its contract does. */
let paint: (call: BoatCall) => unknown;

/** One of the generated files, as the module that it is. */
const generated = (path: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(root, path)).href);

beforeAll(async () => {
  await mkdir(join(repository, '.build'), { recursive: true });
  root = await mkdtemp(join(repository, '.build/fixture-contract-')); // in the repository, where its libraries are found
  await Promise.all(
    ['openapi', 'sql'].map((part) => cp(join(repository, part), join(root, part), { recursive: true })),
  );
  const runtimeYaml = join(root, 'openapi/runtime.yaml');
  await writeFile(join(root, 'openapi/runtime/boats.yaml'), boats);
  const text = await readFile(runtimeYaml, 'utf8');
  const added = text.replace('\npaths:\n', "\npaths:\n  /boats/{boatId}: { $ref: 'runtime/boats.yaml#/boat' }\n");
  await writeFile(runtimeYaml, `${added}${sunk}`); // x-problems is the last part of it
  outputs = await generate(root);
  for (const [path, source] of outputs) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), source);
  }
  // The gateway's code is the one that is there; its contract is the copy.
  vi.doMock('../../gateway/generated/policy.ts', () => generated('gateway/generated/policy.ts'));
  ({ forwardToRuntime: forward } = await import('../../gateway/src/domains/sessions/runtime/forward.ts'));
  const served = await generated('gateway/generated/operations.ts');
  operation = (served.operations as Record<string, Operation>).paintSessionBoat as Operation; // fails below if it is missing
  runtime = await serve((await generated('session-runtime/generated/operations.ts')).operations as Operations);
}, 120_000);

afterAll(async () => {
  vi.doUnmock('../../gateway/generated/policy.ts');
  runtime?.closeAllConnections();
  runtime?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

async function serve(operations: Operations): Promise<Server> {
  const notAsked = () => {
    throw new Error('Another operation was called.');
  };
  const others = Object.fromEntries(Object.keys(operations).map((id) => [id, notAsked]));
  const plane = new Plane<Operations, Record<string, unknown>>(operations, {
    ...others,
    paintBoat: (call) => paint(call as unknown as BoatCall), // of the form that its row of the table has
  });
  const server = createServer((request, response) => void plane.request(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeEach(() => {
  const { db, sqlite } = emptyDatabase();
  sqlite.exec('pragma foreign_keys = off');
  sqlite.exec(`insert into sessions (id, workspace_id, template_id, template_version_id, release_id, name, name_key, state, version, spec,
    view, created_by, created_at, updated_at) values ('ses-1', 'wsp-1', 't', 'v', 'r', 'n', 'n', 'running', 1, '{}', '{}', 'u', 0, 0)`);
  const { port } = runtime.address() as AddressInfo; // it listens on TCP
  const host: Partial<RuntimeHost> = {
    fetch: (_sessionId, path, init) => fetch(`http://127.0.0.1:${port}${path}`, init),
  };
  const sessions: Partial<Deps['sessions']> = { reachable: async () => ({}) as never };
  // as much of the deployment, and of the person, as a forwarded call asks for
  const deps = { db, host, sessions } as unknown as Deps;
  const caller = { workspaceId: 'wsp-1', authSessionId: 'aus-1', signInEndsAt: 99 } as Caller;
  context = { deps, caller, requestId: 'req-1', request: new Request('http://x/') } as Context;
  paint = ({ params: { boatId }, query: { coats } }) => ({ boatId, coats });
});

/**
 * As the dispatcher does: by the operation's own schemas, and then to the forwarder, since it has a
 * runtime.
 */
function call(given: { boatId?: string; query?: Record<string, string>; body?: unknown } = {}) {
  const { boatId = 'sea gull', query = {}, body = { colour: 'red' } } = given;
  const params = operation.request.params.parse({ sessionId: `ses-${'a'.repeat(20)}`, boatId });
  const parsed = { params: { ...(params as object), sessionId: 'ses-1' }, query: operation.request.query.parse(query) };
  return forward(operation, { context, ...parsed, body });
}

test('it is called through both, each with its own checks', async () => {
  expect(operation).toMatchObject({
    method: 'POST',
    path: '/runtime/sessions/{sessionId}/boats/{boatId}',
    permission: 'sessions:connect',
  });
  expect(await call({ query: { coats: '3' } })).toEqual({ status: 200, body: { boatId: 'sea gull', coats: 3 } });
  expect(await call()).toEqual({ status: 200, body: { boatId: 'sea gull', coats: 1 } });
});

test('the gateway needs no handler for it, and its clients have it', () => {
  expect(outputs.get('gateway/generated/types.ts')).not.toMatch(/sessions:[^;]*paintSessionBoat/);
  expect(outputs.get('sdk/generated/operations.ts')).toContain('paintSessionBoat');
  expect(outputs.get('gateway/generated/runtime.ts')).toContain('paintBoat: {');
});

test('what the runtime’s contract refuses reaches the caller with its status and fields', async () => {
  await expect(call({ body: { colour: 'green' } })).rejects.toMatchObject({
    code: 'bad_request',
    status: 400,
    errors: [{ path: 'body.colour' }],
  });
});

test('a code that only this operation has reaches the caller with its status and facts', async () => {
  const text = { status: 409, title: 'The boat has sunk', detail: '{boatId} lies at {depth} m.' };
  paint = ({ params }) => {
    throw new Refusal('boat_sunk', text, { ...params, depth: 12 });
  };
  const refused = call();
  await expect(refused).rejects.toMatchObject({
    code: 'boat_sunk',
    status: 409,
    context: { boatId: 'sea gull', depth: 12 },
  });
});

test('an answer that is not what the contract promises is the runtime’s fault', async () => {
  paint = () => ({ boatId: 'gull', coats: 'two' });
  await expect(call()).rejects.toMatchObject({ code: 'runtime_unreachable' });
});
