// A machine that runs for a session that does not: the sweep ends it, takes nothing with it that is
// saved nowhere else, and never takes the machine of a start for one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { detail, start, untilSession } from '../../integration/sessions/made-session.ts';
import { hostedInstances, leakMachine } from '../../support/host-list.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { kill9, processesOf } from '../../support/processes.ts';
import { inShell, makeSession } from './project.ts';

let platform: TestPlatform;
let ada: Person;
beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

const hosted = async (id: string) => {
  const all = await hostedInstances(platform.dataDir);
  return all.find(({ sessionId }) => sessionId === id);
};

test('of a session that sleeps: it is ended with its disk, and the session starts from its save', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  await inShell(ada, id, 'echo saved > new.txt');
  expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
  await leakMachine(platform.dataDir, id);
  expect(processesOf(id)).not.toEqual([]);
  await platform.sweep();
  await waitUntil(async () => (await hosted(id)) === undefined, 10_000, 'the machine to be gone');
  expect(processesOf(id)).toEqual([]);
  expect((await detail(ada.http, id)).state).toBe('sleeping');
  await start(ada.http, id);
  expect(await inShell(ada, id, 'cat new.txt')).toBe('saved');
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('of a session that has failed: it is ended, and what was saved nowhere else is there after a start', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  await inShell(ada, id, 'echo unsaved > new.txt');
  kill9(processesOf(id));
  await untilSession(ada.http, id, ({ state }) => state === 'failed', 'the loss to be noticed');
  await leakMachine(platform.dataDir, id);
  await platform.sweep();
  await waitUntil(async () => (await hosted(id))?.state === 'exited', 10_000, 'the machine to have ended');
  expect((await detail(ada.http, id)).state).toBe('failed');
  await start(ada.http, id);
  expect(await inShell(ada, id, 'cat new.txt')).toBe('unsaved');
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('a start at the same time as the sweep goes on with a machine of its own', async () => {
  const { id } = await makeSession(ada);
  for (let turn = 0; turn < 4; turn += 1) {
    const leaked = await leakMachine(platform.dataDir, id);
    const [started] = await Promise.all([start(ada.http, id), platform.sweep(), platform.sweep()]);
    expect(started).toMatchObject({ state: 'running' });
    await platform.sweep();
    const { state, runtime } = await detail(ada.http, id);
    const machine = await hosted(id);
    expect([state, machine?.state]).toEqual(['running', 'running']);
    expect(machine?.instanceId).toBe(runtime.instanceId);
    expect(machine?.instanceId).not.toBe(leaked.instanceId);
    expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
  }
});
