// `kill -9` of the whole platform, gateway, host and all, while it builds, starts, runs and saves.
// Started again on the same data, everything ends in a named state with its reason, goes on or goes
// away, and nothing half-written remains.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Session, untilSession } from '../../integration/sessions/made-session.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { tarGz } from '../../support/tar.ts';
import { Gate } from './gate.ts';
import {
  hasEnded,
  inShell,
  logOf,
  makeSession,
  sessionOf,
  site,
  snapshotsOf,
  untilBuild,
  untilRow,
  upload,
} from './project.ts';

let platform: TestPlatform;
let inventory: Inventory;
let gate: Gate;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  inventory = new Inventory(platform.dataDir);
  gate = await Gate.start();
  ada = await registerPerson(platform.url);
});

afterAll(async () => {
  gate?.close();
  await platform?.stop();
});

/** A request that the crash may cut off. */
const post = (path: string, json?: unknown) =>
  ada.http.post(path, json === undefined ? {} : { json }).then(
    (reply) => reply.status,
    () => 'cut off',
  );

async function start({ id }: Session): Promise<void> {
  expect(expectStatus(await ada.http.post(`/api/sessions/${id}/start`), 200).json()).toMatchObject({
    state: 'running',
  });
}

const settled = ({ id }: Session) =>
  untilSession(ada.http, id, ({ state }) => !['starting', 'stopping'].includes(state), 'the session to settle', 60_000);

async function deleted({ id }: Session): Promise<void> {
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
  expect(inventory.tracesOf(id).filter((trace) => /^(disk|process)/.test(trace))).toEqual([]);
}

test('each goes on or has failed with its reason, and nothing is lost', async () => {
  const starting = await makeSession(ada);
  const version = { templateId: starting.templateId, versionId: '' };
  const [running, saving, stopping] = await Promise.all([1, 2, 3].map(() => sessionOf(ada, version)));
  if (!running || !saving || !stopping) throw new Error('There should be three.');
  await Promise.all([running, saving, stopping].map(start));
  await inShell(ada, running.id, 'echo unsaved > new.txt');
  for (const { id } of [saving, stopping])
    await inShell(ada, id, 'echo unsaved > new.txt; head -c 40000000 /dev/urandom > big');
  const building = await upload(ada, tarGz(site), gate.manifest);
  await gate.untilAsked();
  await untilBuild(ada, building, ({ phase }) => phase === 'setup', 'the setup to run');

  const cutOff = [post(`/api/sessions/${stopping.id}/stop`), post(`/api/sessions/${saving.id}/snapshots`, {})];
  for (const { id } of [stopping, saving])
    await untilRow(inventory, `select id from snapshots where session_id = '${id}' and state = 'saving'`);
  // Chunks of a save are on their way into the store.
  await untilRow(inventory, 'select digest from chunks where stored_at is null');
  cutOff.push(post(`/api/sessions/${starting.id}/start`));
  await untilRow(inventory, `select id from sessions where id = '${starting.id}' and state = 'starting'`);
  await platform.kill9();
  expect(await Promise.all(cutOff)).toEqual(['cut off', 'cut off', 'cut off']);
  expect(inventory.rows("select id from snapshots where state = 'saving'")).toHaveLength(2);
  expect(inventory.rows("select id from builds where status = 'building'")).toHaveLength(1);

  gate.open();
  inventory.letBuildsFallQuiet();
  await platform.start();
  await platform.sweep();
  const lost = await settled(running);
  expect([lost.state, lost.stateReason?.code]).toEqual(['failed', expect.stringMatching(/^runtime_(lost|exited)$/)]);
  expect(lost.stateReason?.message).toMatch(/disk is kept; start it again/);

  expect((await settled(saving)).stateReason?.code).toMatch(/^runtime_(lost|exited)$/);
  const [failed] = await snapshotsOf(ada, saving.id);
  expect(failed).toMatchObject({ state: 'failed', stateReason: 'The platform ended while it was saved.' });

  // What was asked for goes on: the start starts, the stop saves what the crash left and stops.
  expect((await settled(starting)).state).toBe('running');
  expect((await settled(stopping)).state).toBe('sleeping');
  expect((await snapshotsOf(ada, stopping.id)).map(({ state }) => state)).toEqual(['ready', 'failed']);

  await Promise.all([running, saving, stopping].map(start));
  for (const { id } of [running, saving, stopping]) expect(await inShell(ada, id, 'cat new.txt')).toBe('unsaved');
  for (const { id } of [saving, stopping]) expect(await inShell(ada, id, 'stat -c %s big')).toBe('40000000');
  expect(await inShell(ada, starting.id, 'cat index.html')).toBe('<h1>Hello</h1>');
  expectStatus(await ada.http.post(`/api/sessions/${saving.id}/snapshots`, { json: {} }), 201);
  for (const session of [running, saving, stopping, starting]) await deleted(session);

  // The builder's machine went with the crash, so that attempt says why and does not count; the
  // next one succeeds.
  const build = await untilBuild(ada, building, hasEnded, 'the build to end');
  expect(build).toMatchObject({ state: 'succeeded', attempts: 1, cutOffs: 1 });
  expect(await logOf(ada, build)).toMatch(/failed: \S.*\n/);
});

test('nothing half-written remains once the leases of the saves that were cut off have run out', async () => {
  const leased = inventory.rows<{ lease_until: number }>('select lease_until from chunk_leases');
  expect(leased.filter(({ lease_until }) => lease_until > Date.now() + 10 * 60_000)).toEqual([]);
  await platform.terminate();
  inventory.letTenMinutesPass();
  await platform.start();
  await platform.sweep();
  expect(inventory.rows('select id from sessions')).toEqual([]);
  expect(inventory.looseEnds()).toEqual([]);
});
