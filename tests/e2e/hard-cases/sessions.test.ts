// Sessions whose content is damaged in object storage, whose app never opens its port, and many
// commands at once.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Flare } from '../../integration/cli/flare.ts';
import { detail, type Session } from '../../integration/sessions/made-session.ts';
import type { Reply } from '../../support/http.ts';
import { alterBytes, Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { tarGz } from '../../support/tar.ts';
import { inShell, makeSession, problemOf, sessionOf, site, type Snapshot, snapshotsOf } from './project.ts';

let platform: TestPlatform;
let inventory: Inventory;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  inventory = new Inventory(platform.dataDir);
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

const command = (id: string, name: string) => ada.http.post(`/api/sessions/${id}/${name}`);
const start = async (id: string) => expectStatus(await command(id, 'start'), 200);
const snapshot = (id: string) => ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} });
const restore = (id: string, snapshotId: string) =>
  ada.http.post(`/api/sessions/${id}/snapshots/${snapshotId}/restore`);

/** The file of a chunk of this snapshot. */
function chunkOf(snapshotId: string): string {
  const [row] = inventory.rows<{ layer_id: string }>('select layer_id from snapshots where id = ?', snapshotId);
  const keys = inventory.chunkKeysOf(row?.layer_id ?? '');
  const [object] = inventory.objects().filter(({ key }) => keys.includes(key));
  if (!object?.file) throw new Error(`The snapshot ${snapshotId} has no chunk in the store.`);
  return object.file;
}

const damages: { what: string; damage(file: string): void }[] = [
  { what: 'altered', damage: alterBytes },
  { what: 'cut', damage: (file) => writeFileSync(file, readFileSync(file).subarray(0, -7)) },
  { what: 'missing', damage: (file) => renameSync(file, `${file}.aside`) },
];

