// What the Worker itself holds open under a sign-in ends with it: downloads, uploads, answers that
// wait for news.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient } from '../../support/http.ts';
import { Inventory } from '../../support/inventory.ts';
import { type AuthResult, expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { Flare } from '../cli/flare.ts';
import { makeSession, makeTemplate, start } from './made-session.ts';

const withinMs = 5000;
/** More than what buffers on the way hold. */
const content = randomBytes(60_000_000);

const { apiUrl: url, dataDir } = inject('platform');
let ada: Person;
let sessionId: string;
let snapshots: string;
/** One that the runtime captured, and one that was uploaded. */
let captured: string;
let uploaded: string;

beforeAll(async () => {
  ada = await registerPerson(url);
  ({ id: sessionId } = await makeSession(ada));
  snapshots = `/api/sessions/${sessionId}/snapshots`;
  const made = async () => expectStatus(await ada.http.post(snapshots, { json: {} }), 201).json<{ id: string }>().id;
  uploaded = await made();
  const headers = { 'content-type': 'application/octet-stream' };
  expectStatus(await ada.http.put(`${snapshots}/${uploaded}/content`, { headers, body: content }), 200);
  await start(ada.http, sessionId);
  writeFileSync(join(new Inventory(dataDir).files(sessionId), 'workspace', 'big'), content);
  captured = await made();
}, 120_000);
afterAll(() => ada?.http.delete(`/api/sessions/${sessionId}`));

/** Begins a request, by the token of a client. */
function begin(token: string, path: string, method = 'GET', headers: Record<string, string> = {}) {
  const { hostname: host, port } = new URL(url);
  return request({ host, port, path, method, headers: { ...headers, authorization: `Bearer ${token}` } });
}

/** A sign-in of its own. */
async function signedIn(): Promise<{ token: string; signOut(): Promise<void> }> {
  const { email, password } = ada;
  const reply = await new HttpClient(url).post('/api/auth/login', { json: { email, password } });
  const { accessToken: token } = expectStatus(reply, 200).json<Required<AuthResult>>().tokens;
  const signOut = async () => {
    expectStatus(await new HttpClient(url, { token }).post('/api/auth/logout'), 204);
  };
  return { token, signOut };
}

interface Slow {
  readonly length: number;
  received: number;
  ended: 'whole' | 'cut' | null;
  goOn(): void;
}

/** A download of which no more is read than its beginning, until it goes on. */
async function beginDownload(token: string, path: string): Promise<Slow> {
  const sent = begin(token, path);
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  const length = Number(response.headers['content-length']);
  expect(length).toBeGreaterThanOrEqual(content.length);
  const slow: Slow = { length, received: 0, ended: null, goOn: () => response.resume() };
  response.once('data', () => response.pause());
  response.on('data', (part: Buffer) => (slow.received += part.length));
  response.on('end', () => (slow.ended ??= 'whole')).on('error', () => (slow.ended ??= 'cut'));
  await waitUntil(() => slow.received > 0, 10_000, 'the first bytes');
  return slow;
}

/** As long as a connection may outlive its sign-in. */
async function untilTheEndTakesHold(): Promise<void> {
  const began = performance.now();
  await waitUntil(() => performance.now() - began > withinMs, 2 * withinMs, 'the end to take hold');
}

test.for(['captured', 'uploaded'])(
  'a download of a snapshot that was %s ends with its sign-in alone',
  { timeout: 60_000 },
  async (which) => {
    const path = `${snapshots}/${which === 'captured' ? captured : uploaded}/content`;
    const { token, signOut } = await signedIn();
    const mine = await beginDownload(token, path);
    const other = await beginDownload(ada.token, path);
    await signOut();
    await untilTheEndTakesHold();
    mine.goOn();
    other.goOn();
    await waitUntil(() => mine.ended !== null && other.ended !== null, 20_000, 'both to end');
    expect(mine.ended).toBe('cut');
    expect(mine.received).toBeLessThan(mine.length);
    expect(other).toMatchObject({ ended: 'whole', received: other.length });
  },
);

test('a download that was cut with its sign-in is no success of the CLI, and leaves no file', async () => {
  const flare = new Flare(url);
  try {
    const login = ['auth', 'login', '--email', ada.email, '--password-stdin'];
    await flare.json(login, { input: ada.password });
    const file = join(flare.folder, 'big.tar.zst');
    const { child, done } = flare.start(['snapshot', 'download', sessionId, captured, '--output', file], '');
    await waitUntil(() => existsSync(`${file}.part`) && statSync(`${file}.part`).size > 0, 20_000, 'the first bytes');
    child.kill('SIGSTOP');
    const [profile] = Object.values(flare.readConfig().profiles);
    const http = new HttpClient(url, { token: profile?.tokens.accessToken ?? '' });
    expectStatus(await http.post('/api/auth/logout'), 204);
    await untilTheEndTakesHold();
    child.kill('SIGCONT');
    const { code, stderr } = await done;
    expect(stderr).toMatch(/cut off/);
    expect(code).not.toBe(0);
    expect(readdirSync(flare.folder).filter((name) => name.includes('big'))).toEqual([]);
  } finally {
    flare.remove();
  }
}, 60_000);

test('an upload by a grant is not taken when the sign-in that gave the grant ends', async () => {
  const sleeping = await makeSession(ada);
  const path = `/api/sessions/${sleeping.id}/snapshots`;
  const { id } = expectStatus(await ada.http.post(path, { json: {} }), 201).json<{ id: string }>();
  const { token, signOut } = await signedIn();
  const granted = await new HttpClient(url, { token }).post(`${path}/${id}/upload-grant`);
  const { pathname } = new URL(expectStatus(granted, 201).json<{ url: string }>().url);
  const { hostname: host, port } = new URL(url);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': '1000' };
  const sent = request({ host, port, path: pathname, method: 'PUT', headers });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.write(Buffer.alloc(500));
  await waitUntil(
    () => new Inventory(dataDir).rows('select 1 from objects_to_delete where key like ?', `%${id}%`).length > 0,
    10_000,
    'the upload to be under way',
  );
  await signOut();
  sent.end(Buffer.alloc(500));
  const [response] = await answered;
  response.resume();
  expect(response.statusCode).toBe(404);
  expect((await ada.http.get(`${path}/${id}`)).json()).toMatchObject({ state: 'empty' });
});

test('an upload whose sign-in ends is not taken', async () => {
  const sleeping = await makeSession(ada);
  const path = `/api/sessions/${sleeping.id}/snapshots`;
  const { id } = expectStatus(await ada.http.post(path, { json: {} }), 201).json<{ id: string }>();
  const { token, signOut } = await signedIn();
  const sent = begin(token, `${path}/${id}/content`, 'PUT', {
    'content-type': 'application/octet-stream',
    'content-length': '1000',
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.write(Buffer.alloc(500));
  await waitUntil(
    () => new Inventory(dataDir).rows('select 1 from objects_to_delete where key like ?', `%${id}%`).length > 0,
    10_000,
    'the upload to be under way',
  );
  await signOut();
  await untilTheEndTakesHold();
  sent.end(Buffer.alloc(500));
  const [response] = await answered;
  response.resume();
  expect(response.statusCode).toBe(401);
  expect((await ada.http.get(`${path}/${id}`)).json()).toMatchObject({ state: 'empty' });
  await ada.http.delete(`/api/sessions/${sleeping.id}`);
}, 60_000);

test('a request that waits for a build’s log is answered with 401', async () => {
  const { id } = await makeTemplate(ada.http);
  const json = { manifest: { image: 'burstflare/base', setup: 'echo begun; sleep 20' } };
  const version = await ada.http.post(`/api/templates/${id}/versions`, { json });
  const { buildId } = expectStatus(version, 201).json<{ buildId: string }>();
  let offset = 0;
  await waitUntil(
    async () => {
      const log = (await ada.http.get(`/api/template-builds/${buildId}/log`)).json<{
        text: string;
        nextOffset: number;
      }>();
      offset = log.nextOffset;
      return /^begun/m.test(log.text);
    },
    20_000,
    'the build to print',
  );
  const { token, signOut } = await signedIn();
  const waiting = new HttpClient(url, { token }).get(
    `/api/template-builds/${buildId}/log?offset=${offset}&waitSeconds=20`,
  );
  await signOut();
  const began = performance.now();
  expect((await waiting).status).toBe(401);
  expect(performance.now() - began).toBeLessThan(withinMs);
  await ada.http.delete(`/api/templates/${id}`);
}, 60_000);
