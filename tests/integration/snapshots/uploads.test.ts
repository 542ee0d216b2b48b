// Snapshots that were uploaded: an envelope of the earlier deployment puts its files in place,
// anything else is kept as a file.
import { beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { detail, makeSession, start } from '../sessions/made-session.ts';

const manifest = {
  image: 'burstflare/base',
  start: 'cat note.txt .burstflare/last.snapshot; find . -name deep.txt -exec cat {} +; echo shown; sleep 10000',
};

let ada: Person;

beforeAll(async () => {
  ada = await registerPerson(inject('platform').url);
});

async function uploaded(sessionId: string, content: string): Promise<string> {
  const snapshots = `/api/sessions/${sessionId}/snapshots`;
  const { id, state } = expectStatus(await ada.http.post(snapshots, { json: {} }), 201).json<{
    id: string;
    state: string;
  }>();
  expect(state).toBe('empty');
  const headers = { 'content-type': 'application/octet-stream' };
  expectStatus(await ada.http.put(`${snapshots}/${id}/content`, { body: content, headers }), 200);
  const back = expectStatus(await ada.http.get(`${snapshots}/${id}/content`), 200);
  expect(back.text).toBe(content);
  return id;
}

async function restore(sessionId: string, snapshotId: string): Promise<unknown> {
  const reply = await ada.http.post(`/api/sessions/${sessionId}/snapshots/${snapshotId}/restore`);
  return expectStatus(reply, 200).json<{ runtimeRestore: unknown }>().runtimeRestore;
}

/** What the app, which shows the files, has printed since it was started last. */
async function shown(sessionId: string): Promise<string> {
  let text = '';
  await waitUntil(
    async () => {
      const log = await ada.http.get(`/runtime/sessions/${sessionId}/app/log`);
      text = log.json<{ text: string }>().text.split('[burstflare] $').at(-1) ?? '';
      return text.includes('shown\n');
    },
    20_000,
    'the app to show its files',
  );
  return text;
}

test('an envelope restores the files in persisted paths, and nothing else', async () => {
  const { id } = await makeSession(ada, manifest);
  const files = [
    { path: '/workspace/note.txt', content: 'from the envelope\n' },
    { path: '/workspace/.burstflare', content: 'evil' },
    { path: `/workspace/${'a-long-folder-name/'.repeat(40)}deep.txt`, content: 'from far down\n' },
    { path: '/home/dev/outside.txt', content: 'evil' },
    { path: '/workspace/.burstflare/last.snapshot', content: 'evil' },
  ];
  const snapshot = await uploaded(
    id,
    JSON.stringify({ format: 'burstflare.snapshot.v2', persistedPaths: ['/workspace'], files }),
  );
  expect(await restore(id, snapshot)).toBeNull();
  await start(ada.http, id);
  const text = await shown(id);
  expect(text).toContain('from the envelope\n');
  expect(text).toContain('from far down\n');
  expect(text).not.toContain('evil');

  // Once more while it runs: the app is started again with the files in place.
  const other = await ada.http.post(`/api/sessions/${id}/snapshots/${snapshot}/restore`);
  expect(expectStatus(other, 200).json()).toMatchObject({
    runtimeRestore: { appliedPath: '/workspace', aliasPath: null },
  });
  expect(await shown(id)).toContain('from the envelope\n');
  await ada.http.delete(`/api/sessions/${id}`);
});

test('any other upload is kept as a file, now and at each start', async () => {
  const { id } = await makeSession(ada, manifest);
  const bytes = 'no archive of ours\n';
  const snapshot = await uploaded(id, bytes);
  await restore(id, snapshot);
  await start(ada.http, id);
  expect(await shown(id)).toContain(bytes);
  const path = '/workspace/.burstflare/last.snapshot';
  const expected = {
    appliedPath: path,
    aliasPath: path,
    bytes: bytes.length,
    contentType: 'application/octet-stream',
    verifiedFiles: 0,
  };
  expect(await restore(id, snapshot)).toEqual(expected);
  expectStatus(await ada.http.post(`/api/sessions/${id}/restart`), 200);
  expect(await shown(id)).toContain(bytes);
  await ada.http.delete(`/api/sessions/${id}`);
});

const envelope = (...files: object[]) => JSON.stringify({ format: 'burstflare.snapshot.v2', files });
test('an envelope that was cut is refused at its upload, and leaves nothing', async () => {
  const { id } = await makeSession(ada);
  const snapshots = `/api/sessions/${id}/snapshots`;
  const whole = envelope({ path: '/workspace/a', content: 'x' });
  for (const cut of [whole.slice(0, -1), whole.slice(0, 60), '{"format":"burstflare.snapshot.v2",']) {
    const made = expectStatus(await ada.http.post(snapshots, { json: {} }), 201).json<{ id: string }>();
    const headers = { 'content-type': 'application/octet-stream' };
    const reply = await ada.http.put(`${snapshots}/${made.id}/content`, { body: cut, headers });
    expect(expectStatus(reply, 422).json(), cut).toMatchObject({
      code: 'snapshot_damaged',
      detail: expect.stringContaining('JSON parser says'),
    });
    expect((await ada.http.get(`${snapshots}/${made.id}`)).json()).toMatchObject({ state: 'empty' });
  }
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});

const unusable: { what: string; content: string; detail: RegExp }[] = [
  {
    what: 'no base64',
    content: envelope({ path: '/workspace/a', content: '!!!', encoding: 'base64' }),
    detail: /"\/workspace\/a" is not base64/,
  },
  {
    what: 'a path that is both file and folder',
    content: envelope({ path: '/workspace/a', content: 'x' }, { path: '/workspace/a/b', content: 'y' }),
    detail: /"\/workspace\/a" is both a file and a folder/,
  },
  {
    what: "another spelling of the runtime's own folder",
    content: envelope({ path: '/workspace/./.burstflare/session.json', content: '{}' }),
    detail: /is no plain path/,
  },
  {
    what: 'a name that is too long',
    content: envelope({ path: `/workspace/${'d'.repeat(256)}`, content: '' }),
    detail: /is too long/,
  },
];

test('content that cannot be restored is refused as such, and changes nothing, whether the session runs or not', async () => {
  const { id } = await makeSession(ada);
  const snapshots: string[] = [];
  for (const { content } of unusable) snapshots.push(await uploaded(id, content));
  const refuseAll = async () => {
    const before = await detail(ada.http, id);
    for (const [at, { what, detail }] of unusable.entries()) {
      const reply = await ada.http.post(`/api/sessions/${id}/snapshots/${snapshots[at]}/restore`);
      const problem = expectStatus(reply, 422).json<{ code: string; detail: string }>();
      expect(problem, what).toMatchObject({ code: 'snapshot_unusable', detail: expect.stringMatching(detail) });
    }
    expect((await detail(ada.http, id)).runtimeVersion).toBe(before.runtimeVersion);
  };
  await refuseAll();
  await start(ada.http, id);
  await refuseAll();
  expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
});
