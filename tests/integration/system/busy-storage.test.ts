// Storage that is busy for a moment, for real: another connection holds the database. Who asks
// learns that, and when to ask again; nobody is told that something went wrong, or that they sent
// other bytes than they did.
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { tarGz } from '../../support/tar.ts';
import { Flare } from '../cli/flare.ts';
import { makeSession, makeTemplate, start } from '../sessions/made-session.ts';

let platform: TestPlatform;
let inventory: Inventory;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  inventory = new Inventory(platform.dataDir);
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

const busy = (what: string) => ({
  code: 'storage_busy',
  status: 503,
  detail: `${what} accepts no requests at the moment.`,
  next: expect.stringMatching(/^Try again in [1-3] seconds\.$/),
});

test('a write to a busy database is 503 with Retry-After, reads go on, and the same request succeeds once', async () => {
  const held = inventory.hold('d1');
  onTestFinished(() => held[Symbol.dispose]());
  const create = () =>
    ada.http.post('/api/templates', { json: { name: 'web' }, headers: { 'idempotency-key': 'the-same-request' } });
  const refused = await create();
  expect(refused.json()).toMatchObject(busy('The database'));
  expect(refused.headers['retry-after']).toMatch(/^[1-3]$/);
  expect((await ada.http.get('/api/templates')).status).toBe(200);
  held[Symbol.dispose]();
  expect((await create()).status).toBe(201);
  const { items } = (await ada.http.get('/api/templates')).json<{ items: { name: string }[] }>();
  expect(items.map(({ name }) => name)).toEqual(['web']);
});

test('a program asks again by itself, and its user sees nothing of it', async () => {
  const flare = new Flare(platform.apiUrl);
  onTestFinished(() => flare.remove());
  await flare.json(['auth', 'login', '--email', ada.email, '--password-stdin'], { input: ada.password });
  const refusals = () => platform.log.match(/"operation":"createTemplate".*"status":503/g)?.length ?? 0;
  const before = refusals();
  const held = inventory.hold('d1');
  onTestFinished(() => held[Symbol.dispose]());
  const created = flare.json(['template', 'create', 'patient']);
  await waitUntil(() => refusals() > before, 20_000, 'a refusal');
  held[Symbol.dispose]();
  expect(await created).toMatchObject({ name: 'patient' });
});

test('an upload that busy object storage does not take is 503, not a mismatch, and the same bytes are taken after', async () => {
  const { id } = await makeTemplate(ada.http);
  const versions = `/api/templates/${id}/versions`;
  const announced = async (content: Buffer) => {
    const bundle = { digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, bytes: content.length };
    const made = await ada.http.post(versions, { json: { manifest: { image: 'burstflare/base' }, bundle } });
    const { id: version } = expectStatus(made, 201).json<{ id: string }>();
    const headers = { 'content-type': 'application/gzip' };
    return () => ada.http.put(`${versions}/${version}/bundle`, { body: content, headers });
  };
  const some = (text: string) => tarGz([{ name: 'index.html', content: text }]);
  // The bucket has no file before its first object.
  expect((await (await announced(some('first')))()).status).toBe(200);
  const upload = await announced(some('second'));
  const held = inventory.hold('r2');
  onTestFinished(() => held[Symbol.dispose]());
  const refused = await upload();
  expect(refused.json()).toMatchObject(busy('Object storage'));
  expect(refused.headers['retry-after']).toMatch(/^[1-3]$/);
  held[Symbol.dispose]();
  expect((await upload()).status).toBe(200);
});

test('a key whose request met a busy database at its end is free again in moments', async () => {
  const { id } = await makeSession(ada);
  const snapshots = `/api/sessions/${id}/snapshots`;
  await start(ada.http, id);
  writeFileSync(join(inventory.files(id), 'workspace', 'big'), randomBytes(40_000_000));
  const save = () => ada.http.post(snapshots, { json: {}, headers: { 'idempotency-key': 'one-save' } });
  const first = save();
  const saving = () => inventory.rows(`select id from snapshots where session_id = ? and state = 'saving'`, id);
  await waitUntil(() => saving().length > 0, 10_000, 'the save to be under way');
  const held = inventory.hold('d1');
  onTestFinished(() => held[Symbol.dispose]());
  expect((await first).status).toBeGreaterThanOrEqual(500);
  held[Symbol.dispose]();
  await waitUntil(async () => (await save()).status !== 409, 20_000, 'the key to be free');
  await ada.http.delete(`/api/sessions/${id}`);
}, 60_000);
