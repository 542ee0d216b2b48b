// A deleted snapshot takes with it what led to it; and no snapshot may keep its session from ever
// starting again: neither one that was restored and deleted, nor one that cannot be restored.
import { writeFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { detail, makeSession, start } from '../sessions/made-session.ts';

const { url, dataDir } = inject('platform');

test('a deleted snapshot is not answered again for its Idempotency-Key, and its upload grants end with it', async () => {
  const { http } = await registerPerson(url);
  const { id } = await makeSession({ http });
  const path = `/api/sessions/${id}/snapshots`;
  const request = { json: {}, headers: { 'idempotency-key': `anew-${id}` } };
  const first = expectStatus(await http.post(path, request), 201).json<{ id: string }>();
  expectStatus(await http.post(`${path}/${first.id}/upload-grant`), 201);
  const grants = () => new Inventory(dataDir).rows('select hash from upload_grants where target_id = ?', first.id);
  expect(grants()).toHaveLength(1);
  expectStatus(await http.delete(`${path}/${first.id}`), 204);
  expect(grants()).toEqual([]);
  const second = expectStatus(await http.post(path, request), 201).json<{ id: string }>();
  expect(second.id).not.toBe(first.id);
  expectStatus(await http.get(`${path}/${second.id}`), 200);
});

test('a session starts after the uploaded snapshot that it was restored from was deleted while it ran', async () => {
  const { http } = await registerPerson(url);
  const { id } = await makeSession({ http });
  const path = `/api/sessions/${id}/snapshots`;
  const snapshot = expectStatus(await http.post(path, { json: {} }), 201).json<{ id: string }>();
  const headers = { 'content-type': 'application/octet-stream' };
  expectStatus(await http.put(`${path}/${snapshot.id}/content`, { headers, body: 'any bytes' }), 200);
  await start(http, id);
  expectStatus(await http.post(`${path}/${snapshot.id}/restore`), 200);
  expectStatus(await http.delete(`${path}/${snapshot.id}`), 204);
  expectStatus(await http.post(`/api/sessions/${id}/stop`), 200);
  expect((await start(http, id)).state).toBe('running');
  expectStatus(await http.delete(`/api/sessions/${id}`), 204);
});

test('a snapshot that the session needs stays, one that its start failed on can be deleted, and it starts without it', async () => {
  const { url, dataDir } = inject('platform');
  const { http } = await registerPerson(url);
  const { id } = await makeSession({ http });
  const path = `/api/sessions/${id}/snapshots`;
  const choose = async (snapshot: string) => expectStatus(await http.post(`${path}/${snapshot}/restore`), 200);
  const restored = async (body: string) => {
    const made = expectStatus(await http.post(path, { json: {} }), 201).json<{ id: string }>();
    const headers = { 'content-type': 'application/octet-stream' };
    expectStatus(await http.put(`${path}/${made.id}/content`, { headers, body }), 200);
    await choose(made.id);
    return made.id;
  };
  const content = '{"format":"burstflare.snapshot.v2","files":[]}';
  const archive = await restored(content);
  const file = await restored('any bytes');
  const remove = async (snapshot: string) => (await http.delete(`${path}/${snapshot}`)).status;
  expect([await remove(archive), await remove(file)]).toEqual([409, 409]);

  const stored = new Inventory(dataDir).objects().find(({ key }) => key.includes(archive));
  const damaged = 'x'.repeat(content.length);
  writeFileSync(stored?.file ?? '', damaged);
  expectStatus(await http.post(`/api/sessions/${id}/start`), 502);
  expect(await detail(http, id)).toMatchObject({ state: 'failed', stateReason: { code: 'session_start_failed' } });
  // Once it is chosen again, it is needed again.
  writeFileSync(stored?.file ?? '', content);
  await choose(archive);
  await choose(file);
  expect(await remove(archive)).toBe(409);

  writeFileSync(stored?.file ?? '', damaged);
  expectStatus(await http.post(`/api/sessions/${id}/start`), 502);
  expect([await remove(file), await remove(archive)]).toEqual([409, 204]);
  expect((await start(http, id)).state).toBe('running');
  expectStatus(await http.delete(`/api/sessions/${id}`), 204);
});
