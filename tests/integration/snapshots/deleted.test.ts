// A snapshot that was restored and then deleted must not keep its session from ever starting again.
import { expect, inject, test } from 'vitest';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { makeSession, start } from '../sessions/made-session.ts';

test('a session starts after the uploaded snapshot that it was restored from was deleted while it ran', async () => {
  const { http } = await registerPerson(inject('platform').url);
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
  expectStatus(await http.delete(`/api/sessions/${id}`), 200);
});
