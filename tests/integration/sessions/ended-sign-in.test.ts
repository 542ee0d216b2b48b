// What is open under a sign-in ends with it: terminals, sockets of previews, streams of previews.
import { once } from 'node:events';
import { request } from 'node:http';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { WebSocket } from 'ws';
import { waitUntil } from '../../../tools/start/wait.ts';
import { freePort } from '../../support/free-port.ts';
import { HttpClient } from '../../support/http.ts';
import { type AuthResult, expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform } from '../../support/platform.ts';
import { connect, openPreview, type OpenedPreview, passCookie } from '../preview/opened-preview.ts';
import { previewManifest } from '../preview/preview-app.ts';
import { makeSession, type Session, start, untilOpen } from './made-session.ts';

const withinMs = 5_000;

interface Open {
  readonly token: string;
  readonly preview: OpenedPreview;
  /** Those that have ended. */
  readonly ended: Set<'terminal' | 'socket' | 'stream'>;
  readonly terminal: WebSocket;
  close(): void;
}

const all = new Set(['terminal', 'socket', 'stream']);

async function logIn(url: string, { email, password }: Person): Promise<Required<AuthResult>['tokens']> {
  const reply = await new HttpClient(url).post('/api/auth/login', { json: { email, password } });
  return expectStatus(reply, 200).json<Required<AuthResult>>().tokens;
}

async function openAll(url: string, token: string, session: Session): Promise<Open> {
  const http = new HttpClient(url, { token });
  const preview = await openPreview(http, session.id);
  const cookie = `${passCookie}=${preview.pass}`;
  const ended: Open['ended'] = new Set();
  const path = `/runtime/sessions/${session.id}/terminal?terminalId=t-${Math.random().toString(36).slice(2, 10)}`;
  const terminal = await connect(url, path, { authorization: `Bearer ${token}` });
  const socket = await connect(preview.origin, '/ws', { cookie, origin: preview.origin });
  const stream = request({
    host: '127.0.0.1',
    port: new URL(url).port,
    path: '/events',
    headers: { host: preview.host, cookie },
  });
  stream.on('error', () => ended.add('stream')).end();
  const [response] = (await once(stream, 'response')) as [import('node:http').IncomingMessage];
  response.on('error', () => undefined).on('close', () => ended.add('stream'));
  const [first] = (await once(response, 'data')) as [Buffer];
  expect(first.toString()).toContain('data: begun');
  for (const [name, { socket: one }] of [
    ['terminal', terminal],
    ['socket', socket],
  ] as const)
    one.on('error', () => undefined).on('close', () => ended.add(name));
  await waitUntil(() => terminal.frames.length > 0, 10_000, 'the terminal to say hello');
  const close = () => {
    stream.destroy();
    terminal.socket.terminate();
    socket.socket.terminate();
  };
  return { token, preview, ended, terminal: terminal.socket, close };
}

async function expectEnded(url: string, session: Session, open: Open): Promise<void> {
  await waitUntil(() => open.ended.size === all.size, withinMs, 'all to end');
  await expectRefused(url, session, open);
}

async function expectRefused(url: string, session: Session, { token, preview }: Open): Promise<void> {
  const bearer = { authorization: `Bearer ${token}` };
  const cookie = `${passCookie}=${preview.pass}`;
  await expect(connect(url, `/runtime/sessions/${session.id}/terminal`, bearer)).rejects.toThrow('401');
  await expect(connect(preview.origin, '/ws', { cookie, origin: preview.origin })).rejects.toThrow('401');
  expect((await preview.http.get('/echo')).status).toBe(401);
}

