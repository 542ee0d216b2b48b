import { afterEach, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { memoryTokenStore, type TokenStore } from './credentials.ts';
import { ConnectionError, ProblemError } from './errors.ts';
import {
  type Answer,
  type Arrival,
  type Deployment,
  problem,
  startDeployment,
  tokenGate,
  tokens,
} from './testing/deployment.ts';

const open: Deployment[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((deployment) => deployment.close()));
});

async function deploy(answer: (arrival: Arrival) => Answer | Promise<Answer>): Promise<Deployment> {
  const deployment = await startDeployment(answer);
  open.push(deployment);
  return deployment;
}

const template = { id: 'tpl-a', name: 'web' };
const params = { templateId: 'tpl-a' };

test('ten requests that find the token expired cause one refresh, and all succeed', async () => {
  const gate = tokenGate();
  const deployment = await deploy((arrival) => gate.answer(arrival, () => ({ status: 200, body: template })));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore(gate.expire()) });
  const answers = await Promise.all(Array.from({ length: 10 }, () => client.call('getTemplate', { params })));
  expect(answers.map(({ name }) => name)).toEqual(Array(10).fill('web'));
  expect(deployment.count('/api/auth/refresh')).toBe(1);
});

test('tokens that another process has refreshed are used instead of refreshing again', async () => {
  const gate = tokenGate();
  const deployment = await deploy((arrival) => gate.answer(arrival, () => ({ status: 200, body: template })));
  let loads = 0;
  const store: TokenStore = {
    load: async () => (loads++ === 0 ? gate.expire() : gate.current()),
    save: async () => expect.unreachable('nothing was refreshed'),
    withLock: (work) => work(),
  };
  const client = createClient({ baseUrl: deployment.url, credentials: store });
  expect(await client.call('getTemplate', { params })).toEqual(template);
  expect(deployment.count('/api/auth/refresh')).toBe(0);
});

test('a refresh that is refused for good forgets the tokens and says why', async () => {
  const deployment = await deploy(({ path }) =>
    problem(401, path === '/api/auth/refresh' ? 'refresh_token_reused' : 'unauthenticated'),
  );
  const store = memoryTokenStore(tokens('x'));
  const client = createClient({ baseUrl: deployment.url, credentials: store });
  await expect(client.call('getMe')).rejects.toMatchObject({ code: 'refresh_token_reused', status: 401 });
  expect(await store.load()).toBeUndefined();
});

test('a refresh that fails for now keeps the tokens', async () => {
  const deployment = await deploy(({ path }) =>
    path === '/api/auth/refresh' ? problem(503, 'unavailable') : problem(401, 'unauthenticated'),
  );
  const store = memoryTokenStore(tokens('x'));
  const client = createClient({ baseUrl: deployment.url, credentials: store });
  await expect(client.call('getMe')).rejects.toMatchObject({ code: 'unavailable' });
  expect(await store.load()).toBeDefined();
});

test('a wrong password does not spend the refresh token', async () => {
  const deployment = await deploy(() => problem(401, 'invalid_credentials'));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore(tokens('x')) });
  const body = { email: 'ada@example.com', password: 'wrong' };
  await expect(client.call('logIn', { body })).rejects.toMatchObject({ code: 'invalid_credentials' });
  expect(deployment.count('/api/auth/refresh')).toBe(0);
});

test('a create whose answer is lost is sent again with the same key', async () => {
  const deployment = await deploy(() => (deployment.arrivals.length === 1 ? 'cut' : { status: 201, body: template }));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  expect(await client.call('createTemplate', { body: { name: 'web' } })).toEqual(template);
  const [first, second] = deployment.arrivals;
  expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  expect(second?.body).toBe('{"name":"web"}');
});

test('a create that is still being carried out is asked for again', async () => {
  const deployment = await deploy(() =>
    deployment.arrivals.length === 1 ? problem(409, 'idempotency_in_flight') : { status: 201, body: template },
  );
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  expect(await client.call('createTemplate', { body: { name: 'web' } })).toEqual(template);
});

test('a change whose body did not arrive whole is sent again, also where it must not happen twice', async () => {
  const deployment = await deploy(() =>
    deployment.arrivals.length === 1 ? problem(408, 'request_timeout') : { status: 200, body: {} },
  );
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  await client.call('logIn', { body: { email: 'ada@example.com', password: 'right' } });
  expect(deployment.arrivals.map(({ body }) => body)).toHaveLength(2);
  expect(deployment.arrivals[1]?.body).toBe(deployment.arrivals[0]?.body);
});

