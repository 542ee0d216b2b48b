// What has a name can get another one, and lists can be had in another order and in several states.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { createSession, detail, makeReleased, makeTemplate, start } from '../sessions/made-session.ts';

const { url } = inject('platform');

let ada: Person;
let templateId: string;

beforeAll(async () => {
  ada = await registerPerson(url);
  templateId = (await makeReleased(ada.http)).template.id;
});

interface Named {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

const problemOf = (json: unknown) => (json as { code: string }).code; // a refusal that was checked against the contract

async function namesOf(path: string, { http } = ada): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: string = cursor && `&cursor=${cursor}`;
    const page: { items: Named[]; nextCursor: string | null } = (await http.get(`${path}${next}`)).json();
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  }
  return names;
}

describe('another name', () => {
  test('of a template is unique in the workspace, and leaves the rest', async () => {
    const [one, other] = [await makeTemplate(ada.http, 'One'), await makeTemplate(ada.http, 'Other')];
    const patch = (json: object) => ada.http.patch(`/api/templates/${one.id}`, { json });
    const renamed = expectStatus(await patch({ name: 'Renamed' }), 200).json<Named>();
    expect(renamed).toMatchObject({ id: one.id, name: 'Renamed', description: '' });
    expect((await ada.http.get(`/api/templates/${one.id}`)).json()).toEqual(renamed);
    expect(problemOf(expectStatus(await patch({ name: other.name.toUpperCase() }), 409).json())).toBe(
      'template_name_taken',
    );
    expect(expectStatus(await patch({ description: 'The shop' }), 200).json()).toMatchObject({
      name: 'Renamed',
      description: 'The shop',
    });
    expectStatus(await patch({ name: 'RENAMED' }), 200);
  });

  test('of a session holds in any state, also when two ask for one at once, and is in its events', async () => {
    const [one, other] = [
      await createSession(ada.http, templateId, 'a'),
      await createSession(ada.http, templateId, 'b'),
    ];
    const rename = (id: string, name: string) => ada.http.patch(`/api/sessions/${id}`, { json: { name } });
    expect(expectStatus(await rename(one.id, 'asleep'), 200).json()).toMatchObject({
      name: 'asleep',
      state: 'created',
    });
    await start(ada.http, one.id);
    expectStatus(await rename(one.id, 'awake'), 200);
    expect((await detail(ada.http, one.id)).name).toBe('awake');
    expect(await namesOf('/api/sessions?q=awake')).toEqual(['awake']);
    const both = await Promise.all([rename(one.id, 'Wanted'), rename(other.id, 'wanted')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { items } = (await ada.http.get(`/api/sessions/${one.id}/events`)).json<{ items: { type: string }[] }>();
    expect(items.map(({ type }) => type)).toContain('renamed');
    await Promise.all([one, other].map(({ id }) => ada.http.delete(`/api/sessions/${id}`)));
    expect(problemOf(expectStatus(await rename(one.id, 'gone'), 409).json())).toBe('session_state');
  });

  test('of a snapshot is its label, and null takes it away', async () => {
    const { id } = await createSession(ada.http, templateId, 'labelled');
    const made = expectStatus(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: { label: 'one' } }), 201);
    const path = `/api/sessions/${id}/snapshots/${made.json<Named>().id}`;
    expect(expectStatus(await ada.http.patch(path, { json: { label: 'two' } }), 200).json()).toMatchObject({
      label: 'two',
    });
    expect(expectStatus(await ada.http.patch(path, { json: { label: null } }), 200).json()).toMatchObject({
      label: null,
    });
    await ada.http.delete(`/api/sessions/${id}`);
  });
});

describe('a list', () => {
  test('comes by name and by age, both ways, page by page, and its cursors hold for its order alone', async () => {
    const bob = await registerPerson(url);
    for (const name of ['b', 'C', 'a', 'd']) await makeTemplate(bob.http, name);
    expect(await namesOf('/api/templates?limit=3&sort=name', bob)).toEqual(['a', 'b', 'C', 'd']);
    expect(await namesOf('/api/templates?limit=1&sort=-name', bob)).toEqual(['d', 'C', 'b', 'a']);
    expect(await namesOf('/api/templates?limit=3&sort=createdAt', bob)).toEqual(['b', 'C', 'a', 'd']);
    expect(await namesOf('/api/templates?limit=3', bob)).toEqual(['d', 'a', 'C', 'b']);
    const { nextCursor } = (await bob.http.get('/api/templates?limit=2&sort=name')).json<{ nextCursor: string }>();
    expectStatus(await bob.http.get(`/api/templates?limit=2&cursor=${nextCursor}`), 400);
  });

  test('takes several states, and says of a parameter that takes one that it was given twice', async () => {
    const sessions = [await createSession(ada.http, templateId, 's1'), await createSession(ada.http, templateId, 's2')];
    await start(ada.http, sessions[0]?.id ?? '');
    const names = await namesOf('/api/sessions?state=running&state=created&sort=name');
    expect(names.filter((name) => /^s[12]$/.test(name))).toEqual(['s1', 's2']);
    expect(await namesOf('/api/sessions?state=sleeping')).toEqual([]);
    const twice = expectStatus(await ada.http.get('/api/sessions?limit=1&limit=2'), 400);
    expect(twice.json<{ errors: unknown }>().errors).toEqual([
      { path: 'query.limit', message: 'Must be given only once' },
    ]);
    for (const { id } of sessions) await ada.http.delete(`/api/sessions/${id}`);
  });
});
