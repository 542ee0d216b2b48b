// What passes through a preview once somebody is let in: what the app sees of a request, and what
// the world gets of its answer.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import type { HttpClient } from '../../support/http.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { makeSession, type Session, untilOpen, untilSession } from '../sessions/made-session.ts';
import { connect, type OpenedPreview, openPreview, passCookie, openApp } from './opened-preview.ts';
import { previewManifest } from './preview-app.ts';
import { freePort } from '../../support/free-port.ts';

const { url, dataDir } = inject('platform');
const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly raw: readonly string[];
}

let ada: Person;
let session: Session;
let preview: OpenedPreview;
let port: number;

beforeAll(async () => {
  ada = await registerPerson(url);
  port = await freePort();
  ({ session, preview } = await openApp(ada, previewManifest(port), port));
});

const echo = async (http: HttpClient, path = '/echo', headers: Record<string, string> = {}) =>
  (await http.get(path, { headers })).json<Echo>();

/** Another session's preview is as foreign to the app as any site; another port of its own is not. */
const siblingOrigin = () => preview.origin.replace(session.id, 'ses-aaaaaaaaaaaaaaaaaaaa');
const otherPortOrigin = () => preview.origin.replace(`${port}--`, '9000--');

describe('the app', () => {
  test('sees itself as localhost, its visitor’s own cookies, and nothing of ours', async () => {
    const cookie = `mine=1; ${passCookie}=${preview.pass}; __Host-burstflare_session=s; burstflare_csrf=c; __Secure-burstflare_refresh=r; other=2`;
    const headers = {
      cookie,
      authorization: `Bearer ${ada.token}`,
      origin: preview.origin,
      'x-burstflare-host-secret': 'guess',
    };
    const seen = await echo(preview.bare, '/echo?a=%2F..%2F&b', headers);
    expect(seen.url).toBe('/echo?a=%2F..%2F&b');
    expect(seen.headers.host).toBe(`localhost:${port}`);
    expect(seen.headers.origin).toBe(`http://localhost:${port}`);
    expect(seen.headers.cookie?.split(/;\s*/)).toEqual(['mine=1', 'other=2']);
    expect(seen.headers).not.toHaveProperty('authorization');
    const all = seen.raw.join('\n');
    for (const secret of [preview.pass, ada.token, 'host-secret', 'guess']) expect(all).not.toContain(secret);
    for (const name of seen.raw) expect(name.toLowerCase()).not.toMatch(/^x-burstflare/);
  });

  test('gets its own Authorization', async () => {
    const seen = await echo(preview.http, '/echo', { authorization: 'Basic YTpi' });
    expect(seen.headers.authorization).toBe('Basic YTpi');
    expect((await echo(preview.http, '/echo', { authorization: `bearer  ${ada.token}` })).headers).not.toHaveProperty(
      'authorization',
    );
  });

  test('cannot set a cookie for more than its own origin', async () => {
    const reply = await preview.http.get('/cookies');
    const cookies = reply.headers['set-cookie'] ?? [];
    expect(cookies.map((cookie) => cookie.split(';')[0])).toEqual(['a=1', 'b=2', 'c=3', 'd=4']);
    expect(cookies.join('\n')).not.toMatch(/domain/i);
    expect(reply.text).toBe('cookies');
  });

  test.each([
    ['"cookies"', undefined],
    ['"storage", "cookies"', '"storage"'],
    ['"cache","cookies" ', '"cache"'],
    ['"*"', '"cache", "storage", "executionContexts", "clientHints", "prefetchCache", "prerenderCache"'],
  ])('cannot have the browser clear %s beyond its own origin', async (what, left) => {
    const reply = await preview.http.get(`/clear?what=${encodeURIComponent(what)}`);
    expect([reply.text, reply.headers['clear-site-data']]).toEqual(['cleared', left]);
  });

  test('redirects to where the browser is, and elsewhere if it wants', async () => {
    const moved = async (to: string) => (await preview.http.get(`/move?to=${encodeURIComponent(to)}`)).headers.location;
    expect(await moved(`http://localhost:${port}/x?y`)).toBe(`${preview.origin}/x?y`);
    expect(await moved('/x')).toBe('/x');
    expect(await moved('https://example.com/')).toBe('https://example.com/');
  });

  test('is written to from its own pages only', async () => {
    const write = async (headers: Record<string, string>) =>
      (await preview.http.post('/echo', { body: 'x', headers })).status;
    expect(await write({ origin: preview.origin })).toBe(200);
    expect(await write({ origin: preview.origin, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await write({})).toBe(200);
    expect(await write({ origin: otherPortOrigin(), 'sec-fetch-site': 'cross-site' })).toBe(200);
    const foreignOrigins = ['https://evil.example', siblingOrigin(), new URL(url).origin, 'null'];
    for (const origin of foreignOrigins) expect(await write({ origin }), origin).toBe(403);
    for (const site of ['cross-site', 'same-site']) expect(await write({ 'sec-fetch-site': site }), site).toBe(403);
  });

  test('speaks WebSocket, to its own pages only, byte for byte', async () => {
    const cookie = `mine=1; ${passCookie}=${preview.pass}`;
    for (const origin of ['https://evil.example', siblingOrigin(), new URL(url).origin]) {
      await expect(connect(preview.origin, '/ws', { cookie, origin }), origin).rejects.toThrow('403');
    }
    await expect(connect(preview.origin, '/ws', { origin: preview.origin })).rejects.toThrow('401');
    const opened = await connect(preview.origin, '/ws', { cookie, origin: preview.origin });
    const { socket, frames, close } = opened;
    expect(opened.cookies).toEqual(['w=1; Path=/']); // for this origin alone
    await waitUntil(() => frames.length === 1, 10_000, 'the greeting');
    const greeted = JSON.parse(String(frames[0])) as Record<string, string>;
    const seen = [greeted.host, greeted.origin, greeted.cookie];
    expect(seen).toEqual([`localhost:${port}`, `http://localhost:${port}`, 'mine=1']);
    const sent = Array.from({ length: 20 }, (_, i) => randomBytes(1 + i * 3000));
    for (const bytes of sent) socket.send(bytes);
    await waitUntil(() => frames.length === 21, 10_000, 'the echoes');
    expect(Buffer.concat(frames.slice(1)).equals(Buffer.concat(sent))).toBe(true);
    await close();
  });

  test('streams 50 MB in both directions, byte for byte', async () => {
    const sent = randomBytes(50 * 1024 * 1024);
    const up = await preview.http.post('/sum', { body: sent, headers: { origin: preview.origin } });
    expect(up.json()).toEqual({ bytes: sent.length, sha256: createHash('sha256').update(sent).digest('hex') });
    const down = await preview.http.get('/bytes?mb=50');
    expect(down.body.length).toBe(50 * 1024 * 1024);
    expect(down.body.every((byte, at) => byte === (at >> 20) % 251)).toBe(true);
  });

  test('answers HEAD without a body', async () => {
    const reply = await preview.http.request('HEAD', '/echo');
    expect([reply.status, reply.text]).toEqual([200, '']);
  });

  test('has its answer as it was packed, and its length also for HEAD', async () => {
    const packed = await preview.http.get('/packed', { headers: { 'accept-encoding': 'gzip' } });
    expect(gunzipSync(packed.body).toString()).toBe('packed by the app');
    const head = await preview.http.request('HEAD', '/packed', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(packed.body.length)]);
  });

  test('sees the request’s id and may answer with one of its own', async () => {
    const headers = { 'x-request-id': 'of-the-client' };
    const reply = await preview.http.get('/echo', { headers });
    expect(reply.headers['x-request-id']).toMatch(/^req-/);
    expect(reply.json<Echo>().headers['x-request-id']).toBe(reply.headers['x-request-id']);
    for (const code of [204, 304, 500]) {
      const own = await preview.http.get(`/status?code=${code}`);
      expect([own.status, own.headers['x-request-id']]).toEqual([code, 'of the app']);
    }
  });

  test('on a port that nobody listens on, is told of in words, by the request’s id, which the log knows', async () => {
    const closedPort = await openPreview(ada.http, session.id, '?port=9999');
    const reply = await closedPort.http.get('/');
    const { code, status, requestId } = reply.json<Record<string, unknown>>();
    expect([code, status, reply.status]).toEqual(['port_not_open', 503, 503]);
    expect(reply.headers['x-request-id']).toBe(requestId);
    expect(requestId).toMatch(/^req-/);
    const log = () => readFileSync(join(dataDir, 'logs/platform.log'), 'utf8');
    await waitUntil(() => log().includes(String(requestId)), 10_000, 'the log to tell of the request');
    const page = await closedPort.http.get('/', { headers: navigation });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain(session.id);
  });
});

describe('a sleeping session', () => {
  test('is woken by a navigation through its preview, and refuses everything else with its state', async () => {
    const ownPort = await freePort();
    const own = await makeSession(ada, previewManifest(ownPort));
    const opened = await openPreview(ada.http, own.id);
    await untilOpen(ada.http, own.id, ownPort);
    expect((await opened.http.get('/echo')).status).toBe(200);
    expect((await ada.http.post(`/api/sessions/${own.id}/stop`)).status).toBe(200);

    let reply = await opened.http.get('/echo');
    const told = async () => (reply = await opened.http.get('/echo')).status === 409;
    await waitUntil(told, 10_000, 'the preview to know that the session sleeps');
    expect(reply.json<{ code: string; context: unknown }>()).toMatchObject({
      code: 'session_not_running',
      context: { state: 'sleeping' },
    });

    const page = await opened.http.get('/', { headers: navigation });
    const back = new URL(page.headers.location ?? '');
    expect([page.status, back.pathname]).toEqual([302, `/runtime/sessions/${own.id}/preview`]);
    expect((await ada.http.get(back.pathname + back.search)).status).toBe(200);
    await untilSession(ada.http, own.id, ({ state }) => state === 'running', 'the session to run again');
    await untilOpen(ada.http, own.id, ownPort);
    const awake = async () => (await opened.http.get('/echo')).status === 200;
    await waitUntil(awake, 10_000, 'the app behind the same pass');
  });

  test('that was deleted has no preview any more', async () => {
    const ownPort = await freePort();
    const own = await makeSession(ada, previewManifest(ownPort));
    const opened = await openPreview(ada.http, own.id);
    const { socket } = await untilOpen(ada.http, own.id, ownPort).then(() =>
      connect(opened.origin, '/ws', { cookie: `${passCookie}=${opened.pass}`, origin: opened.origin }),
    );
    const ended = once(socket, 'close');
    expect((await ada.http.delete(`/api/sessions/${own.id}`)).status).toBe(204);
    await ended;
    const gone = async () => (await opened.http.get('/echo')).status === 401;
    await waitUntil(gone, 10_000, 'the pass to end with the session');
    expect((await ada.http.get(`/runtime/sessions/${own.id}/preview`)).status).toBe(409);
  });
});
