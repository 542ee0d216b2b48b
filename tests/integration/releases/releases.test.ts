// Releases: promoting and going back, and that a template has one active release whatever happens
// at once.
import { beforeAll, expect, inject, test } from 'vitest';
import type { Reply } from '../../support/http.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { makeReleased, makeTemplate, makeVersion, plain, promote } from '../sessions/made-session.ts';

const { url } = inject('platform');

interface Release {
  readonly id: string;
  readonly templateVersionId: string;
  readonly versionNumber: number;
  readonly mode: string;
  readonly sourceReleaseId: string | null;
  readonly active: boolean;
  readonly binding: Record<string, unknown>;
}

interface Moved {
  readonly release: Release;
  readonly template: {
    readonly activeReleaseId: string;
    readonly activeVersion: { readonly id: string; readonly number: number };
  };
}

let ada: Person;

beforeAll(async () => {
  ada = await registerPerson(url);
});

const codeOf = (reply: Reply) => reply.json<{ code: string }>().code;
const move = (id: string, verb: 'promote' | 'rollback', json: unknown) =>
  ada.http.post(`/api/templates/${id}/${verb}`, { json });
const list = async (templateId: string) =>
  (await ada.http.get(`/api/releases?templateId=${templateId}&limit=100`)).json<{ items: Release[] }>().items;

test('a promotion makes a version active and tells what sessions get', async () => {
  const template = await makeTemplate(ada.http, 'Bound');
  const manifest = { ...plain, features: ['preview', 'terminal'], persistedPaths: ['/workspace/a', '/home/dev'] };
  const version = await makeVersion(ada.http, template.id, manifest);
  const moved = expectStatus(await move(template.id, 'promote', { versionId: version.id }), 201).json<Moved>();
  expect(moved.template).toMatchObject({
    activeReleaseId: moved.release.id,
    activeVersion: { id: version.id, number: 1 },
  });
  expect(moved.release).toMatchObject({ mode: 'promote', sourceReleaseId: null, active: true, versionNumber: 1 });
  const { features, persistedPaths, image } = manifest;
  expect(moved.release.binding).toMatchObject({ templateName: 'Bound', image, features, persistedPaths });
  expect((await ada.http.get(`/api/releases/${moved.release.id}`)).json()).toEqual(moved.release);
  expect(await list(template.id)).toEqual([moved.release]);
  const again = await move(template.id, 'promote', { versionId: version.id });
  expect([again.status, codeOf(again)]).toEqual([409, 'version_already_active']);
});

test('a rollback goes to the release before, or to one that is named, and says from where', async () => {
  const { template, version: one, release: first } = await makeReleased(ada.http);
  expect(codeOf(expectStatus(await move(template.id, 'rollback', {}), 409))).toBe('no_prior_release');
  const two = await makeVersion(ada.http, template.id);
  const second = await promote(ada.http, template.id, two.id);
  const three = await makeVersion(ada.http, template.id);
  await promote(ada.http, template.id, three.id);

  const back = expectStatus(await move(template.id, 'rollback', {}), 201).json<Moved>();
  expect(back.release).toMatchObject({
    mode: 'rollback',
    sourceReleaseId: second.id,
    templateVersionId: two.id,
    active: true,
  });
  expect(back.template.activeVersion.id).toBe(two.id);
  const named = expectStatus(await move(template.id, 'rollback', { releaseId: first.id }), 201).json<Moved>();
  expect(named.release).toMatchObject({ mode: 'rollback', sourceReleaseId: first.id, templateVersionId: one.id });
  const noMove = await move(template.id, 'rollback', { releaseId: first.id });
  expect([noMove.status, codeOf(noMove)]).toEqual([409, 'version_already_active']);

  const all = await list(template.id);
  expect(all.length).toBe(5);
  expect(all.filter(({ active }) => active).map(({ id }) => id)).toEqual([named.release.id]);
});

test('a release of another template, or of nobody, is not gone back to', async () => {
  const [mine, other] = [await makeReleased(ada.http), await makeReleased(ada.http)];
  const bob = await registerPerson(url);
  const theirs = await makeReleased(bob.http);
  for (const releaseId of [other.release.id, theirs.release.id, 'rel-aaaaaaaaaaaaaaaaaaaa']) {
    expect(codeOf(expectStatus(await move(mine.template.id, 'rollback', { releaseId }), 404))).toBe('not_found');
  }
  for (const versionId of [other.version.id, theirs.version.id]) {
    expect(codeOf(expectStatus(await move(mine.template.id, 'promote', { versionId }), 404))).toBe('not_found');
  }
  expect((await ada.http.get(`/api/releases?templateId=${theirs.template.id}`)).json<{ items: [] }>().items).toEqual(
    [],
  );
});

test('of ten promotions at once the template ends with one active release, and each that was taken is listed', async () => {
  const template = await makeTemplate(ada.http);
  const versions = [];
  for (let i = 0; i < 10; i++) versions.push(await makeVersion(ada.http, template.id));
  const replies = await Promise.all(versions.map(({ id }) => move(template.id, 'promote', { versionId: id })));
  const taken = replies.filter(({ status }) => status === 201).map((reply) => reply.json<Moved>().release.id);
  expect(taken.length).toBeGreaterThan(0);
  for (const reply of replies.filter(({ status }) => status !== 201)) {
    expect([reply.status, codeOf(reply)]).toEqual([409, 'release_conflict']);
  }
  const all = await list(template.id);
  expect(all.map(({ id }) => id).sort()).toEqual([...taken].sort());
  const active = all.filter((release) => release.active);
  expect(active.length).toBe(1);
  const { activeReleaseId } = (await ada.http.get(`/api/templates/${template.id}`)).json<Moved['template']>();
  expect(activeReleaseId).toBe(active[0]?.id);
});

test('a promotion with an Idempotency-Key happens once', async () => {
  const template = await makeTemplate(ada.http);
  const [one, two] = [await makeVersion(ada.http, template.id), await makeVersion(ada.http, template.id)];
  const headers = { 'idempotency-key': `promote-${template.id}` };
  const path = `/api/templates/${template.id}/promote`;
  const first = expectStatus(await ada.http.post(path, { json: { versionId: one.id }, headers }), 201);
  await promote(ada.http, template.id, two.id);
  const again = expectStatus(await ada.http.post(path, { json: { versionId: one.id }, headers }), 201);
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
  expect((await list(template.id)).length).toBe(2);
});
