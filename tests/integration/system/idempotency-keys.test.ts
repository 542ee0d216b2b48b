// What acts anew each time it is asked, acts once for one Idempotency-Key.
import { expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { detail, makeSession, makeTemplate, start } from '../sessions/made-session.ts';

const { url } = inject('platform');
const key = { headers: { 'idempotency-key': 'the-same-key' } };

test('two restarts with one key are one boot, and answer alike', async () => {
  const ada = await registerPerson(url);
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  const first = expectStatus(await ada.http.post(`/api/sessions/${id}/restart`, key), 200);
  const second = expectStatus(await ada.http.post(`/api/sessions/${id}/restart`, key), 200);
  expect((await detail(ada.http, id)).runtime.bootCount).toBe(2);
  expect(second.text).toBe(first.text);
  expect(second.headers['idempotency-replayed']).toBe('true');
  await ada.http.delete(`/api/sessions/${id}`);
});

test('two restores with one key replace the files once', async () => {
  const ada = await registerPerson(url);
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  const snapshot = expectStatus(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }), 201);
  const path = `/api/sessions/${id}/snapshots/${snapshot.json<{ id: string }>().id}/restore`;
  const first = expectStatus(await ada.http.post(path, key), 200);
  expect(expectStatus(await ada.http.post(path, key), 200).text).toBe(first.text);
  const events = (await ada.http.get(`/api/sessions/${id}/events`)).json<{ items: { type: string }[] }>().items;
  expect(events.filter(({ type }) => type === 'restored')).toHaveLength(1);
  await ada.http.delete(`/api/sessions/${id}`);
});

test('two retries of a build with one key are one retry, and the second is not refused', async () => {
  const { http } = await registerPerson(url);
  const template = await makeTemplate(http);
  const manifest = { image: 'burstflare/base', setup: 'true', failBuild: true };
  const made = await http.post(`/api/templates/${template.id}/versions`, { json: { manifest } });
  const path = `/api/template-builds/${expectStatus(made, 201).json<{ buildId: string }>().buildId}`;
  const isDead = async () => (await http.get(path)).json<{ state: string }>().state === 'dead_lettered';
  await waitUntil(isDead, 60_000, 'the build to be given up');
  const first = expectStatus(await http.post(`${path}/retry`, key), 200);
  expect(expectStatus(await http.post(`${path}/retry`, key), 200).text).toBe(first.text);
  await waitUntil(isDead, 60_000, 'the retried build to be given up');
  expectStatus(await http.delete(`/api/templates/${template.id}`), 204);
});
