// The ports of one session know each other, as ports of `localhost` do; those of another session
// are strangers, whatever they say.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { detail, makeSession, type Session, start, untilOpen } from '../sessions/made-session.ts';
import { askForPreview, connect, type OpenedPreview, openPreview, passCookie } from './opened-preview.ts';
import { twoPortManifest } from './two-port-app.ts';

const { url } = inject('platform');

let ada: Person;
let bob: Person;
let session: Session;
let web: OpenedPreview;
let api: OpenedPreview;
let ports: { web: number; api: number };
/** A page of another session of the same person, on the port of this one's page. */
let sibling: string;
let strangers: string[];

beforeAll(async () => {
  [ada, bob] = await Promise.all([registerPerson(url), registerPerson(url)]);
  ports = { web: await freePort(), api: await freePort() };
  session = await makeSession(ada, twoPortManifest(ports.web, ports.api));
  const other = await makeSession(ada, twoPortManifest(ports.web, ports.api));
  await start(ada.http, session.id);
  await untilOpen(ada.http, session.id, ports.api);
  web = await openPreview(ada.http, session.id, `?port=${ports.web}`);
  api = await openPreview(ada.http, session.id, `?port=${ports.api}`);
  sibling = web.origin.replace(session.id, other.id);
  strangers = [
    sibling,
    'https://evil.example',
    new URL(url).origin,
    'null',
    web.origin.replace('http:', 'https:'),
    `${web.origin}.evil.example`,
    `http://localhost:${ports.web}`,
    web.origin.replace(/:\d+$/, ':1'),
  ];
});
afterAll(() => ada.http.delete(`/api/sessions/${session.id}`));

const preflight = (origin: string) => ({
  origin,
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'content-type',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'cors',
});

describe('a page on one port', () => {
  test('asks the app on another whether it may call it, without a pass', async () => {
    const reply = await api.bare.request('OPTIONS', '/items?page=2', { headers: preflight(web.origin) });
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': web.origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST,PUT',
      'access-control-allow-headers': 'content-type,x-token',
      vary: 'Origin',
    });
  });

  test('reads from it and writes to it with the pass, and is who the app expects', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const headers = { origin: web.origin, referer: `${web.origin}/page`, 'sec-fetch-site': 'cross-site' };
      const body = method === 'GET' ? {} : { body: '{}' };
      const reply = await api.http.request(method, '/items', { headers, ...body });
      expect([reply.status, reply.headers['access-control-allow-origin']]).toEqual([200, web.origin]);
      expect(reply.json<{ headers: object }>().headers).toMatchObject({
        host: `localhost:${ports.api}`,
        origin: `http://localhost:${ports.web}`,
        referer: `http://localhost:${ports.web}/page`,
        'sec-fetch-site': 'same-site',
      });
    }
  });

  test('opens WebSockets on it', async () => {
    const { socket, frames } = await connect(api.origin, '/live', {
      cookie: `${passCookie}=${api.pass}`,
      origin: web.origin,
    });
    await expect.poll(() => String(frames[0])).toBe('hello');
    socket.terminate();
  });

  test('keeps what the app on another signs it in by', async () => {
    const signIn = await api.http.post('/login', { headers: { origin: web.origin } });
    expect(signIn.headers['set-cookie']).toEqual(['sid=ada; HttpOnly; Path=/; SameSite=None; Secure; Partitioned']);
    const own = await api.http.post('/login', { headers: { origin: api.origin } });
    expect(own.headers['set-cookie']).toEqual(['sid=ada; HttpOnly; Path=/; SameSite=Lax']);
  });

  test('is told by the platform why it was refused', async () => {
    const reply = await api.bare.get('/items', { headers: { origin: web.origin } });
    expect([reply.status, reply.headers['access-control-allow-origin']]).toEqual([401, web.origin]);
    expect(reply.json()).toMatchObject({ code: 'unauthenticated' });
  });

  test('is led to another by its local name', async () => {
    const to = async (address: string) =>
      (await web.http.get(`/move?to=${encodeURIComponent(address)}`)).headers.location;
    expect(await to(`http://localhost:${ports.api}/login?next=%2F`)).toBe(`${api.origin}/login?next=%2F`);
    expect(await to(`http://127.0.0.1:${ports.web}/`)).toBe(`${web.origin}/`);
    expect(await to('http://localhost.evil.example/')).toBe('http://localhost.evil.example/');
  });
});

