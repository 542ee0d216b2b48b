// A restore that takes longer than its answer may, or whose platform dies in the middle, is told as
// what it became.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { childrenOf, commandOf, runtimesOf } from '../../support/processes.ts';
import { makeSession, start } from '../sessions/made-session.ts';

interface Progress {
  readonly state: string;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly runtimeRestore: { verifiedFiles: number } | null;
}
interface Restored {
  readonly outcome: string;
  readonly runtimeRestore: { verifiedFiles: number } | null;
  readonly session: { lastRestoredSnapshotId: string | null };
}

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_ANSWER_SECONDS: '1' } });
  ada = await registerPerson(platform.apiUrl);
}, 120_000);
afterAll(() => platform?.stop());

const workerd = () => childrenOf(platform.pid).find((child) => commandOf(child).includes('workerd'));

/** A running session with a file that was changed since it was saved twice. */
async function changed() {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  const file = join(new Inventory(platform.dataDir).files(id), 'workspace', 'note');
  writeFileSync(file, 'saved');
  const path = `/api/sessions/${id}/snapshots`;
  const save = async () => {
    const made = expectStatus(await ada.http.post(path, { json: {} }), 201).json<{ id: string }>().id;
    const state = async () => (await ada.http.get(`${path}/${made}`)).json<{ state: string }>().state;
    await waitUntil(async () => (await state()) === 'ready', 20_000, 'the save');
    return made;
  };
  const snapshot = await save();
  const other = await save();
  writeFileSync(file, 'changed');
  const at = (which: string) => `${path}/${which}/restore`;
  const restore = async (which = snapshot) => ada.http.post(at(which));
  const progress = async (which = snapshot) => expectStatus(await ada.http.get(at(which)), 200).json<Progress>();
  const ended = async () => {
    await waitUntil(async () => (await progress()).state !== 'restoring', 60_000, 'the restore to end');
    return progress();
  };
  const content = () => readFileSync(file, 'utf8');
  const signal = (name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL') => {
    for (const pid of runtimesOf(id)) process.kill(pid, name);
  };
  return { id, snapshot, other, restore, progress, ended, content, signal };
}

test('a restore that outlasts its answer is told as one that goes on, and then as what it became', async () => {
  const { id, snapshot, other, restore, progress, ended, content, signal } = await changed();
  expect(await progress()).toMatchObject({ state: 'none' });
  signal('SIGSTOP');
  try {
    const began = performance.now();
    const [first, second] = await Promise.all([restore(), restore()]);
    expect(performance.now() - began).toBeLessThan(5000);
    for (const reply of [first, second])
      expect(expectStatus(reply, 200).json<Restored>()).toMatchObject({
        outcome: 'restoring',
        runtimeRestore: null,
        session: { lastRestoredSnapshotId: null },
      });
    expect(await progress()).toMatchObject({ state: 'restoring', outcome: null });
    expect((await restore(other)).json()).toMatchObject({ code: 'session_busy' });
  } finally {
    signal('SIGCONT');
  }
  expect(await ended()).toMatchObject({
    state: 'done',
    outcome: 'files_restored',
    runtimeRestore: { verifiedFiles: 2 },
  });
  expect(content()).toBe('saved');
  expect((await ada.http.get(`/api/sessions/${id}`)).json()).toMatchObject({ lastRestoredSnapshotId: snapshot });
}, 120_000);

test('a restore whose runtime never answers is told as failed, with what became of the files', async () => {
  const { restore, ended, content, signal } = await changed();
  signal('SIGSTOP');
  try {
    expect((await restore()).json()).toMatchObject({ outcome: 'restoring' });
    const { state, reason } = await ended();
    expect(state).toBe('failed');
    expect(reason).not.toBe('');
  } finally {
    signal('SIGCONT');
  }
  expect(content()).toBe('changed');
}, 120_000);

test('a restore that its Worker died on is looked for in the session, and told as what it became', async () => {
  const { id, restore, ended, content, signal } = await changed();
  signal('SIGSTOP');
  const before = workerd();
  try {
    expect((await restore()).json()).toMatchObject({ outcome: 'restoring' });
    if (before !== undefined) process.kill(before, 'SIGKILL');
    await waitUntil(() => ![undefined, before].includes(workerd()), 20_000, 'another workerd');
  } finally {
    signal('SIGCONT');
  }
  const { state } = await ended();
  // Whether the runtime had it all when its Worker died, the files say as well.
  expect(content()).toBe(state === 'done' ? 'saved' : 'changed');
  const { items } = (await ada.http.get(`/api/sessions/${id}/events?limit=1`)).json<{ items: { type: string }[] }>();
  expect(items[0]?.type).toBe(state === 'done' ? 'restored' : 'restore_failed');
}, 120_000);
