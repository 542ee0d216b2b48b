// The workspace's feed: what changed reaches who follows along, each change as the list shows it,
// and nobody learns what is not theirs.
import { afterEach, beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient } from '../../support/http.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { clientOf, follow, type Followed } from './followed.ts';

const { url, apiUrl } = inject('platform');
const manifest = { image: 'burstflare/base', start: 'sleep infinity', ports: [{ number: 8000 }] };

let ada: Person;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  ada = await registerPerson(url);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((stream) => stream.close()));
});

function followEvents(person: Person, lastEventId?: string): Followed<'followEvents'> {
  const stream = follow(clientOf(apiUrl, person), 'followEvents', lastEventId === undefined ? {} : { lastEventId });
  open.push(stream);
  return stream;
}

async function ready(person: Person): Promise<Followed<'followEvents'>> {
  const stream = followEvents(person);
  await stream.until(({ event }) => event === 'ready', 'the stream to open');
  return stream;
}

async function makeTemplate({ http }: Person, name: string): Promise<{ id: string }> {
  return expectStatus(await http.post('/api/templates', { json: { name } }), 201).json();
}

test('each change of a template, its versions, releases and sessions reaches a follower, as the list shows it', async () => {
  const stream = await ready(ada);
  const template = await makeTemplate(ada, 'followed');
  const made = await stream.until((e) => e.event === 'template' && e.data.id === template.id, 'the template');
  expect(made).toMatchObject({ data: { gone: false, view: template } });

  const posted = await ada.http.post(`/api/templates/${template.id}/versions`, { json: { manifest } });
  const version = expectStatus(posted, 201).json<{ id: string; buildId: string }>();
  const added = await stream.until((e) => e.event === 'version' && e.data.id === version.id, 'the version');
  expect(added).toMatchObject({ data: { view: version } });
  await stream.until((e) => e.event === 'build' && e.data.id === version.buildId, 'the build');

  const json = { versionId: version.id };
  const promoted = expectStatus(await ada.http.post(`/api/templates/${template.id}/promote`, { json }), 201);
  const { release } = promoted.json<{ release: { id: string } }>();
  expect(await stream.until((e) => e.event === 'release' && e.data.id === release.id, 'the release')).toMatchObject({
    data: { view: release },
  });

  const created = await ada.http.post('/api/sessions', { json: { templateId: template.id } });
  const session = expectStatus(created, 201).json<{ id: string }>();
  await stream.until((e) => e.event === 'session' && e.data.id === session.id, 'the session');
  expectStatus(await ada.http.post(`/api/sessions/${session.id}/start`), 200);
  await stream.until((e) => e.event === 'session' && e.data.view?.state === 'running', 'the session to run');
  const saved = expectStatus(await ada.http.post(`/api/sessions/${session.id}/snapshots`, { json: {} }), 201);
  const { id: snapshotId } = saved.json<{ id: string }>();
  for (const state of ['saving', 'ready'])
    await stream.until((e) => e.event === 'snapshot' && e.data.view?.state === state, `the snapshot to be ${state}`);
  expectStatus(await ada.http.delete(`/api/sessions/${session.id}/snapshots/${snapshotId}`), 204);
  await stream.until((e) => e.event === 'snapshot' && e.data.gone, 'the snapshot to be gone');
  expectStatus(await ada.http.delete(`/api/sessions/${session.id}`), 204);
  const gone = await stream.until((e) => e.event === 'session' && e.data.gone, 'the session to be gone');
  expect(gone).toMatchObject({ data: { id: session.id, view: null } });

  // One order for all: ids and versions only ever count up.
  const versions = stream.events.flatMap((e) => ('version' in e.data ? [e.data.version] : []));
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(new Set(stream.events.map(({ id }) => id)).size).toBe(stream.events.length);
});

test('another workspace sees nothing of it', async () => {
  const eve = await registerPerson(url);
  const stream = await ready(eve);
  await makeTemplate(ada, 'not for eve');
  const own = await makeTemplate(eve, 'for eve');
  await stream.until((e) => e.event === 'template' && e.data.id === own.id, 'eve’s own template');
  expect(stream.events.map(({ event }) => event)).toEqual(['ready', 'template']);
});

test('a person learns of their device requests, and nobody else does', async () => {
  const stream = await ready(ada);
  const anybody = new HttpClient(url);
  const start = { clientName: 'laptop', email: ada.email };
  expectStatus(await anybody.post('/api/auth/device/start', { json: start }), 200);
  expect(await stream.until((e) => e.event === 'account', 'the device request')).toMatchObject({
    data: { id: ada.user.id },
  });
});

