// A downloaded snapshot restores where it is uploaded, here and in another deployment; what cannot be restored says so and changes nothing.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, start } from '../sessions/made-session.ts';

interface Snapshot {
  readonly id: string;
  readonly format: string | null;
  readonly restorable: boolean;
  readonly state: string;
  readonly bytes: number;
}
interface Restored {
  readonly outcome: string;
  readonly runtimeRestore: { verifiedFiles: number; aliasPath: string | null } | null;
}

const here = inject('platform');
let there: TestPlatform;
let download: Buffer;
const big = randomBytes(5_000_000);

/** A person with a session, and its workspace as the machine has it. */
async function seat(url: string, dataDir: string) {
  const person = await registerPerson(url);
  const { id } = await makeSession(person);
  const file = (name: string) => join(new Inventory(dataDir).files(id), 'workspace', name);
  return { person, id, path: `/api/sessions/${id}/snapshots`, file };
}
type Seat = Awaited<ReturnType<typeof seat>>;

const headers = { 'content-type': 'application/zstd' };

async function upload({ person, path }: Seat, body: Buffer) {
  const { id } = expectStatus(await person.http.post(path, { json: {} }), 201).json<Snapshot>();
  return { id, reply: await person.http.put(`${path}/${id}/content`, { headers, body }) };
}

async function restore({ person, path }: Seat, snapshot: string): Promise<Restored> {
  return expectStatus(await person.http.post(`${path}/${snapshot}/restore`), 200).json<Restored>();
}

async function lastEvent({ person, id }: Seat) {
  const reply = await person.http.get(`/api/sessions/${id}/events?limit=1`);
  return reply.json<{ items: { type: string; message: string }[] }>().items[0];
}

beforeAll(async () => {
  there = await startPlatform();
  const from = await seat(here.url, here.dataDir);
  await start(from.person.http, from.id);
  writeFileSync(from.file('big'), big);
  writeFileSync(from.file('run.sh'), '#!/bin/sh\n');
  chmodSync(from.file('run.sh'), 0o750);
  symlinkSync('/usr/bin/env', from.file('python'));
  const { uid, gid } = statSync(from.file('.'));
  chownSync(from.file('run.sh'), uid, gid);
  const { id } = expectStatus(await from.person.http.post(from.path, { json: {} }), 201).json<Snapshot>();
  download = expectStatus(await from.person.http.get(`${from.path}/${id}/content`), 200).body;
  await from.person.http.delete(`/api/sessions/${from.id}`);
}, 120_000);
afterAll(() => there?.stop());

const deployments = { 'here, in another workspace': () => here, 'in another deployment': () => there };
test.for(Object.entries(deployments))('a downloaded snapshot is uploaded and restored as files %s', async ([, get]) => {
  const { url, dataDir } = get();
  const to = await seat(url, dataDir);
  const { id, reply } = await upload(to, download);
  const taken = expectStatus(reply, 200).json<Snapshot>();
  expect(taken).toMatchObject({ state: 'ready', format: 'burstflare.snapshot.v3', restorable: true });
  // As it came it is not kept beside the chunks.
  expect(new Inventory(dataDir).keys().filter((key) => key.includes(id))).toEqual([]);
  expect((await restore(to, id)).outcome).toBe('files_at_next_start');
  await start(to.person.http, to.id);
  expect(readFileSync(to.file('big')).equals(big)).toBe(true);
  expect(lstatSync(to.file('run.sh')).mode & 0o777).toBe(0o750);
  expect(readlinkSync(to.file('python'))).toBe('/usr/bin/env');
  writeFileSync(to.file('big'), 'changed');
  const done = await restore(to, id);
  expect(done).toMatchObject({ outcome: 'files_restored', runtimeRestore: { verifiedFiles: 4 } });
  expect(readFileSync(to.file('big')).equals(big)).toBe(true);
  expect(await lastEvent(to)).toMatchObject({ type: 'restored', message: expect.stringContaining('4 entries') });
  // What is downloaded from there is the same archive once more.
  const again = expectStatus(await to.person.http.get(`${to.path}/${id}/content`), 200).body;
  expect(again.subarray(0, taken.bytes).equals(download.subarray(0, taken.bytes))).toBe(true);
  await to.person.http.delete(`/api/sessions/${to.id}`);
});

test('what is no archive of ours says so at its upload and at its restore, and changes no file', async () => {
  const to = await seat(here.url, here.dataDir);
  const ids: string[] = [];
  for (const body of [Buffer.from('garbage!'), download.subarray(0, download.length - 100)]) {
    const { id, reply } = await upload(to, body);
    expect(expectStatus(reply, 200).json<Snapshot>()).toMatchObject({ format: 'opaque', restorable: false });
    ids.push(id);
  }
  expect(await restore(to, ids[0] ?? '')).toMatchObject({ outcome: 'file_at_next_start', runtimeRestore: null });
  await start(to.person.http, to.id);
  writeFileSync(to.file('note'), 'mine');
  for (const id of ids) {
    expect(await restore(to, id)).toMatchObject({ outcome: 'kept_as_file', runtimeRestore: { verifiedFiles: 0 } });
    const event = await lastEvent(to);
    expect(event?.type).toBe('kept_as_file');
    expect(event?.message).toContain('no other file changes');
  }
  expect(readFileSync(to.file('note'), 'utf8')).toBe('mine');
  await to.person.http.delete(`/api/sessions/${to.id}`);
});

test('an archive whose bytes or paths are not what its manifest may say is refused, and leaves nothing', async () => {
  const to = await seat(here.url, here.dataDir);
  const damaged = Buffer.from(download);
  damaged[1000] = (damaged[1000] ?? 0) ^ 1;
  // The manifest is JSON: another folder of the same length changes no length.
  const at = download.lastIndexOf('"/workspace"');
  const elsewhere = Buffer.from(download);
  elsewhere.write('"/etc/passwd'.slice(0, 11), at, 'latin1');
  for (const [body, reason] of [
    [damaged, 'has other bytes than its manifest says'],
    [elsewhere, 'which this session does not persist'],
  ] as const) {
    const { id, reply } = await upload(to, body);
    expect(reply.status).toBe(422);
    expect(reply.json<{ code: string; detail: string }>()).toMatchObject({
      code: 'snapshot_unusable',
      detail: expect.stringContaining(reason),
    });
    expect(new Inventory(here.dataDir).keys().filter((key) => key.includes(id))).toEqual([]);
    const record = await to.person.http.get(`${to.path}/${id}`);
    expect(record.json<Snapshot>()).toMatchObject({ state: 'empty', restorable: false });
  }
  await to.person.http.delete(`/api/sessions/${to.id}`);
});