describe('a page of another session, or site', () => {
  test('gets no preflight through', async () => {
    for (const origin of strangers) {
      const reply = await api.bare.request('OPTIONS', '/items', { headers: preflight(origin) });
      expect([reply.status, reply.headers['access-control-allow-origin']], origin).toEqual([401, undefined]);
    }
    expect((await api.bare.request('OPTIONS', '/items')).status).toBe(401);
    expect((await api.bare.request('OPTIONS', '/items', { headers: { origin: web.origin } })).status).toBe(401);
  });

  test('writes nothing and opens no WebSocket, with the pass', async () => {
    const cookie = `${passCookie}=${api.pass}`;
    for (const origin of strangers) {
      const reply = await api.http.post('/items', { body: '{}', headers: { origin } });
      expect(reply.status, origin).toBe(403);
      await expect(connect(api.origin, '/live', { cookie, origin }), origin).rejects.toThrow('403');
    }
  });

  test('is no page of the app’s, and reads nothing', async () => {
    for (const origin of strangers) {
      const reply = await api.http.get('/items', { headers: { origin } });
      const { headers } = reply.json<{ headers: Record<string, string> }>();
      // The visitor's own localhost is none of the session's.
      const seen = origin.startsWith('http://localhost') ? 'null' : origin;
      expect([headers.origin, reply.headers['access-control-allow-origin']], origin).toEqual([seen, undefined]);
    }
  });
});

describe('a preflight from a page of this session', () => {
  test('takes nothing of the app out but what it allows', async () => {
    const reply = await api.bare.request('OPTIONS', '/items', { headers: preflight(web.origin) });
    expect(reply.headers).not.toHaveProperty('x-secret');
    expect(reply.headers).not.toHaveProperty('set-cookie');
    expect(reply.text).toBe('');
  });

  test('takes no credential in, and nothing else that is not asked', async () => {
    const headers = { ...preflight(web.origin), cookie: 'sid=ada', authorization: 'Basic YTpi', 'x-probe': 'in' };
    const withPass = { ...headers, cookie: `${headers.cookie}; ${passCookie}=${api.pass}` };
    const seen = (await api.bare.request('OPTIONS', '/items', { headers: withPass })).text;
    expect(seen).toContain('x-probe'); // with a pass it is a request like any other
    expect((await api.bare.request('OPTIONS', '/items', { headers, body: 'x' })).status).toBe(204);
  });

  test('starts nothing', async () => {
    const asleep = await makeSession(ada, twoPortManifest(ports.web, ports.api));
    const to = api.bare.base.origin.replace(session.id, asleep.id);
    const from = web.origin.replace(session.id, asleep.id);
    const reply = await api.bare.as({}).request('OPTIONS', new URL('/items', to).href, { headers: preflight(from) });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect((await detail(ada.http, asleep.id)).state).toBe('created');
  });
});

describe('signing in to one port', () => {
  const page = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };

  test('signs a browser in to the others, with tickets of its person’s own', async () => {
    const { signInUrl } = await askForPreview(ada.http, session.id, `?port=${ports.web}`);
    const { pathname, searchParams } = new URL(signInUrl);
    searchParams.set('path', '/a?b="</script>');
    const reply = await web.bare.get(`${pathname}?${searchParams}`, { headers: page });
    expect([reply.status, reply.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
    expect(reply.headers['content-security-policy']).toContain(`connect-src ${api.origin};`);
    expect(reply.headers['set-cookie']?.[0]).toContain(`${passCookie}=`);
    expect(reply.text).not.toContain('</script>"');
    const [, address = ''] = /"(http[^"]+sign-in\?ticket=[^"]+)"/.exec(reply.text) ?? [];
    expect(new URL(address).origin).toBe(api.origin);
    const ticket = new URL(address);

    const stranger = await api.bare.get(ticket.pathname + ticket.search.replace(/.$/, 'x'), {
      headers: { origin: web.origin },
    });
    expect([stranger.status, stranger.headers['set-cookie']]).toEqual([401, undefined]);
    const signedIn = await api.bare.get(ticket.pathname + ticket.search, { headers: { origin: web.origin } });
    expect([signedIn.status, signedIn.headers['access-control-allow-origin']]).toEqual([204, web.origin]);
    const [pass = ''] = signedIn.headers['set-cookie'] ?? [];
    expect(pass).toContain('; HttpOnly; Secure; SameSite=None; Partitioned');
    const cookie = pass.split(';')[0] ?? '';
    expect((await api.bare.get('/items', { headers: { cookie } })).status).toBe(200);
    expect((await web.bare.get('/', { headers: { cookie } })).status).toBe(401);
  });

  test('gives a program no more than it asked for', async () => {
    const { signInUrl } = await askForPreview(ada.http, session.id, `?port=${ports.web}`);
    const { pathname, search } = new URL(signInUrl);
    const reply = await web.bare.get(pathname + search);
    expect([reply.status, reply.headers.location]).toEqual([302, '/']);
  });

  test('helps nobody who may not see the session', async () => {
    expect((await bob.http.get(`/runtime/sessions/${session.id}/preview`)).status).toBe(404);
  });
});