describe('after a sign-out', () => {
  const { url } = inject('platform');
  let ada: Person;
  let session: Session;
  let staying: Open;

  beforeAll(async () => {
    ada = await registerPerson(url);
    const port = await freePort();
    session = await makeSession(ada, previewManifest(port));
    await start(ada.http, session.id);
    await untilOpen(ada.http, session.id, port);
    staying = await openAll(url, ada.token, session);
    return () => staying.close();
  });

  test('nothing of that sign-in is open when it is answered, a new try is refused at once, and other sign-ins go on', async () => {
    const { accessToken } = await logIn(url, ada);
    const open = await openAll(url, accessToken, session);
    const marker = `/tmp/after-${Date.now()}`;
    expectStatus(await new HttpClient(url, { token: accessToken }).post('/api/auth/logout'), 204);
    open.terminal.send(Buffer.from(`touch ${marker}\n`));
    // Right away: what let it in a moment ago is remembered nowhere.
    await expectRefused(url, session, open);
    await expectEnded(url, session, open);
    const { frames, socket } = await connect(url, `/runtime/sessions/${session.id}/terminal`, {
      authorization: `Bearer ${ada.token}`,
    });
    socket.send(Buffer.from(`ls ${marker} 2>&1; echo look$((40 + 2))\n`));
    const shown = () => Buffer.concat(frames).toString();
    await waitUntil(() => shown().includes('look42'), 10_000, 'the shell’s answer');
    expect(shown()).toContain('No such file');
    socket.terminate();
    expect(staying.ended.size).toBe(0);
  });

  test('a refresh token that came back ends what is open under its sign-in', async () => {
    const { accessToken, refreshToken } = await logIn(url, ada);
    const open = await openAll(url, accessToken, session);
    const refresh = (agent: string) =>
      new HttpClient(url, { headers: { 'user-agent': agent } }).post('/api/auth/refresh', { json: { refreshToken } });
    expectStatus(await refresh('owner'), 200);
    expectStatus(await refresh('thief'), 401);
    await expectEnded(url, session, open);
    expect(staying.ended.size).toBe(0);
  });

  test('a request that waits for news is answered with 401', async () => {
    const { accessToken } = await logIn(url, ada);
    const http = new HttpClient(url, { token: accessToken });
    const { version } = (await http.get(`/runtime/sessions/${session.id}/ports`)).json<{ version: number }>();
    const waiting = http.get(`/runtime/sessions/${session.id}/ports?since=${version}&waitSeconds=30`);
    expectStatus(await http.post('/api/auth/logout'), 204);
    expect((await waiting).status).toBe(401);
  });

  test('everywhere, from another sign-in, nothing of the person is open, and everything of others is', async () => {
    const eve = await registerPerson(url);
    const port = await freePort();
    const theirs = await makeSession(eve, previewManifest(port));
    await start(eve.http, theirs.id);
    await untilOpen(eve.http, theirs.id, port);
    const others = await openAll(url, eve.token, theirs);
    const open = await openAll(url, (await logIn(url, ada)).accessToken, session);
    const { accessToken } = await logIn(url, ada);
    expectStatus(await new HttpClient(url, { token: accessToken }).post('/api/auth/logout-all'), 200);
    await expectEnded(url, session, open);
    await waitUntil(() => staying.ended.size === all.size, withinMs, 'the first sign-in’s to end');
    expect(others.ended.size).toBe(0);
    others.close();
  });
});

test('what is open under a sign-in that runs out ends with it', async () => {
  const platform = await startPlatform({ env: { BURSTFLARE_VAR_SIGN_IN_SECONDS: '20' } });
  try {
    const { url } = platform;
    const bob = await registerPerson(url);
    const port = await freePort();
    const session = await makeSession(bob, previewManifest(port));
    await start(bob.http, session.id);
    await untilOpen(bob.http, session.id, port);
    const began = Date.now();
    const { accessToken } = await logIn(url, bob);
    const open = await openAll(url, accessToken, session);
    expect(open.ended.size).toBe(0);
    await waitUntil(() => open.ended.size === all.size, 20_000 + withinMs, 'all to end');
    expect(Date.now() - began).toBeGreaterThan(19_000);
    await expectRefused(url, session, open);
  } finally {
    await platform.stop();
  }
}, 90_000);
