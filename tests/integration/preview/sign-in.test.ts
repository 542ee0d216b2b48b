// What stands between the world and an app in a session: tickets, passes, and the way a browser
// takes to them.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient } from '../../support/http.ts';
import { type Person, registerBrowserPerson, registerPerson } from '../../support/people.ts';
import { makeSession, type Session, start, untilOpen } from '../sessions/made-session.ts';
import { askForPreview, connect, type OpenedPreview, openPreview, passCookie } from './opened-preview.ts';
import { previewManifest } from './preview-app.ts';
import { freePort } from '../../support/free-port.ts';

const { url, dataDir } = inject('platform');
const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };

let ada: Person;
let bob: Person;
let session: Session;
let sibling: Session;
let foreign: Session;
let preview: OpenedPreview;
let port: number;
let siblingPort: number;

beforeAll(async () => {
  [ada, bob] = await Promise.all([registerPerson(url), registerPerson(url)]);
  port = await freePort();
  siblingPort = await freePort();
  [session, sibling, foreign] = await Promise.all([
    makeSession(ada, previewManifest(port)),
    makeSession(ada, previewManifest(siblingPort)),
    makeSession(bob, previewManifest(await freePort())),
  ]);
  await start(ada.http, session.id);
  await start(ada.http, sibling.id);
  await start(bob.http, foreign.id);
  await untilOpen(ada.http, session.id, port);
  preview = await openPreview(ada.http, session.id);
});

const originOf = (id: string, at = port) => preview.origin.replace(`${port}--${session.id}`, `${at}--${id}`);
const withPass = (origin: string, pass: string) =>
  new HttpClient(origin, { headers: { cookie: `${passCookie}=${pass}` } });

describe('a ticket', () => {
  test('gives a pass once, in a cookie of this origin alone, and a clean address', async () => {
    const { signInUrl, expiresAt, url: address } = await askForPreview(ada.http, session.id, '?path=/a%3Fb=c');
    expect(address).toBe(`${preview.origin}/a?b=c`);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
    const { pathname, search } = new URL(signInUrl);
    const first = await preview.bare.get(pathname + search);
    expect([first.status, first.headers.location]).toEqual([302, '/a?b=c']);
    expect(first.headers['referrer-policy']).toBe('no-referrer');
    const [cookie = '', ...others] = first.headers['set-cookie'] ?? [];
    expect(others).toEqual([]);
    expect(cookie).toMatch(new RegExp(`^${passCookie}=[\\w-]+\\.[\\w-]+; `));
    const flags = cookie.split('; ').slice(1).sort();
    expect(flags).toEqual(['HttpOnly', 'Max-Age=43200', 'Partitioned', 'Path=/', 'SameSite=None', 'Secure']);

    const again = await preview.bare.get(pathname + search);
    expect([again.status, again.headers['set-cookie']]).toEqual([401, undefined]);
    expect(again.headers['content-type']).toBe('application/problem+json');
  });

  test('leads to any page, whose address is one whatever its path holds', async () => {
    const { url: address } = await askForPreview(ada.http, session.id, `?path=${encodeURIComponent('/a"b c/é?d=<e>')}`);
    expect(address).toBe(`${preview.origin}/a%22b%20c/%C3%A9?d=%3Ce%3E`);
    const { url: tabbed } = await askForPreview(ada.http, session.id, '?path=/%09/evil.example');
    expect(new URL(tabbed).origin).toBe(preview.origin);
  });

  test('used by ten at once gives one pass', async () => {
    const { pathname, search } = new URL((await askForPreview(ada.http, session.id)).signInUrl);
    const replies = await Promise.all(Array.from({ length: 10 }, () => preview.bare.get(pathname + search)));
    expect(replies.filter((reply) => reply.headers['set-cookie']).length).toBe(1);
  });

  test('is worth nothing on another session, another port, or as a token', async () => {
    const ticket = new URL((await askForPreview(ada.http, session.id)).signInUrl);
    for (const origin of [originOf(sibling.id), originOf(foreign.id), originOf(session.id, siblingPort)]) {
      const reply = await new HttpClient(origin).get(ticket.pathname + ticket.search);
      expect([reply.status, reply.headers['set-cookie']]).toEqual([401, undefined]);
    }
    const authorization = `Bearer ${ticket.searchParams.get('ticket')}`;
    expect((await new HttpClient(url).get('/api/auth/me', { headers: { authorization } })).status).toBe(401);
    // the misses above did not use it up
    expect((await preview.bare.get(ticket.pathname + ticket.search)).status).toBe(302);
  });

  test('never leads a browser to another site', async () => {
    const { origin } = preview;
    const ways = ['//evil.example', '/.//evil.example', '/%2e//evil.example', '/a/..//evil.example', '/\\evil.example'];
    ways.push('https://evil.example/', '\\\\evil.example', '/\t/evil.example', 'javascript:alert(1)', 'http://[', '');
    for (const path of ways) {
      const { pathname, searchParams } = new URL((await askForPreview(ada.http, session.id)).signInUrl);
      const query = new URLSearchParams({ ticket: searchParams.get('ticket') ?? '', path });
      const reply = await preview.bare.get(`${pathname}?${query}`);
      expect(reply.status, path).toBe(302);
      const { location = '' } = reply.headers;
      expect(location, path).toMatch(/^\/(?![/\\])/);
      expect(new URL(location, origin).origin, path).toBe(origin);
    }
  });

  test('is refused for a path that could lead elsewhere, before it is issued', async () => {
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'x']) {
      const query = new URLSearchParams({ path });
      const reply = await ada.http.get(`/runtime/sessions/${session.id}/preview?${query}`);
      expect(reply.status, path).toBe(400);
    }
  });

  test('appears in no log', async () => {
    const { pathname, search, searchParams } = new URL((await askForPreview(ada.http, session.id)).signInUrl);
    await preview.bare.get(pathname + search);
    const log = () => readFileSync(join(dataDir, 'logs/platform.log'), 'utf8');
    await waitUntil(() => log().includes(ada.user.id), 10_000, 'the log to tell of the requests');
    expect(log()).not.toContain(searchParams.get('ticket'));
  });
});

