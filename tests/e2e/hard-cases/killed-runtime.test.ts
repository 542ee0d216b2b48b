// `kill -9` of a runtime while it builds, starts, runs and saves: each ends in a named state with
// its reason, and goes on or goes away.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { detail, untilSession } from '../../integration/sessions/made-session.ts';
import { Flare } from '../../integration/cli/flare.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { kill9, processesOf } from '../../support/processes.ts';
import { tarGz } from '../../support/tar.ts';
import { Gate } from './gate.ts';
import {
  hasEnded,
  inShell,
  logOf,
  makeSession,
  problemOf,
  site,
  snapshotsOf,
  untilBuild,
  untilRow,
  upload,
} from './project.ts';

let platform: TestPlatform;
let inventory: Inventory;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  inventory = new Inventory(platform.dataDir);
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

async function restartable(id: string): Promise<void> {
  expect(expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200).json()).toMatchObject({
    state: 'running',
  });
}

test('while it builds: the attempt fails with the reason, the next one succeeds', async () => {
  const gate = await Gate.start();
  onTestFinished(() => gate.close());
  const version = await upload(ada, tarGz(site), gate.manifest);
  await gate.untilAsked();
  const { id } = await untilBuild(ada, version, ({ phase }) => phase === 'setup', 'the setup to run');
  kill9(processesOf(id));
  const failed = await untilBuild(ada, version, ({ lastError }) => lastError !== null, 'the attempt to fail');
  expect(failed.lastError).toMatch(/machine|runtime|builder/i);
  gate.open();
  const build = await untilBuild(ada, version, hasEnded, 'the build to end');
  expect(build).toMatchObject({ state: 'succeeded', attempts: 2 });
  expect(await logOf(ada, build)).toContain(`failed: ${failed.lastError}`);
  await waitUntil(() => inventory.looseEnds().length === 0, 10_000, 'the builder to be gone');
  expect(processesOf(id)).toEqual([]);
});

test('while it starts: the start is refused with the reason, and can be repeated', async () => {
  const { id } = await makeSession(ada, tarGz(site), { setup: 'head -c 40000000 /dev/urandom > big' });
  const starting = ada.http.post(`/api/sessions/${id}/start`);
  await waitUntil(() => processesOf(id).length > 0, 10_000, 'the runtime to be there');
  kill9(processesOf(id));
  const refused = problemOf(await starting);
  expect(refused).toMatchObject({ status: 502, code: 'session_start_failed' });
  const { state, stateReason } = await detail(ada.http, id);
  expect([state, stateReason?.code]).toEqual(['failed', 'session_start_failed']);
  expect(refused.detail).toContain(stateReason?.message);
  expect(inventory.tracesOf(id).filter((trace) => /^(disk|process)/.test(trace))).toEqual([]);
  await restartable(id);
  expect(await inShell(ada, id, 'stat -c %s big')).toBe('40000000');
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('while it runs: the session has failed, says so in API and CLI, and its unsaved files are there after a start', async () => {
  const { id } = await makeSession(ada);
  await restartable(id);
  await inShell(ada, id, 'echo unsaved > new.txt');
  kill9(processesOf(id));
  const lost = await untilSession(ada.http, id, ({ state }) => state === 'failed', 'the loss to be noticed');
  expect(lost.stateReason?.code).toMatch(/^runtime_(lost|exited)$/);
  const flare = new Flare(platform.apiUrl);
  onTestFinished(() => flare.remove());
  await flare.json(['auth', 'login', '--email', ada.email, '--password-stdin'], { input: ada.password });
  const shown = await flare.run(['session', 'get', id]);
  expect(shown.stdout).toContain(lost.stateReason?.message);
  await restartable(id);
  expect(await inShell(ada, id, 'cat new.txt index.html')).toBe('unsaved\n<h1>Hello</h1>');
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('while it saves: the snapshot has failed, the session too; started again it can be saved', async () => {
  const { id } = await makeSession(ada);
  await restartable(id);
  await inShell(ada, id, 'head -c 40000000 /dev/urandom > big');
  const saving = ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} });
  await untilRow(inventory, `select id from snapshots where session_id = '${id}' and state = 'saving'`);
  kill9(processesOf(id));
  expect(problemOf(await saving)).toMatchObject({ status: 502, code: 'snapshot_failed' });
  const [failed] = await snapshotsOf(ada, id);
  expect(failed).toMatchObject({ state: 'failed', stateReason: expect.stringMatching(/\S/) });
  const lost = await untilSession(ada.http, id, ({ state }) => state === 'failed', 'the loss to be noticed');
  expect(lost.stateReason?.code).toMatch(/^runtime_(lost|exited)$/);
  await restartable(id);
  expect(await inShell(ada, id, 'stat -c %s big')).toBe('40000000');
  expectStatus(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }), 201);
  expect((await snapshotsOf(ada, id)).map(({ state }) => state)).toEqual(['ready', 'failed']);
  expectStatus(await ada.http.delete(`/api/sessions/${id}/snapshots/${failed?.id}`), 204);
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('while a stop saves: the stop saves what the crash left', async () => {
  const { id } = await makeSession(ada);
  await restartable(id);
  await inShell(ada, id, 'head -c 40000000 /dev/urandom > big; echo unsaved > new.txt');
  const stopping = ada.http.post(`/api/sessions/${id}/stop`);
  await untilRow(inventory, `select id from snapshots where session_id = '${id}' and state = 'saving'`);
  kill9(processesOf(id));
  expect(expectStatus(await stopping, 200).json()).toMatchObject({ state: 'sleeping' });
  expect((await snapshotsOf(ada, id)).map(({ state }) => state)).toEqual(['ready', 'failed']);
  expect(inventory.tracesOf(id).filter((trace) => /^(disk|process)/.test(trace))).toEqual([]);
  await restartable(id);
  expect(await inShell(ada, id, 'cat new.txt; stat -c %s big')).toBe('unsaved\n40000000');
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});
