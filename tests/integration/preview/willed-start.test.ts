// What has effects is done only where somebody asked for it: no link of another site, no image, no
// HEAD starts a session.
import { beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type BrowserPerson, expectStatus, registerBrowserPerson, registerPerson } from '../../support/people.ts';
import { detail, makeSession, type Manifest, type Session } from '../sessions/made-session.ts';

const { url } = inject('platform');
const manifest: Manifest = { image: 'burstflare/base', ports: [{ number: 3000 }] };
const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };
const subresource = { 'sec-fetch-mode': 'no-cors', accept: 'image/*' };

let browser: BrowserPerson;
let session: Session;
let path: string;

beforeAll(async () => {
  browser = await registerBrowserPerson(url);
});

beforeEach(async () => {
  session = await makeSession(browser, manifest);
  path = `/runtime/sessions/${session.id}/preview`;
});

const isStarted = async () => (await detail(browser.http, session.id)).state !== 'created';

test.each([
  ['a link on another site', 'GET', { ...navigation, 'sec-fetch-site': 'cross-site' }, 409],
  ['a link in a preview', 'GET', { ...navigation, 'sec-fetch-site': 'same-site' }, 409],
  ['a browser that does not tell', 'GET', navigation, 409],
  ['a prefetch', 'GET', { ...navigation, 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch;prerender' }, 409],
  ['a HEAD', 'HEAD', { ...navigation, 'sec-fetch-site': 'none' }, 409],
  ['an image on another site', 'GET', { ...subresource, 'sec-fetch-site': 'cross-site' }, 403],
  ['an image in a preview', 'GET', { ...subresource, 'sec-fetch-site': 'same-site' }, 403],
])('%s starts no session', async (_, method, headers, status) => {
  const reply = await browser.http.request(method, path, { headers, conform: status !== 409 });
  expect(reply.status).toBe(status);
  expect(await isStarted()).toBe(false);
});

test('the page that a link of another site leads to starts it with a click, and is framed by nobody else', async () => {
  const headers = { ...navigation, 'sec-fetch-site': 'cross-site' };
  // A page, as the contract says of navigations.
  const page = await browser.http.get(`${path}?port=3000&path=%2Fa%22b`, { headers, conform: false });
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self'");
  const href = /class="on" href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
  expect(href).toBe(`${path}?port=3000&path=%2Fa%22b`);
  const click = { headers: { ...navigation, 'sec-fetch-site': 'same-origin' } };
  expectStatus(await browser.http.get(href, click), 302);
  expect(await isStarted()).toBe(true);
});

test.each([
  ['an address that a person typed', { ...navigation, 'sec-fetch-site': 'none' }, 302],
  ['a call by our own pages', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }, 200],
])('%s starts it', async (_, headers, status) => {
  expectStatus(await browser.http.get(path, { headers }), status);
  expect(await isStarted()).toBe(true);
});

test('a HEAD with a token starts nothing either', async () => {
  const program = await registerPerson(url);
  const own = await makeSession(program, manifest);
  expect((await program.http.request('HEAD', `/runtime/sessions/${own.id}/preview`)).status).toBe(409);
  expect((await detail(program.http, own.id)).state).toBe('created');
});

test('no read by cookie is sent from elsewhere', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const reply = await browser.http.get('/api/sessions', { headers: { ...subresource, 'sec-fetch-site': site } });
    expect([reply.status, reply.json<{ code: string }>().code]).toEqual([403, 'origin_refused']);
  }
});