describe('a pass', () => {
  test('opens its own preview and no other: not another session, port or workspace, though it was just seen on its own', async () => {
    for (const origin of [originOf(sibling.id), originOf(foreign.id), originOf(session.id, siblingPort)]) {
      expect((await preview.http.get('/echo')).status).toBe(200);
      const reply = await withPass(origin, preview.pass).get('/echo');
      expect([reply.status, reply.headers['content-type']], origin).toEqual([401, 'application/problem+json']);
      await expect(connect(origin, '/ws', { cookie: `${passCookie}=${preview.pass}`, origin })).rejects.toThrow('401');
    }
  });

  test('that is forged, cut or put together is refused', async () => {
    const [payload = '', mac = ''] = preview.pass.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const other = Buffer.from(JSON.stringify({ ...claims, expiresAt: 9e15 })).toString('base64url');
    const wrong = [
      `${other}.${mac}`,
      payload,
      `${payload}.`,
      `${payload}.A`,
      `.${mac}`,
      '.',
      'A.A',
      `${payload}.${mac.slice(0, -4)}`,
    ];
    wrong.push(`${payload}.${mac}x`, `${payload}.${randomBytes(32).toString('base64url')}`, '%00', 'x'.repeat(4000));
    for (const pass of wrong) expect((await withPass(preview.origin, pass).get('/echo')).status, pass).toBe(401);
  });

  test('is worth nothing on the control plane', async () => {
    const headers = { cookie: `${passCookie}=${preview.pass}; __Host-burstflare_session=${preview.pass}` };
    expect((await new HttpClient(url).get('/api/auth/me', { headers })).status).toBe(401);
  });

  test('and a browser’s sign-in on the control plane opens no preview', async () => {
    const browser = await registerBrowserPerson(url);
    const cookie = browser.jar.header(new URL(url));
    expect((await preview.bare.get('/echo', { headers: { cookie } })).status).toBe(401);
    // A browser's token is worth nothing outside its cookie.
    const session = browser.jar.get(new URL(url), '__Host-burstflare_session')?.value ?? '';
    expect((await preview.bare.get('/echo', { headers: { authorization: `Bearer ${session}` } })).status).toBe(401);
  });

  test('ends with the sign-in behind it, within seconds', async () => {
    const { email, password } = ada;
    const signedIn = await new HttpClient(url).post('/api/auth/login', { json: { email, password } });
    const { tokens } = signedIn.json<{ tokens: { accessToken: string } }>();
    const second = new HttpClient(url, { token: tokens.accessToken });
    const opened = await openPreview(second, session.id);
    expect((await opened.http.get('/echo')).status).toBe(200);
    expect((await second.post('/api/auth/logout')).status).toBe(204);
    const refused = async () => (await opened.http.get('/echo')).status === 401;
    await waitUntil(refused, 15_000, 'the pass to end');
    expect((await preview.http.get('/echo')).status).toBe(200);
  });
});

describe('without a pass', () => {
  test('a program gets 401 problem+json, a browser is led through sign-in and back', async () => {
    const reply = await preview.bare.get('/echo');
    expect([reply.status, reply.headers['content-type']]).toEqual([401, 'application/problem+json']);
    expect(reply.headers['x-request-id']).toMatch(/^req-/);

    const first = await preview.bare.get('/deep/page?x=1', { headers: navigation });
    const { location = '' } = first.headers;
    expect(first.status).toBe(302);
    expect(first.headers['x-request-id']).toMatch(/^req-/);
    expect(location).toBe(
      `${new URL(url).origin}/runtime/sessions/${session.id}/preview?port=${port}&path=%2Fdeep%2Fpage%3Fx%3D1`,
    );
    const { pathname, search } = new URL(location);
    const login = await new HttpClient(url).get(pathname + search, { headers: navigation });
    expect([login.status, login.headers.location]).toEqual([
      302,
      `/login?next=${encodeURIComponent(pathname + search)}`,
    ]);

    // signed in meanwhile
    const { email, password } = ada;
    const browser = await registerBrowserPerson(url);
    await browser.http.post('/api/auth/login', { json: { email, password, client: 'browser' } });
    const open = await browser.http.get(pathname + search, { headers: navigation });
    expect(open.status).toBe(302);
    const ticket = new URL(open.headers.location ?? '');
    expect(ticket.origin).toBe(preview.origin);
    const landed = await preview.bare.get(ticket.pathname + ticket.search, { headers: navigation });
    expect([landed.status, landed.headers.location]).toEqual([302, '/deep/page?x=1']);
  });

  test('a stranger who is signed in is told of nothing', async () => {
    const reply = await bob.http.get(`/runtime/sessions/${session.id}/preview`);
    expect([reply.status, reply.json<{ code: string }>().code]).toEqual([404, 'not_found']);
  });

  test('names below the preview domain that are none are 404', async () => {
    const { port: at } = new URL(url);
    for (const name of [
      'x',
      `80--${session.id}`,
      `${port}--${session.id.toUpperCase()}x`,
      `${port}--ses-1`,
      `a.${port}--${session.id}`,
    ]) {
      expect((await new HttpClient(`http://${name}.localhost:${at}`).get('/')).status, name).toBe(404);
    }
  });
});
