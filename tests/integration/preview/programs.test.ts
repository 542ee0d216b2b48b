// Programs get into a preview with their own access token, and only to what it is for.
import { beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient } from '../../support/http.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { freePort } from '../../support/free-port.ts';
import { detail, makeSession, type Session, start } from '../sessions/made-session.ts';
import { askForPreview, connect, type OpenedPreview, passCookie, openApp } from './opened-preview.ts';
import { previewManifest } from './preview-app.ts';

const { url } = inject('platform');

let ada: Person;
let bob: Person;
let session: Session;
let preview: OpenedPreview;
let port: number;

beforeAll(async () => {
  [ada, bob] = await Promise.all([registerPerson(url), registerPerson(url)]);
  port = await freePort();
  ({ session, preview } = await openApp(ada, previewManifest(port), port));
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (headers: Record<string, string>, method = 'GET', base = preview.origin) =>
  new HttpClient(base).request(method, '/echo', { headers, ...(method === 'POST' && { body: 'x' }) });

test('what a preview asks for with 401 lets a program in', async () => {
  const refused = await preview.bare.get('/echo');
  expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="burstflare"']);
  for (const method of ['GET', 'POST']) {
    const reply = await ask(bearer(ada.token), method);
    expect([reply.status, reply.json<{ method: string }>().method]).toEqual([200, method]);
  }
  expect((await ask(bearer(ada.token), 'HEAD')).status).toBe(200);
  const { close } = await connect(preview.origin, '/ws', bearer(ada.token));
  await close();
});

test('the app never gets the token, and gets its own Authorization where the pass lets in', async () => {
  const { token } = ada;
  for (const authorization of [`Bearer ${token}`, `bearer   ${token}`, `BEARER ${token}`]) {
    const reply = await ask({ authorization });
    expect(reply.status, authorization).toBe(200);
    expect(reply.text).not.toContain(token);
    expect(reply.json<{ headers: object }>().headers).not.toHaveProperty('authorization');
  }
  const cookie = `${passCookie}=${preview.pass}`;
  for (const authorization of ['Bearer of-the-app', 'Basic YTpi', 'Bearer eyJhbGciOi.x.y']) {
    const reply = await ask({ cookie, authorization });
    expect(reply.json<{ headers: Record<string, string> }>().headers.authorization).toBe(authorization);
  }
});

test('no other token lets in: a stranger’s, a refresh token, a ticket, one that is made up', async () => {
  const { signInUrl } = await askForPreview(ada.http, session.id);
  const ticket = new URL(signInUrl).searchParams.get('ticket') ?? '';
  const wrong = [bob.token, ada.refreshToken, ticket, 'bfa_', 'bfa_x', `${ada.token}x`, ada.token.slice(0, -1)];
  for (const token of [...wrong, preview.pass]) {
    const reply = await ask(bearer(token));
    expect([reply.status, reply.json<{ code: string }>().code], token).toEqual([401, 'unauthenticated']);
  }
  // A token that is named decides alone.
  expect((await ask({ ...bearer(bob.token), cookie: `${passCookie}=${preview.pass}` })).status).toBe(401);
});

test('a token that was just seen on one preview opens no other by that', async () => {
  const theirs = await makeSession(bob, previewManifest(await freePort()));
  await start(bob.http, theirs.id);
  expect((await ask(bearer(ada.token))).status).toBe(200);
  const other = preview.origin.replace(session.id, theirs.id);
  expect((await ask(bearer(ada.token), 'GET', other)).status).toBe(401);
});

test('asking a preview starts nothing: a program starts the session by asking for that', async () => {
  const asleep = await makeSession(ada, previewManifest(port));
  const reply = await ask(bearer(ada.token), 'GET', preview.origin.replace(session.id, asleep.id));
  expect([reply.status, reply.json<{ code: string }>().code]).toEqual([409, 'session_not_running']);
  expect((await detail(ada.http, asleep.id)).state).toBe('created');
  await askForPreview(ada.http, asleep.id);
  expect((await detail(ada.http, asleep.id)).state).not.toBe('created');
});

test('it ends with its sign-in, within seconds, what is open included', async () => {
  const { email, password } = ada;
  const signedIn = await new HttpClient(url).post('/api/auth/login', { json: { email, password } });
  const { tokens } = signedIn.json<{ tokens: { accessToken: string } }>();
  const { socket } = await connect(preview.origin, '/ws', bearer(tokens.accessToken));
  const isClosed = () => socket.readyState === socket.CLOSED;
  expect((await new HttpClient(url, { token: tokens.accessToken }).post('/api/auth/logout')).status).toBe(204);
  await waitUntil(isClosed, 15_000, 'the socket to end');
  const refused = async () => (await ask(bearer(tokens.accessToken))).status === 401;
  await waitUntil(refused, 15_000, 'the token to end');
});