test.each(damages)('a chunk that is $what: a restore is refused whole, a start fails with the reason', async (one) => {
  const { id } = await makeSession(ada);
  await start(id);
  await inShell(ada, id, 'echo saved > file.txt; mkdir d; echo saved > d/file.txt');
  const saved = expectStatus(await snapshot(id), 201).json<Snapshot>();
  await inShell(ada, id, 'echo changed > file.txt; rm -r d; echo new > new.txt');
  const file = chunkOf(saved.id);
  const bytes = readFileSync(file);
  one.damage(file);

  const look = 'ls -A | grep -v .burstflare; cat file.txt';
  const files = await inShell(ada, id, look);
  const refused = problemOf(await restore(id, saved.id));
  expect(refused).toMatchObject({
    status: 502,
    code: 'restore_failed',
    detail: expect.stringMatching(/digest|chunk|cut|content/i),
  });
  expect(await inShell(ada, id, look)).toBe(files);
  expect((await detail(ada.http, id)).state).toBe('running');

  // Asleep, it starts from the damaged snapshot once that is asked for.
  expectStatus(await command(id, 'stop'), 200);
  expectStatus(await restore(id, saved.id), 200);
  const failed = problemOf(await command(id, 'start'));
  expect(failed).toMatchObject({
    status: 502,
    code: 'session_start_failed',
    detail: expect.stringMatching(/digest|chunk|cut|content/i),
  });
  const { state, stateReason, steps } = await detail(ada.http, id);
  expect([state, stateReason?.code]).toEqual(['failed', 'session_start_failed']);
  expect(steps).toContainEqual(expect.objectContaining({ name: 'restore', state: 'failed' }));
  expect(inventory.tracesOf(id).filter((trace) => /^(disk|process)/.test(trace))).toEqual([]);

  // The way out: another snapshot, here the one that the stop made.
  const stopSave = (await snapshotsOf(ada, id)).find(({ trigger }) => trigger === 'stop');
  expectStatus(await restore(id, stopSave?.id ?? ''), 200);
  await start(id);
  expect(await inShell(ada, id, look)).toBe(files);

  // And the damaged one is good again when its bytes are.
  writeFileSync(file, bytes);
  expectStatus(await restore(id, saved.id), 200);
  expect(await inShell(ada, id, 'cat file.txt d/file.txt')).toBe('saved\nsaved');
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('an app that never opens its port leaves the session running and the port waiting, and says so', async () => {
  const manifest = { start: 'echo listening nowhere; exec sleep 600', ports: [{ number: 4999 }] };
  const { id } = await makeSession(ada, tarGz(site), manifest);
  await start(id);
  const said = async () => (await ada.http.get(`/runtime/sessions/${id}/app/log`)).text.includes('listening nowhere');
  await waitUntil(said, 10_000, 'the app to say something');
  const session = await detail(ada.http, id);
  expect([session.state, session.ports]).toEqual([
    'running',
    [expect.objectContaining({ number: 4999, state: 'waiting' })],
  ]);
  expect(session.steps).toContainEqual(expect.objectContaining({ name: 'app', state: 'running' }));
  const preview = expectStatus(await ada.http.get(`/runtime/sessions/${id}/preview`), 200).json<{ state: string }>();
  expect(preview.state).toBe('waiting');
  const flare = new Flare(platform.apiUrl);
  onTestFinished(() => flare.remove());
  await flare.json(['auth', 'login', '--email', ada.email, '--password-stdin'], { input: ada.password });
  expect((await flare.run(['session', 'get', id])).stdout).toMatch(/4999.*waiting|waiting.*4999/);
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

test('ten of each command at once answer no 500, and everything is consistent after', async () => {
  const first = await makeSession(ada);
  const version = { templateId: first.templateId, versionId: '' };
  const sessions: Session[] = [first, ...(await Promise.all([1, 2, 3, 4].map(() => sessionOf(ada, version))))];
  await Promise.all(sessions.slice(0, 3).map(({ id }) => start(id)));

  // Two of each command for each of five sessions, in an order that differs from session to
  // session.
  const orders = ['start', 'stop', 'snapshot', 'stop', 'snapshot', 'restart', 'start', 'restart'];
  const send = (id: string, name: string) => (name === 'snapshot' ? snapshot(id) : command(id, name));
  const replies: Reply[] = await Promise.all(
    sessions.flatMap(({ id }, at) => [...orders.slice(at), ...orders.slice(0, at)].map((name) => send(id, name))),
  );
  const allowed = [200, 201, 409];
  expect(
    replies.filter(({ status }) => !allowed.includes(status)).map(({ status, text }) => `${status} ${text}`),
  ).toEqual([]);

  // A snapshot that was taken is one of a running session, or the empty record of one that is
  // asleep or was never started.
  for (const { id } of sessions) {
    for (const { state } of await snapshotsOf(ada, id)) expect(['ready', 'empty']).toContain(state);
    const settled = async () => !['starting', 'stopping'].includes((await detail(ada.http, id)).state);
    await waitUntil(settled, 60_000, 'the session to settle');
    const { state, stateReason } = await detail(ada.http, id);
    expect(['created', 'running', 'sleeping'], stateReason?.message).toContain(state);
    const there = inventory.tracesOf(id).some((trace) => trace.startsWith('disk'));
    expect(there).toBe(state === 'running');
    if (state !== 'running') await start(id);
    expect(await inShell(ada, id, 'cat index.html')).toBe('<h1>Hello</h1>');
  }

  const ends = await Promise.all(
    sessions.flatMap(({ id }) => [
      ada.http.delete(`/api/sessions/${id}`),
      command(id, 'stop'),
      snapshot(id),
      ada.http.delete(`/api/sessions/${id}`),
    ]),
  );
  const endings = [...allowed, 204, 404, 502];
  expect(ends.filter(({ status }) => !endings.includes(status)).map(({ status, text }) => `${status} ${text}`)).toEqual(
    [],
  );
  for (const { id } of sessions) {
    expect((await detail(ada.http, id)).state).toBe('deleted');
    expect(inventory.tracesOf(id).filter((trace) => /^(disk|process)/.test(trace))).toEqual([]);
  }
});

test('and nothing is left over', async () => {
  await platform.terminate();
  inventory.letTenMinutesPass();
  await platform.start();
  await platform.sweep();
  expect(inventory.rows('select id from sessions')).toEqual([]);
  expect(inventory.looseEnds()).toEqual([]);
});

test('where the persisted paths leave out the workspace, what the build made is there after each start', async () => {
  const setup = 'echo made > built.txt; mkdir data; echo one > data/count';
  const { id } = await makeSession(ada, tarGz(site), { setup, persistedPaths: ['/workspace/data', '/home/dev'] });
  await start(id);
  await inShell(ada, id, 'echo changed > built.txt; echo two > data/count; echo home > ~/note');
  const look = () => inShell(ada, id, 'cat built.txt index.html data/count ~/note');
  for (const again of ['restart', 'stop', 'restart']) {
    expectStatus(await command(id, again), 200);
    if (again === 'stop') await start(id);
    expect(await look()).toBe('made\n<h1>Hello</h1>\ntwo\nhome');
  }
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});
