// Uploaded content of snapshots: what the record says is what is stored, whatever else comes at the
// same time.
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { expect, inject, test } from 'vitest';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { makeSession } from '../sessions/made-session.ts';

const { url, port, dataDir } = inject('platform');

interface Snapshot {
  readonly id: string;
  readonly state: string;
  readonly format: string | null;
  readonly bytes: number;
  readonly digest: string | null;
}

async function emptySnapshot(person: Person): Promise<string> {
  const { id } = await makeSession(person);
  const made = expectStatus(await person.http.post(`/api/sessions/${id}/snapshots`, { json: {} }), 201);
  return `/api/sessions/${id}/snapshots/${made.json<Snapshot>().id}`;
}

const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const octets = { headers: { 'content-type': 'application/octet-stream' } };
const idOf = (path: string) => path.split('/').at(-1) ?? path;
const inventory = new Inventory(dataDir);
const storedFor = (path: string) => inventory.keys().filter((key) => key.includes(idOf(path)));
const notesFor = (path: string) =>
  inventory.rows("select key from objects_to_delete where key like '%' || ? || '%'", idOf(path));

/** Begins an upload, and answers what sends its second half and gives the status. */
function uploadInHalves(person: Person, path: string, bytes: Buffer): Promise<() => Promise<number>> {
  const headers = { ...octets.headers, authorization: `Bearer ${person.token}`, 'content-length': bytes.byteLength };
  const sent = request({ host: '127.0.0.1', port, method: 'PUT', path, headers });
  const status = new Promise<number>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => resolve((response.resume(), response.statusCode ?? 0)));
  });
  const half = bytes.byteLength / 2;
  return new Promise((resolve) => {
    sent.write(bytes.subarray(0, half), () => resolve(() => (sent.end(bytes.subarray(half)), status)));
  });
}

test('of two uploads at once one is taken, and the other changes nothing and leaves nothing', async () => {
  const ada = await registerPerson(url);
  const path = await emptySnapshot(ada);
  const slow = Buffer.alloc(2 * 1024 * 1024, 'slow');
  const quick = Buffer.alloc(1024 * 1024, 'quick');
  const finishSlow = await uploadInHalves(ada, `${path}/content`, slow);
  const taken = expectStatus(await ada.http.put(`${path}/content`, { ...octets, body: quick }), 200).json<Snapshot>();
  expect(taken).toMatchObject({ state: 'ready', format: 'opaque', bytes: quick.byteLength, digest: digestOf(quick) });
  expect(await finishSlow()).toBe(409);
  const kept = expectStatus(await ada.http.get(`${path}/content`), 200);
  expect(digestOf(kept.body)).toBe(taken.digest);
  expect(storedFor(path)).toHaveLength(1);
  expect(notesFor(path)).toEqual([]);
});

test('an upload with another digest than announced is refused, leaves nothing, and can be made again', async () => {
  const ada = await registerPerson(url);
  const path = await emptySnapshot(ada);
  const envelope = Buffer.from('{"format":"burstflare.snapshot.v2","files":[]}');
  const wrong = createHash('sha256').update('other bytes').digest('base64');
  const headers = { ...octets.headers, 'repr-digest': `sha-256=:${wrong}:` };
  const refused = await ada.http.put(`${path}/content`, { headers, body: envelope });
  expect([refused.status, refused.json<{ code: string }>().code]).toEqual([422, 'digest_mismatch']);
  expect([storedFor(path), notesFor(path)]).toEqual([[], []]);
  const again = expectStatus(await ada.http.put(`${path}/content`, { ...octets, body: envelope }), 200);
  expect(again.json<Snapshot>()).toMatchObject({ format: 'burstflare.snapshot.v2', digest: digestOf(envelope) });
});