test('a body that never arrives whole is sent three times, and then refused', async () => {
  const deployment = await deploy(() => problem(408, 'request_timeout'));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  const failure = client.call('logIn', { body: { email: 'ada@example.com', password: 'right' } });
  await expect(failure).rejects.toMatchObject({ status: 408, code: 'request_timeout' });
  expect(deployment.arrivals).toHaveLength(3);
});

test('a change that must not happen twice is not repeated after a lost answer', async () => {
  const deployment = await deploy(() => 'cut');
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore(tokens('x')) });
  const failure = client.call('stopSession', { params: { sessionId: 'ses-a' } });
  await expect(failure).rejects.toBeInstanceOf(ConnectionError);
  expect(deployment.arrivals).toHaveLength(1);
});

test('a refused connection names the address and the reason', async () => {
  const deployment = await startDeployment(() => 'cut');
  await deployment.close();
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  await expect(client.call('listTemplates', { query: { q: 'secret' } })).rejects.toThrow(
    `Cannot reach ${deployment.url}/api/templates: nothing listens there (connection refused)`,
  );
});

test('a problem keeps everything that people need', async () => {
  const body = {
    type: '/docs#session_state',
    status: 409,
    code: 'session_state',
    title: 'Not now',
    detail: 'It is stopping.',
    next: 'Wait.',
    requestId: 'req-7',
    errors: [{ path: 'body.name', message: 'is missing' }],
    context: { state: 'stopping', allowed: ['running'] },
  };
  const deployment = await deploy(() => ({ status: 409, body, headers: { 'retry-after': '7' } }));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  const { type: _, ...kept } = body;
  await expect(client.call('getMe')).rejects.toMatchObject({ ...kept, retryAfterSeconds: 7 });
  await expect(client.call('getMe')).rejects.toBeInstanceOf(ProblemError);
});

test.each([502, 200])('a page from a proxy (HTTP %i) is an error that says so', async (status) => {
  const headers = { 'content-type': 'text/html' };
  const deployment = await deploy(() => ({ status, text: '<h1>Bad gateway</h1>', headers }));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  await expect(client.call('getMe')).rejects.toMatchObject({ code: 'unexpected_answer', status });
});

test('every item of every page comes, and no page is fetched before it is needed', async () => {
  const pages = new Map([
    ['/api/templates?limit=2', { items: [{ id: 1 }, { id: 2 }], nextCursor: 'b' }],
    ['/api/templates?limit=2&cursor=b', { items: [{ id: 3 }], nextCursor: null }],
  ]);
  const deployment = await deploy(({ path }) => ({ status: 200, body: pages.get(path) }));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  const items = client.items('listTemplates', { query: { limit: 2 } });
  const seen: unknown[] = [(await items.next()).value];
  expect(deployment.arrivals).toHaveLength(1);
  for await (const item of items) seen.push(item);
  expect(seen).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test('an aborted call rejects with the reason of the abort, and is not repeated', async () => {
  const abort = new AbortController();
  const deployment = await deploy(() => {
    abort.abort(new Error('enough'));
    return new Promise<Answer>(() => {});
  });
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore() });
  await expect(client.call('getMe', { signal: abort.signal })).rejects.toThrow('enough');
  expect(deployment.arrivals).toHaveLength(1);
});

test('a deployment that is busy is asked again when it says, where a second arrival does no harm; a longer wait is left to people', async () => {
  const busy = (seconds: string) => problem(503, 'storage_busy', { 'retry-after': seconds });
  let refusals = 1;
  let wait = '0';
  const deployment = await deploy(() => (refusals-- > 0 ? busy(wait) : { status: 200, body: template }));
  const client = createClient({ baseUrl: deployment.url, credentials: memoryTokenStore(tokens('x')) });
  expect(await client.call('getTemplate', { params })).toEqual(template);
  refusals = 1;
  await client.call('createTemplate', { body: { name: 'web' } });

  refusals = 1;
  await expect(client.call('archiveTemplate', { params })).rejects.toMatchObject({ status: 503 });
  [refusals, wait] = [1, '60'];
  await expect(client.call('getTemplate', { params })).rejects.toMatchObject({ status: 503, retryAfterSeconds: 60 });
});
