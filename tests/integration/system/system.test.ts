// What every answer has in common, and the routes that are no operation of the contract.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { migrationFiles } from '../../../tools/start/migrations.ts';
import { HttpClient } from '../../support/http.ts';
import { newEmail, registerBrowserPerson, registerPerson } from '../../support/people.ts';

const { url } = inject('platform');
const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };

let anybody: HttpClient;

beforeAll(() => {
  anybody = new HttpClient(url);
});

test('health tells what the deployment is, to anybody', async () => {
  const health = (await anybody.get('/api/health')).json<Record<string, unknown>>();
  expect(health).toMatchObject({
    status: 'ok',
    runtimeHost: 'process',
    containersEnabled: false,
    registration: 'open',
  });
  expect(health['sessions']).toMatchObject({ available: true, reason: null, isolation: 'bubblewrap' });
  const { limits } = health['sessions'] as { limits: { name: string }[] };
  expect(limits.map(({ name }) => name)).toEqual(['memory', 'processes', 'processor', 'disk', 'systemCalls']);
  expect(health['version']).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/);
});

test('health tells the number of the newest migration', async () => {
  const { schemaVersion } = (await anybody.get('/api/health')).json<{ schemaVersion: number }>();
  expect(schemaVersion).toBe(migrationFiles('sql/migrations').length);
});

test('a name that a stranger leads to this machine gets nothing: no account, no page, no reading', async () => {
  const { port } = new URL(url);
  const account = { email: newEmail(), password: 'a long enough password' };
  for (const name of [
    'rebound.example',
    'burstflare.localhost.evil.example',
    'burstflare.localhost.',
    'x.127.0.0.1.nip.io',
  ]) {
    const headers = { host: `${name}:${port}`, origin: `http://${name}:${port}` };
    // no operation declares it: it is refused before it is one
    const sent = await anybody.post('/api/auth/register', { json: account, headers, conform: false });
    expect([name, sent.status, sent.json<{ code: string }>().code]).toEqual([name, 421, 'name_refused']);
    const page = await anybody.get('/login', { headers: { ...headers, ...navigation }, conform: false });
    expect([page.status, page.headers['set-cookie'], page.headers.location]).toEqual([421, undefined, undefined]);
  }
  for (const name of ['localhost', '127.0.0.1', '[::1]', '192.168.7.1', 'burstflare.localhost']) {
    const health = await anybody.get('/api/health', { headers: { host: `${name}:${port}` } });
    expect([name, health.status]).toEqual([name, 200]);
  }
});

describe('what is no route', () => {
  const paths = [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/templates/',
    '/runtime/x',
    '/internal/x',
    '/internal/host/exits',
    '/api/%zz',
  ];

  test.each(paths)('%s answers a problem, to browsers too', async (path) => {
    for (const headers of [{}, navigation]) {
      const reply = await anybody.get(path, { headers });
      expect([reply.status, reply.headers['content-type']]).toEqual([404, 'application/problem+json']);
      expect(reply.json()).toMatchObject({ code: 'route_not_found' });
      expect(reply.headers['x-request-id']).toMatch(/^req-/);
    }
  });

  test('a wrong method is told apart from a wrong path, with those that are allowed', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const reply = await anybody.request(method, '/api/templates');
      expect([method, reply.status, reply.headers.allow]).toEqual([method, 405, 'GET, POST']);
    }
    const page = await anybody.post('/docs', { body: 'x' });
    expect([page.status, page.headers['content-type']]).toEqual([405, 'application/problem+json']);
  });

  test('a file that is not there is a page for people and a problem for programs', async () => {
    const program = await anybody.get('/no/such/file.js');
    expect([program.status, program.headers['content-type']]).toEqual([404, 'application/problem+json']);
    const person = await anybody.get('/no/such/page', { headers: navigation });
    expect(person.headers['content-type']).toContain('text/html');
  });
});

test('the host’s notices are taken with its secret only', async () => {
  const json = { sessionId: 'ses-aaaaaaaaaaaaaaaaaaaa', instanceId: 'x', exit: { code: 0, signal: null, reason: 'x' } };
  const person = await registerPerson(url);
  const tries = [
    {},
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${person.token}` },
    { 'x-burstflare-host-secret': '' },
  ];
  for (const headers of tries) {
    const reply = await anybody.post('/internal/host/exits', { json, headers });
    expect([reply.status, reply.json<{ code: string }>().code]).toEqual([404, 'route_not_found']);
  }
});

describe('by another name of this machine', () => {
  const host = `127.0.0.1:${new URL(url).port}`;

  test('a person gets a page that knows the console’s name and runs its own script alone', async () => {
    const reply = await anybody.get('/.//evil.example/x?y=1&z="><script>', { headers: { ...navigation, host } });
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(reply.text).toContain(`<a href="${new URL(url).origin}//evil.example/x?y=1`);
    expect(reply.text.match(/<script/g)).toHaveLength(1);
    expect(reply.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'nonce-[\w-]{22}';/);
  });

  test('what that script hands in is cleared: no sign-in is left under this name', async () => {
    const headers = { host, origin: `http://${host}` };
    const reply = await anybody.post('/api/auth/refresh/left', { headers, conform: false });
    const names = (reply.headers['set-cookie'] ?? []).map(
      (cookie) => /^[^=]+=; .*Max-Age=0/.exec(cookie)?.[0].split('=')[0],
    );
    expect(names).toEqual(['__Host-burstflare_session', '__Secure-burstflare_refresh', 'burstflare_csrf']);
  });

  test('a program is served, and cookies are not believed', async () => {
    const { jar } = await registerBrowserPerson(url);
    const cookie = jar.header(new URL(url));
    expect((await anybody.get('/api/auth/me', { headers: { cookie } })).status).toBe(200);
    expect((await anybody.get('/api/auth/me', { headers: { cookie, host } })).status).toBe(401);
    const program = await anybody.get('/api/health', { headers: { host } });
    expect(program.status).toBe(200);
  });
});

test('every answer has a request id: pages, files, the contract, redirects', async () => {
  const paths = ['/', '/docs', '/openapi.json', '/openapi.yaml', '/manifest.schema.json', '/favicon.svg', '/no/such'];
  const host = `127.0.0.1:${new URL(url).port}`;
  const replies = [
    ...(await Promise.all(paths.map((path) => anybody.get(path, { headers: navigation })))),
    await anybody.request('HEAD', '/openapi.json'),
    await anybody.get('/', { headers: { ...navigation, host } }),
    await anybody.get('/api/health'),
  ];
  const ids = replies.map(({ headers }) => headers['x-request-id']);
  for (const id of ids) expect(id).toMatch(/^req-/);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no answer lets another site read it', async () => {
  for (const path of ['/api/health', '/api/auth/me', '/openapi.json', '/']) {
    const reply = await anybody.get(path, { headers: { origin: 'https://evil.example' } });
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test('answers of the API are kept by no cache', async () => {
  const { http } = await registerPerson(url);
  for (const path of ['/api/health', '/api/auth/me', '/api/templates', '/api/templates/tpl-aaaaaaaaaaaaaaaaaaaa']) {
    expect((await http.get(path)).headers['cache-control'], path).toBe('no-store');
  }
});
