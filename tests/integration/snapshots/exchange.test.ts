// A downloaded snapshot restores where it is uploaded, here and in another deployment; what cannot
// be restored says so and changes nothing.
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
  expect(again.equals(download)).toBe(true);
  await to.person.http.delete(`/api/sessions/${to.id}`);
});

test('a snapshot is downloaded in parts that make up the whole', async () => {
  const to = await seat(here.url, here.dataDir);
  const { id } = await upload(to, download);
  const get = (range: string) => to.person.http.get(`${to.path}/${id}/content`, { headers: { range } });
  const { opening, trailer } = parts(download);
  const all = download.length;
  for (const [from, end] of [
    [0, 10],
    [opening - 3, opening + 5],
    [opening + 1_500_000, opening + 3_500_000],
    [trailer - 2, trailer + 2],
    [all - 5, all],
    [0, all],
  ] as const) {
    const part = expectStatus(await get(`bytes=${from}-${end - 1}`), 206);
    expect(part.body.equals(download.subarray(from, end)), `${from} to ${end}`).toBe(true);
  }
  await to.person.http.delete(`/api/sessions/${to.id}`);
});

test('what is no archive of ours says so at its upload and at its restore, and changes no file', async () => {
  const to = await seat(here.url, here.dataDir);
  const ids: string[] = [];
  for (const body of [Buffer.from('garbage!'), foreign(download)]) {
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

async function expectRefused(to: Seat, body: Buffer, what: string, code: string, detail: string | RegExp) {
  const { id, reply } = await upload(to, body);
  expect(reply.status, what).toBe(422);
  expect(reply.json(), what).toMatchObject({ code, detail: expect.stringMatching(detail) });
  expect(new Inventory(here.dataDir).keys().filter((key) => key.includes(id))).toEqual([]);
  const record = await to.person.http.get(`${to.path}/${id}`);
  expect(record.json<Snapshot>()).toMatchObject({ state: 'empty', restorable: false });
}

/** Where the parts of a download lie. */
function parts(archive: Buffer) {
  const footer = archive.length - 8;
  const trailer = footer - archive.readUInt32LE(footer) - 8;
  return { opening: 68, trailer, footer };
}

/** The same frames as another tool would leave them. */
const foreign = (archive: Buffer) => archive.subarray(parts(archive).opening, parts(archive).trailer);

test('a download that was cut anywhere is refused with the bytes that are missing', async () => {
  const to = await seat(here.url, here.dataDir);
  const { opening, trailer, footer } = parts(download);
  const all = download.length;
  const ends = [5, 20, opening - 1, opening, opening + 1000, 3_000_000, trailer - 1, trailer, trailer + 4];
  for (const end of [...ends, trailer + 100, footer, footer + 4, all - 1]) {
    const reason =
      end < opening ? `the first ${end} bytes of a snapshot's download` : `${end} of ${all} bytes: bytes ${end} to`;
    await expectRefused(to, download.subarray(0, end), `cut at ${end}`, 'snapshot_damaged', reason);
  }
  for (const from of [1, 1000])
    await expectRefused(
      to,
      download.subarray(from),
      `from ${from}`,
      'snapshot_damaged',
      `${from} bytes of it are missing before its end`,
    );
  const longer = Buffer.concat([download, Buffer.from('more')]);
  await expectRefused(to, longer, 'with more at its end', 'snapshot_damaged', `where it says of itself`);
  await to.person.http.delete(`/api/sessions/${to.id}`);
});

test('a download with one changed bit is refused, wherever it is', async () => {
  const to = await seat(here.url, here.dataDir);
  const { opening, trailer, footer } = parts(download);
  const inManifest = ['"tarDigest":"sha256:', '"fileCount":', '"/workspace'].map(
    (text) => download.lastIndexOf(text) + text.length,
  );
  expect(Math.min(...inManifest)).toBeGreaterThan(trailer);
  const opened = [0, 5, 17, 21, 25, 29, opening - 1];
  const places = [...opened, opening, opening + 1000, trailer - 1, trailer, trailer + 5, ...inManifest, footer];
  for (const at of [...places, footer + 5, download.length - 1]) {
    const flipped = Buffer.from(download);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await expectRefused(to, flipped, `bit of byte ${at}`, 'snapshot_damaged', /changed|not as it was sent/);
  }
  await to.person.http.delete(`/api/sessions/${to.id}`);
});

test('an archive of an earlier version, without an opening, restores, and one that holds other folders is refused', async () => {
  const to = await seat(here.url, here.dataDir);
  const { opening } = parts(download);
  const earlier = download.subarray(opening);
  expect(expectStatus((await upload(to, earlier)).reply, 200).json()).toMatchObject({ restorable: true });
  // The manifest is JSON: another folder of the same length changes no length.
  const elsewhere = Buffer.from(earlier);
  elsewhere.write('"/etc/passwd'.slice(0, 11), earlier.lastIndexOf('"/workspace"'), 'latin1');
  await expectRefused(to, elsewhere, 'elsewhere', 'snapshot_unusable', 'which this session does not persist');
  await to.person.http.delete(`/api/sessions/${to.id}`);
});
