// What a crash leaves: the runtime killed, the whole platform killed. Each ends in a named state
// with its reason, and can be started again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Inventory } from '../../support/inventory.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { kill9, processesOf } from '../../support/processes.ts';
import { connect } from '../preview/opened-preview.ts';
import { detail, makeSession, plain, start, untilSession } from './made-session.ts';

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

async function inShell(sessionId: string, line: string, shows: RegExp): Promise<void> {
  const headers = { authorization: `Bearer ${ada.token}` };
  const { socket, frames, close } = await connect(platform.url, `/runtime/sessions/${sessionId}/terminal`, headers);
  socket.send(Buffer.from(`${line}\n`));
  await waitUntil(() => shows.test(Buffer.concat(frames).toString()), 10_000, `the shell to show ${shows}`);
  await close();
}

test('a runtime that is killed leaves the session failed, with the reason, and its disk for the next start', async () => {
  const { id } = await makeSession(ada, { ...plain, ports: [{ number: 4321 }] });
  await start(ada.http, id);
  await inShell(id, 'echo precious > /workspace/kept.txt; echo wrote-$((1+1))', /wrote-2/);
  kill9(processesOf(id));
  const failed = await untilSession(ada.http, id, ({ state }) => state === 'failed', 'the session to fail');
  expect(['runtime_exited', 'runtime_lost']).toContain(failed.stateReason?.code);
  expect(failed.stateReason?.message).toMatch(/it was killed.*disk is kept/);
  expect(failed.ports).toMatchObject([{ number: 4321, state: 'closed' }]);
  expect(failed.runtime).toMatchObject({ state: 'absent', lastError: failed.stateReason?.message });
  const again = await start(ada.http, id);
  expect([again.state, again.runtime.bootCount]).toEqual(['running', 2]);
  await inShell(id, 'cat /workspace/kept.txt', /precious/);
  expect((await ada.http.delete(`/api/sessions/${id}`)).status).toBe(204);
});

test('a session whose runtime was killed can be stopped: what it left is saved', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  await inShell(id, 'echo saved-late > /workspace/late.txt; echo wrote-$((1+1))', /wrote-2/);
  kill9(processesOf(id));
  await untilSession(ada.http, id, ({ state }) => state === 'failed', 'the session to fail');
  const stopped = await ada.http.post(`/api/sessions/${id}/stop`);
  expect([stopped.status, stopped.json<{ state: string }>().state]).toEqual([200, 'sleeping']);
  await start(ada.http, id);
  await inShell(id, 'cat /workspace/late.txt', /saved-late/);
  await ada.http.delete(`/api/sessions/${id}`);
});

test('the platform killed while sessions run and start: each ends in a named state and goes on or away', async () => {
  const [running, starting, deletable] = await Promise.all([makeSession(ada), makeSession(ada), makeSession(ada)]);
  await start(ada.http, running.id);
  await start(ada.http, deletable.id);
  await inShell(running.id, 'echo survives > /workspace/s.txt; echo wrote-$((1+1))', /wrote-2/);
  const cutOff = ada.http.post(`/api/sessions/${starting.id}/start`).catch(() => null);
  await waitUntil(
    async () => (await detail(ada.http, starting.id)).state !== 'created',
    10_000,
    'the start to be under way',
  );
  await platform.kill9();
  await cutOff;
  await platform.restart();

  const lost = await untilSession(
    ada.http,
    running.id,
    ({ state }) => state === 'failed',
    'the loss to be noticed',
    60_000,
  );
  expect(lost.stateReason?.code).toMatch(/^runtime_(lost|exited)$/);
  expect(lost.stateReason?.message).not.toBe('');
  const settled = ['running', 'failed', 'sleeping'];
  const cut = await untilSession(
    ada.http,
    starting.id,
    ({ state }) => settled.includes(state),
    'the start to end',
    60_000,
  );
  if (cut.state === 'failed') expect(cut.stateReason?.message).not.toBe('');

  expect((await start(ada.http, running.id)).state).toBe('running');
  await inShell(running.id, 'cat /workspace/s.txt', /survives/);
  expect((await start(ada.http, starting.id)).state).toBe('running');
  for (const { id } of [running, starting, deletable]) {
    expect((await ada.http.delete(`/api/sessions/${id}`)).status).toBe(204);
    await waitUntil(() => processesOf(id).length === 0, 10_000, 'the processes of the deleted session to end');
  }
});

test('a deleted session is purged by a sweep, and is then like one that never was', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  expect((await ada.http.delete(`/api/sessions/${id}`)).status).toBe(204);
  expect((await detail(ada.http, id)).state).toBe('deleted');
  // Deleted sessions answer for half a minute. A platform sweeps when it starts, by itself.
  await platform.terminate();
  new Inventory(platform.dataDir).letTenMinutesPass();
  await platform.start();
  const gone = async () => (await ada.http.get(`/api/sessions/${id}`)).status === 404;
  await waitUntil(gone, 20_000, 'the sweep to purge it');
  const ways = ['', '/events'].map((path) => ada.http.get(`/api/sessions/${id}${path}`));
  const replies = await Promise.all([
    ...ways,
    ada.http.post(`/api/sessions/${id}/start`),
    ada.http.delete(`/api/sessions/${id}`),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