test('who comes back goes on behind the event that they read last, with the newest of each thing, once', async () => {
  const first = await ready(ada);
  const before = await makeTemplate(ada, 'before the break');
  const { id } = await first.until((e) => e.event === 'template' && e.data.id === before.id, 'the template');
  const other = await ready(ada);
  await first.close();
  const missed = await makeTemplate(ada, 'during the break');
  expectStatus(await ada.http.post(`/api/templates/${missed.id}/archive`), 200);
  await other.until((e) => e.event === 'template' && e.data.view?.state === 'archived', 'the change to be there');

  const second = followEvents(ada, id);
  await second.until((e) => e.event === 'template' && e.data.id === missed.id, 'the missed template');
  const after = await makeTemplate(ada, 'after the break');
  await second.until((e) => e.event === 'template' && e.data.id === after.id, 'the next template');
  expect(second.events[0]).toMatchObject({ event: 'ready', id, data: { resumed: true } });
  expect(second.events.slice(1).map((e) => 'id' in e.data && e.data.id)).toEqual([missed.id, after.id]);
});

test.each(['made-up', '0.17', 'zzzz.99999999999999', '-1', 'k.1.2', `${'9'.repeat(80)}`])(
  'a Last-Event-ID that the feed never gave (%s) is told to read again',
  async (lastEventId) => {
    const stream = followEvents(ada, lastEventId);
    const [first] = [await stream.until(() => true, 'the first event')];
    expect(first).toMatchObject({ event: 'reset', data: { reason: 'unknown' } });
    const made = await makeTemplate(ada, `after ${lastEventId.slice(0, 50)}`);
    await stream.until((e) => e.event === 'template' && e.data.id === made.id, 'what changes after the reset');
  },
);

test('a position of this very feed that it has not reached is unknown as well', async () => {
  const stream = await ready(ada);
  const [life, position] = stream.events[0]?.id.split('.') ?? [];
  const ahead = followEvents(ada, `${life}.${Number(position) + 1000}`);
  expect(await ahead.until(() => true, 'the first event')).toMatchObject({ event: 'reset' });
});

test('a Last-Event-ID that is further behind than the feed keeps is told so, and goes on with what changes then', async () => {
  const stream = await ready(ada);
  const id = stream.events[0]?.id ?? '';
  const template = await makeTemplate(ada, 'changed often');
  const change = async () => expectStatus(await ada.http.post(`/api/templates/${template.id}/archive`), 200);
  for (let round = 0; round < 40; round += 1) await Promise.all(Array.from({ length: 25 }, change));
  await makeTemplate(ada, 'one more');
  const behind = followEvents(ada, id);
  expect(await behind.until(({ event }) => event === 'reset', 'the reset')).toMatchObject({
    data: { reason: 'behind' },
  });
  const next = await makeTemplate(ada, 'after the reset');
  await behind.until((e) => e.event === 'template' && e.data.id === next.id, 'what changes after the reset');
  expect(behind.events.flatMap((e) => ('id' in e.data ? [e.data.id] : []))).toEqual([next.id]);
}, 60_000);

test('what goes with a deleted template is told of as gone: its versions, their builds, its releases', async () => {
  const template = await makeTemplate(ada, 'deleted whole');
  const parts: Record<string, string[]> = { version: [], build: [], release: [] };
  for (let count = 0; count < 2; count += 1) {
    const posted = await ada.http.post(`/api/templates/${template.id}/versions`, { json: { manifest } });
    const version = expectStatus(posted, 201).json<{ id: string; buildId: string }>();
    const json = { versionId: version.id };
    const promoted = expectStatus(await ada.http.post(`/api/templates/${template.id}/promote`, { json }), 201);
    parts['version']?.push(version.id);
    parts['build']?.push(version.buildId);
    parts['release']?.push(promoted.json<{ release: { id: string } }>().release.id);
  }
  const kept = await makeTemplate(ada, 'kept');
  const posted = await ada.http.post(`/api/templates/${kept.id}/versions`, { json: { manifest } });
  const other = expectStatus(posted, 201).json<{ id: string; buildId: string }>();
  const stream = await ready(ada);
  expectStatus(await ada.http.delete(`/api/templates/${template.id}`), 204);
  for (const [kind, ids] of Object.entries(parts))
    for (const id of ids)
      expect(
        await stream.until((e) => e.event === kind && 'id' in e.data && e.data.id === id, `the ${kind} to be gone`),
      ).toMatchObject({
        data: { gone: true, view: null },
      });
  const named = stream.events.flatMap((e) => ('id' in e.data ? [e.data.id] : []));
  expect(named).not.toContain(other.id);
  expect(named).not.toContain(other.buildId);
});

test('a Last-Event-ID that is no header of ours is refused by name', async () => {
  for (const id of ['x'.repeat(101), 'a b', '\u00e9']) {
    const reply = await ada.http.get('/api/events', { headers: { 'last-event-id': id } });
    expect(reply.status).toBe(400);
    expect(reply.json<{ errors: { path: string }[] }>().errors[0]?.path).toBe('headers.last-event-id');
  }
});

test('a HEAD opens no stream', async () => {
  const reply = await ada.http.request('HEAD', '/api/events');
  expect([reply.status, reply.headers['content-type'], reply.text]).toEqual([200, 'text/event-stream', '']);
});

test('states are told as they are', async () => {
  const stream = await ready(ada);
  await waitUntil(() => stream.states.includes('open'), 5000, 'the state to be open');
  expect(stream.states).toEqual(['connecting', 'open']);
});
