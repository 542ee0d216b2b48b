// Pages of other origins: none unless the deployment names them, and never with cookies.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';

const friend = 'https://app.example.com';
const shared = inject('platform');

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_ALLOWED_ORIGINS: `${friend}, https://other.example` } });
  ada = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

const asked = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization' };
const allowance = (reply: { headers: Record<string, unknown> }) => reply.headers['access-control-allow-origin'];

test('a page of a named origin may call with a bearer token and read what comes, refusals too', async () => {
  const http = ada.http.as({});
  const preflight = await http.request('OPTIONS', '/api/templates', {
    headers: { origin: friend, ...asked },
    conform: false,
  }); // no operation of the contract
  expect([preflight.status, allowance(preflight)]).toEqual([204, friend]);
  expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
  for (const path of ['/api/auth/me', '/api/templates/tpl-aaaaaaaaaaaaaaaaaaaa']) {
    const reply = await ada.http.get(path, { headers: { origin: friend }, conform: false }); // Access-Control-Expose-Headers is told to browsers alone
    expect([path, allowance(reply), reply.headers['access-control-allow-credentials']]).toEqual([
      path,
      friend,
      undefined,
    ]);
    expect(reply.headers['vary']).toContain('Origin');
  }
});

test('any other origin, and any origin where none is named, is told nothing', async () => {
  const strangers = await ada.http.get('/api/auth/me', { headers: { origin: `${friend}.evil.example` } });
  expect([strangers.status, allowance(strangers)]).toEqual([200, undefined]);
  const bob = await registerPerson(shared.url);
  const closed = await bob.http.get('/api/auth/me', { headers: { origin: friend } });
  expect([closed.status, allowance(closed)]).toEqual([200, undefined]);
  const preflight = await bob.http.request('OPTIONS', '/api/templates', { headers: { origin: friend, ...asked } });
  expect([preflight.status, allowance(preflight)]).toEqual([405, undefined]);
});
