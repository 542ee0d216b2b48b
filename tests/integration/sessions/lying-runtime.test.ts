// A runtime that answers too much, too slowly, in another form or in the platform's name. No
// session can be made to do that on purpose, so something sits between the gateway and the process
// host here, and changes what the runtimes answer.
import { rename } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { childrenOf, commandOf, isAlive } from '../../support/processes.ts';
import { waitUntil } from '../../../tools/start/wait.ts';
import { detail, makeSession, start } from './made-session.ts';

interface Problem {
  readonly code: string;
  readonly detail: string;
}

/** Answers in the runtime's place, or returns false to leave that to it. */
type Lie = (path: string, response: ServerResponse) => boolean;

const honest: Lie = () => false;
let lie: Lie;
let platform: TestPlatform;
let relay: Server;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  const socket = join(platform.dataDir, 'run/host.sock');
  const behind = join(platform.dataDir, 'run/real.sock');
  await rename(socket, behind);
  relay = createServer((asked, response) => {
    const path = /^\/instances\/[^/]+\/runtime(\/[^?]*)/.exec(asked.url ?? '')?.[1];
    if (path === undefined || !lie(path, response)) passOn(behind, asked, response);
    else asked.resume();
  });
  await new Promise<void>((resolve) => relay.listen(socket, resolve));
  // A Worker that has called the host already would go on over the connection that it has.
  const workerd = childrenOf(platform.pid).find((child) => commandOf(child).includes('workerd'));
  if (workerd === undefined) throw new Error('The platform has no workerd.');
  process.kill(workerd, 'SIGKILL');
  await waitUntil(() => !isAlive(workerd), 20_000, 'the Worker to end');
  ada = await registerPerson(platform.apiUrl);
}, 120_000);
afterAll(async () => {
  relay?.closeAllConnections();
  relay?.close();
  await platform?.stop();
});
beforeEach(() => {
  lie = honest;
});

function passOn(socketPath: string, asked: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = asked;
  const onward = request({ socketPath, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  asked.pipe(onward);
}

const json = (response: ServerResponse, value: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const on =
  (asked: string, answer: (response: ServerResponse) => void): Lie =>
  (path, response) => {
    if (path !== asked) return false;
    answer(response);
    return true;
  };

async function running(): Promise<string> {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  return id;
}

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ['another form', (response) => json(response, { items: 'none', version: 1 }), /not of the agreed form: items: /],
  ['a page', (response) => response.end('<html>'), /not of the agreed form: it is no JSON/],
  ['too much', (response) => json(response, { version: 1, items: ['x'.repeat(2 * 1024 * 1024)] }), /more than the/],
  ['half of it', (response) => void response.write('{', () => response.destroy()), /broke off/],
  ['a head and no end', (response) => void response.writeHead(200).write('{'), /did not end its answer in time/],
  ['that the caller is signed out', (response) => json(response, { code: 'unauthenticated' }, 401), /It answered 401/],
])('what it returns to people is the contract’s, or its fault: %s', { timeout: 60_000 }, async (_, answer, words) => {
  const id = await running();
  lie = on('/ports', answer);
  const { code, detail: told } = expectStatus(await ada.http.get(`/runtime/sessions/${id}/ports`), 502).json<Problem>();
  expect([code, told]).toEqual(['runtime_unreachable', expect.stringMatching(words)]);
});

test('its refusals reach people with their status, code and fields', async () => {
  const id = await running();
  lie = on('/ports', (response) => {
    const errors = [{ path: 'query.since', message: 'Too late.' }];
    json(response, { code: 'bad_request', detail: 'Pay at https://evil.example', errors }, 400);
  });
  const refused = expectStatus(await ada.http.get(`/runtime/sessions/${id}/ports`), 400).json<Problem>();
  expect(refused).toMatchObject({ code: 'bad_request', errors: [{ path: 'query.since', message: 'Too late.' }] });
  expect(refused.detail).not.toContain('evil');
});

test('a start that it answers in another form fails, and says so', async () => {
  const { id } = await makeSession(ada);
  lie = on('/bootstrap', (response) => json(response, { applied: 'true' }));
  const refused = expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 502).json<Problem>();
  expect(refused).toMatchObject({ code: 'session_start_failed', detail: expect.stringContaining('agreed form') });
  lie = honest;
  expect((await start(ada.http, id)).state).toBe('running');
});

test('a stop that it answers in another form is saved by a fresh runtime, and nothing is lost', async () => {
  const id = await running();
  let lies = 0;
  lie = on('/saves', (response) => {
    lies += 1;
    lie = honest;
    json(response, { saveId: 'another', state: 'ready' });
  });
  expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
  expect([lies, (await detail(ada.http, id)).state]).toEqual([1, 'sleeping']);
  const told = expectStatus(await ada.http.get(`/api/sessions/${id}/events?limit=100`), 200);
  const types = told.json<{ items: { type: string }[] }>().items.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['runtime_ended', 'saved', 'sleeping']));
});
