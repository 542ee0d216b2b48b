// What object storage lost behind the platform's back: no save counts on it, no stop wipes the only
// copy, and nothing hides the loss.
import { randomBytes } from 'node:crypto';
import { rmSync, truncateSync } from 'node:fs';
import { beforeEach, expect, inject, test } from 'vitest';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { detail, makeSession, start } from '../sessions/made-session.ts';
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { url, dataDir } = inject('platform');
const inventory = new Inventory(dataDir);

interface Snapshot {
  readonly id: string;
  readonly state: string;
  readonly stateReason: string | null;
}

let ada: Person;
let id: string;
let snapshots: string;

beforeEach(async () => {
  ada = await registerPerson(url);
  ({ id } = await makeSession(ada));
  snapshots = `/api/sessions/${id}/snapshots`;
  await start(ada.http, id);
  for (const name of ['one', 'two', 'three']) write(name, randomBytes(3_000_000));
  return async () => void (await ada.http.delete(`/api/sessions/${id}`));
});

const file = (name: string) => join(inventory.files(id), 'workspace', name);
const write = (name: string, bytes: string | Buffer) => writeFileSync(file(name), bytes);
const save = async () => expectStatus(await ada.http.post(snapshots, { json: {} }), 201).json<Snapshot>();
const restore = (snapshot: string) => ada.http.post(`${snapshots}/${snapshot}/restore`);
const reasonOf = (reply: { json<T>(): T }) => reply.json<{ detail: string }>().detail;

/** The files of the chunks that a snapshot is made of. */
function chunkFiles(snapshot: string): { digest: string; file: string }[] {
  const [row] = inventory.rows<{ layer_id: string }>('select layer_id from snapshots where id = ?', snapshot);
  const keys = new Set(inventory.chunkKeysOf(row?.layer_id ?? ''));
  const stored = inventory.objects().filter(({ key, file }) => keys.has(key) && file !== undefined);
  return stored.map(({ key, file = '' }) => ({ digest: `sha256:${key.split('/').at(-1)}`, file }));
}

const damages = {
  'is gone': (path: string) => rmSync(path),
  'is cut short': (path: string) => truncateSync(path, 1000),
};

test.for(Object.entries(damages))('the next save brings back a chunk whose object %s', async ([, damage]) => {
  const first = await save();
  const [chunk] = chunkFiles(first.id);
  damage(chunk?.file ?? '');
  const next = await save();
  expect(next.state).toBe('ready');
  write('one', 'changed');
  const kept = readFileSync(file('two'));
  write('two', 'changed');
  expectStatus(await restore(next.id), 200);
  expect(readFileSync(file('two')).equals(kept)).toBe(true);
  // The chunk is the same one: the save that had lost it is whole again.
  expectStatus(await restore(first.id), 200);
});

test('a snapshot with a damaged chunk never downloads as whole, is not restored, and the next save mends it', async () => {
  const first = await save();
  const [chunk] = chunkFiles(first.id);
  const damaged = readFileSync(chunk?.file ?? '');
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
  writeFileSync(chunk?.file ?? '', damaged);
  await expect(ada.http.get(`${snapshots}/${first.id}/content`)).rejects.toThrow(/aborted|reset|hang up/);
  const refused = await restore(first.id);
  expect(refused.status).toBe(502);
  expect(reasonOf(refused)).toContain(chunk?.digest);

  await save();
  expectStatus(await restore(first.id), 200);
  expect((await ada.http.get(`${snapshots}/${first.id}/content`)).status).toBe(200);
});

test('a stop sends what object storage lost before it wipes the machine', async () => {
  const first = await save();
  for (const { file } of chunkFiles(first.id)) rmSync(file);
  const bytes = readFileSync(file('three'));
  expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
  await start(ada.http, id);
  expect(readFileSync(file('three')).equals(bytes)).toBe(true);
});

test('a snapshot that lost a chunk is neither restored nor downloaded, and says which', async () => {
  const first = await save();
  for (const name of ['one', 'two', 'three']) write(name, randomBytes(3_000_000));
  const [chunk] = chunkFiles(first.id);
  rmSync(chunk?.file ?? '');
  const bytes = readFileSync(file('one'));
  const refused = await restore(first.id);
  expect(refused.status).toBe(502);
  expect(reasonOf(refused)).toContain(`The snapshot ${first.id} cannot be restored: object storage lost`);
  expect(reasonOf(refused)).toContain(chunk?.digest);
  expect(readFileSync(file('one')).equals(bytes)).toBe(true);
  const download = await ada.http.get(`${snapshots}/${first.id}/content`);
  expect([download.status, download.json<{ code: string }>().code]).toEqual([409, 'snapshot_content_missing']);

  // The same at a start: it says which snapshot it is, and the session can be started from another
  // one.
  const second = await save();
  expectStatus(await ada.http.post(`/api/sessions/${id}/stop`), 200);
  expectStatus(await restore(first.id), 200);
  const failed = await ada.http.post(`/api/sessions/${id}/start`);
  expect(failed.status).toBe(502);
  expect(reasonOf(failed)).toContain(first.id);
  expectStatus(await restore(second.id), 200);
  await start(ada.http, id);
  expect((await detail(ada.http, id)).state).toBe('running');
  expect(readFileSync(file('one')).equals(bytes)).toBe(true);
});
