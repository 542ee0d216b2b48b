// What becomes of saves and commands whose runtime hangs, or whose platform or host dies: nothing
// waits for ever, nothing is stuck.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { runtimesOf } from '../../support/processes.ts';
import { detail, makeSession, start, untilSession } from '../sessions/made-session.ts';

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

interface Snapshot {
  readonly id: string;
  readonly state: string;
  readonly stateReason: string | null;
}

/**
 * The session's runtime itself, as somebody with a shell in the session can reach it; not the
 * bubblewrap around it.
 */
function runtimePid(sessionId: string): number {
  const [pid, ...others] = runtimesOf(sessionId);
  if (pid === undefined || others.length > 0) throw new Error('A session that runs has one runtime.');
  return pid;
}

const snapshotsOf = async (id: string) =>
  (await ada.http.get(`/api/sessions/${id}/snapshots`)).json<{ items: Snapshot[] }>().items;

test('a session whose runtime hangs while it is stopped keeps the sweep from nothing', async () => {
  const [hung, doomed] = await Promise.all([makeSession(ada), makeSession(ada)]);
  await start(ada.http, hung.id);
  process.kill(runtimePid(hung.id), 'SIGSTOP');
  const stopped = ada.http.post(`/api/sessions/${hung.id}/stop`);
  await untilSession(ada.http, hung.id, ({ state }) => state === 'stopping', 'the stop to be under way');
  const swept = platform.sweep().then(() => 'swept');
  expect(await Promise.race([swept, stopped.then(() => 'the stop came first')])).toBe('swept');
  expect((await detail(ada.http, hung.id)).state).toBe('stopping');
  process.kill(runtimePid(hung.id), 'SIGCONT');
  expect((await stopped).json<{ state: string }>().state).toBe('sleeping');
  for (const { id } of [hung, doomed]) expect((await ada.http.delete(`/api/sessions/${id}`)).status).toBe(204);
}, 120_000);

test('a save that the platform died in is told as failed, and can be deleted', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  process.kill(runtimePid(id), 'SIGSTOP');
  const saving = ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }).catch(() => null);
  await waitUntil(async () => (await snapshotsOf(id))[0]?.state === 'saving', 10_000, 'the save to be under way');
  await platform.kill9();
  await saving;
  await platform.restart();
  await waitUntil(async () => (await snapshotsOf(id))[0]?.state === 'failed', 60_000, 'the save to be told as failed');
  const [cutOff] = await snapshotsOf(id);
  expect(cutOff?.stateReason).toMatch(/platform ended/);
  expect((await ada.http.delete(`/api/sessions/${id}/snapshots/${cutOff?.id}`)).status).toBe(204);
  expect((await ada.http.delete(`/api/sessions/${id}`)).status).toBe(204);
}, 120_000);

test('a session can be deleted whose start did not reach its host', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  process.kill(runtimePid(id), 'SIGKILL');
  await untilSession(ada.http, id, ({ state }) => state === 'failed', 'the session to fail');
  const before = platform.hostPid;
  process.kill(before, 'SIGKILL');
  expect((await ada.http.post(`/api/sessions/${id}/start`)).status).toBeGreaterThanOrEqual(500);
  await waitUntil(() => platform.hostPid !== before, 20_000, 'the host to be back');
  expect((await ada.http.delete(`/api/sessions/${id}`)).status).toBe(204);
  expect((await detail(ada.http, id)).state).toBe('deleted');
}, 60_000);
