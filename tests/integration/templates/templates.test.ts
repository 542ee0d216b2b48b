// Templates and versions: names, states, numbers, manifests to the field, idempotency, paging and
// search.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Reply } from '../../support/http.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { createSession, makeReleased, makeTemplate, makeVersion, plain, promote } from '../sessions/made-session.ts';

const { url } = inject('platform');

interface Template {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly archivedAt: string | null;
  readonly activeVersion: { id: string; number: number; state: string } | null;
  readonly activeReleaseId: string | null;
  readonly versionCount: number;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

let ada: Person;

beforeAll(async () => {
  ada = await registerPerson(url);
});

const codeOf = (reply: Reply) => reply.json<{ code: string }>().code;
const create = (json: unknown, headers: Record<string, string> = {}) =>
  ada.http.post('/api/templates', { json, headers });
const get = async (id: string) => expectStatus(await ada.http.get(`/api/templates/${id}`), 200).json<Template>();
const post = (id: string, verb: string, json?: unknown) =>
  ada.http.post(`/api/templates/${id}/${verb}`, json ? { json } : {});
const count = (replies: Reply[], status: number) => replies.filter((reply) => reply.status === status).length;

async function readAll<Item>(person: Person, path: string, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const joint = path.includes('?') ? '&' : '?';
    const page: Page<Item> = expectStatus(
      await person.http.get(`${path}${joint}limit=${limit}${cursor && `&cursor=${cursor}`}`),
      200,
    ).json();
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

describe('a template', () => {
  test('is not created where the manifest that it is to have is refused', async () => {
    const manifest = { image: 'burstflare/base', ports: [{ number: 3000 }, { number: 3000 }] };
    const refused = await create({ name: 'Refused', manifest });
    expect([refused.status, codeOf(refused)]).toEqual([400, 'manifest_invalid']);
    expect((await create({ name: 'Refused', manifest: { image: 'burstflare/base', start: 7 } })).status).toBe(400);
    const page = await ada.http.get('/api/templates?q=Refused');
    expect(page.json<Page<Template>>().items).toEqual([]);
    expect((await create({ name: 'Refused', manifest: { image: 'burstflare/base' } })).status).toBe(201);
  });

  test('is made, got, listed, archived, restored and deleted', async () => {
    const made = expectStatus(await create({ name: 'Web', description: 'The shop' }), 201).json<Template>();
    expect(made).toMatchObject({
      name: 'Web',
      description: 'The shop',
      state: 'active',
      versionCount: 0,
      activeVersion: null,
    });
    expect(await get(made.id)).toEqual(made);
    const archived = expectStatus(await post(made.id, 'archive'), 200).json<Template>();
    expect([archived.state, typeof archived.archivedAt]).toEqual(['archived', 'string']);
    expect(expectStatus(await post(made.id, 'archive'), 200).json()).toEqual(archived);
    const inState = async (state: string) =>
      (await readAll<Template>(ada, `/api/templates?state=${state}`, 100)).some(({ id }) => id === made.id);
    expect([await inState('archived'), await inState('active')]).toEqual([true, false]);
    const restored = expectStatus(await post(made.id, 'restore'), 200).json<Template>();
    expect(restored).toMatchObject({ state: 'active', archivedAt: null });
    expect(expectStatus(await post(made.id, 'restore'), 200).json()).toEqual(restored);
    expectStatus(await ada.http.delete(`/api/templates/${made.id}`), 204);
    for (const reply of [
      await ada.http.get(`/api/templates/${made.id}`),
      await ada.http.delete(`/api/templates/${made.id}`),
    ]) {
      expect(codeOf(expectStatus(reply, 404))).toBe('not_found');
    }
  });

  test('has its name alone in the workspace, in any case, also when ten are made at once', async () => {
    const names = Array.from({ length: 10 }, (_, i) => (i % 2 ? 'Unique' : 'uNIQUE'));
    const replies = await Promise.all(names.map((name) => create({ name })));
    expect([count(replies, 201), count(replies, 409)]).toEqual([1, 9]);
    for (const reply of replies) if (reply.status === 409) expect(codeOf(reply)).toBe('template_name_taken');
    const bob = await registerPerson(url);
    expectStatus(await bob.http.post('/api/templates', { json: { name: 'Unique' } }), 201);
  });

  test('is not deleted while a session of it is not', async () => {
    const { template } = await makeReleased(ada.http);
    const session = await createSession(ada.http, template.id);
    const refused = expectStatus(await ada.http.delete(`/api/templates/${template.id}`), 409);
    expect(refused.json()).toMatchObject({ code: 'template_has_sessions', context: { count: 1 } });
    expect((await get(template.id)).versionCount).toBe(1);
    expectStatus(await ada.http.delete(`/api/sessions/${session.id}`), 204);
    expectStatus(await ada.http.delete(`/api/templates/${template.id}`), 204);
    expect((await ada.http.get(`/api/releases?templateId=${template.id}`)).json<Page<unknown>>().items).toEqual([]);
  });

  test('that is deleted while sessions are made of it leaves none without a template', async () => {
    const { template } = await makeReleased(ada.http);
    const making = Array.from({ length: 5 }, () =>
      ada.http.post('/api/sessions', { json: { templateId: template.id } }),
    );
    const deleting = ada.http.delete(`/api/templates/${template.id}`);
    const [deleted, ...made] = await Promise.all([deleting, ...making]);
    expect([204, 409]).toContain(deleted.status);
    if (deleted.status === 204) expect(count(made, 201)).toBe(0);
    else expect(count(made, 201)).toBeGreaterThan(0);
  });
});

describe('an Idempotency-Key', () => {
  test('makes the same request act once and answer alike, and another one be refused', async () => {
    const headers = { 'idempotency-key': `k-${Date.now()}` };
    const first = expectStatus(await create({ name: 'once' }, headers), 201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const again = expectStatus(await create({ name: 'once' }, headers), 201);
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
    const other = await create({ name: 'another' }, headers);
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency_key_reused']);
    // a key belongs to a person
    const bob = await registerPerson(url);
    const theirs = expectStatus(await bob.http.post('/api/templates', { json: { name: 'once' }, headers }), 201);
    expect(theirs.json<Template>().id).not.toBe(first.json<Template>().id);
  });

  test('that ten send at once acts once: the others get the same answer or wait', async () => {
    const headers = { 'idempotency-key': `ten-${Date.now()}` };
    const replies = await Promise.all(Array.from({ length: 10 }, () => create({ name: 'ten at once' }, headers)));
    const made = replies.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const reply of replies.filter(({ status }) => status !== 201)) {
      expect([reply.status, codeOf(reply)]).toEqual([409, 'idempotency_in_flight']);
      expect(reply.headers['retry-after']).toBe('1');
    }
    expect(made.filter(({ headers: answer }) => answer['idempotency-replayed'] === undefined).length).toBe(1);
  });

  test('of a request that was refused is free again', async () => {
    const headers = { 'idempotency-key': `refused-${Date.now()}` };
    expectStatus(await create({ name: 'taken' }), 201);
    expect(codeOf(expectStatus(await create({ name: 'taken' }, headers), 409))).toBe('template_name_taken');
    expectStatus(await create({ name: 'free' }, headers), 201);
  });

  test('does not bring back what was deleted: the same request makes it anew', async () => {
    const headers = { 'idempotency-key': `anew-${Date.now()}` };
    const first = expectStatus(await create({ name: 'anew' }, headers), 201).json<Template>();
    const version = await makeVersion(ada.http, first.id);
    const release = { headers: { 'idempotency-key': `anew-release-${Date.now()}` }, json: { versionId: version.id } };
    expectStatus(await ada.http.post(`/api/templates/${first.id}/promote`, release), 201);
    const session = await createSession(ada.http, first.id);
    // one that is refused leaves the key alone
    expectStatus(await ada.http.delete(`/api/templates/${first.id}`), 409);
    expect((await create({ name: 'anew' }, headers)).headers['idempotency-replayed']).toBe('true');
    expectStatus(await ada.http.delete(`/api/sessions/${session.id}`), 204);
    expectStatus(await ada.http.delete(`/api/templates/${first.id}`), 204);
    const second = expectStatus(await create({ name: 'anew' }, headers), 201).json<Template>();
    expect(second.id).not.toBe(first.id);
    expectStatus(await ada.http.get(`/api/templates/${second.id}`), 200);
    expectStatus(await ada.http.post(`/api/templates/${first.id}/promote`, release), 404);
  });

  test('is checked itself, by name', async () => {
    for (const key of ['', 'a b', 'x'.repeat(129)]) {
      const reply = expectStatus(await create({ name: 'k' }, { 'idempotency-key': key }), 400);
      const { errors } = reply.json<{ errors: { path: string }[] }>();
      expect(new Set(errors.map(({ path }) => path))).toEqual(new Set(['headers.idempotency-key']));
    }
  });
});

describe('a version', () => {
  test('gets the next number without a gap, also when ten are made at once', async () => {
    const template = await makeTemplate(ada.http);
    const versions = await Promise.all(Array.from({ length: 10 }, () => makeVersion(ada.http, template.id)));
    const numbers = versions.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await get(template.id)).versionCount).toBe(10);
    const listed = await readAll<{ id: string }>(ada, `/api/templates/${template.id}/versions`, 3);
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(versions.map(({ id }) => id)));
    expect(listed.length).toBe(10);
  });

  const wrong: [why: string, manifest: Record<string, unknown>, path: string][] = [
    ['an image outside the catalogue', { image: 'evil/image' }, 'image'],
    ['no image', {}, 'image'],
    ['an unknown feature', { ...plain, features: ['preview', 'teleport'] }, 'features[1]'],
    ['a feature twice', { ...plain, features: ['preview', 'preview'] }, 'features'],
    ['a relative path', { ...plain, persistedPaths: ['workspace'] }, 'persistedPaths[0]'],
    ['a path that climbs', { ...plain, persistedPaths: ['/workspace/../etc'] }, 'persistedPaths[0]'],
    ['a path with a dot', { ...plain, persistedPaths: ['/workspace/./a'] }, 'persistedPaths[0]'],
    ['a path with a slash at its end', { ...plain, persistedPaths: ['/workspace/'] }, 'persistedPaths[0]'],
    ['a path of the system', { ...plain, persistedPaths: ['/workspace', '/etc'] }, 'persistedPaths[1]'],
    ['a path that only begins like one of ours', { ...plain, persistedPaths: ['/workspaces'] }, 'persistedPaths[0]'],
    ['the platform’s own folder', { ...plain, persistedPaths: ['/workspace/.burstflare/x'] }, 'persistedPaths[0]'],
    ['a path inside another', { ...plain, persistedPaths: ['/workspace', '/workspace/a'] }, 'persistedPaths[1]'],
    ['a path with odd characters', { ...plain, persistedPaths: ['/workspace/a b\n'] }, 'persistedPaths[0]'],
    ['no path at all', { ...plain, persistedPaths: [] }, 'persistedPaths'],
    ['a time to live of nothing', { ...plain, sleepTtlSeconds: 0 }, 'sleepTtlSeconds'],
    ['a port of the system', { ...plain, ports: [{ number: 80 }] }, 'ports[0].number'],
    ['a port that is none', { ...plain, ports: [{ number: 3000 }, { number: 65536 }] }, 'ports[1].number'],
    ['a port twice', { ...plain, ports: [{ number: 3000 }, { number: 3000 }] }, 'ports[1].number'],
    ['an unknown field', { ...plain, privileged: true }, 'privileged'],
    ['an unknown field deep inside', { ...plain, ports: [{ number: 3000, sudo: 1 }] }, 'ports[0].sudo'],
    ['a variable without a name', { ...plain, env: { 'A=B': 'x' } }, 'env'],
    ['a start with NUL', { ...plain, start: 'echo a\0b' }, 'start'],
    ['a setup with NUL', { ...plain, setup: '\0' }, 'setup'],
    ['a variable with NUL', { ...plain, env: { A: 'a\0' } }, 'env.A'],
    ['a repository with NUL', { ...plain, git: { repository: 'https://example.com/\0' } }, 'git.repository'],
    ['a variable that is no text', { ...plain, env: { A: 1 } }, 'env.A'],
  ];

  test.each(wrong)('is refused for %s, and the field is named', async (_, manifest, path) => {
    const template = await makeTemplate(ada.http);
    const reply = expectStatus(await post(template.id, 'versions', { manifest }), 400);
    const problem = reply.json<{ code: string; errors: { path: string }[] }>();
    expect(['bad_request', 'manifest_invalid']).toContain(problem.code);
    const named = problem.errors.map((error) => error.path);
    expect(
      named.some((at) => at.startsWith(`body.manifest.${path}`)),
      named.join(),
    ).toBe(true);
    expect((await get(template.id)).versionCount).toBe(0);
  });

  test('is found in its own template only', async () => {
    const [one, two] = [await makeTemplate(ada.http), await makeTemplate(ada.http)];
    const version = await makeVersion(ada.http, one.id);
    expectStatus(await ada.http.get(`/api/templates/${one.id}/versions/${version.id}`), 200);
    expectStatus(await ada.http.get(`/api/templates/${two.id}/versions/${version.id}`), 404);
    expectStatus(await post(two.id, 'promote', { versionId: version.id }), 404);
  });
});

describe('the list', () => {
  test('is complete and without repetition in pages of any size, also while templates are added', async () => {
    const bob = await registerPerson(url);
    const made = new Set<string>();
    for (let i = 0; i < 13; i++) made.add((await makeTemplate(bob.http, `page ${i}`)).id);
    for (const limit of [1, 4, 13, 100]) {
      const listed = (await readAll<Template>(bob, '/api/templates', limit)).map(({ id }) => id);
      expect([listed.length, new Set(listed)]).toEqual([13, made]);
    }
    const first = (await bob.http.get('/api/templates?limit=5')).json<Page<Template>>();
    await makeTemplate(bob.http, 'in between');
    const rest = (await bob.http.get(`/api/templates?limit=100&cursor=${first.nextCursor}`)).json<Page<Template>>();
    expect([...first.items, ...rest.items].map(({ id }) => id).sort()).toEqual([...made].sort());
  });

  test('refuses a cursor that is none of its own', async () => {
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const wrong = [
      'A',
      'AAAAA',
      'x',
      encoded(null),
      encoded({}),
      encoded([]),
      encoded(['1', 'x']),
      encoded([1]),
      encoded([1.5, 'x']),
    ];
    wrong.push(Buffer.from('[1e999,"x"]').toString('base64url'));
    for (const cursor of wrong) {
      const reply = expectStatus(await ada.http.get(`/api/templates?cursor=${cursor}`), 400);
      expect(reply.json<{ errors: { path: string }[] }>().errors[0]?.path, cursor).toBe('query.cursor');
    }
  });

  test('finds names that contain a text, in any case, with nothing in it that means more', async () => {
    const bob = await registerPerson(url);
    for (const name of ['100% Shop', '1000 shops', 'under_score', 'underXscore', "O'Neill \\ Sons", 'Äpfel']) {
      await makeTemplate(bob.http, name);
    }
    const found = async (q: string) =>
      (await readAll<Template>(bob, `/api/templates?q=${encodeURIComponent(q)}`, 100)).map(({ name }) => name).sort();
    expect(await found('SHOP')).toEqual(['100% Shop', '1000 shops']);
    expect(await found('%')).toEqual(['100% Shop']);
    expect(await found('r_s')).toEqual(['under_score']);
    expect(await found("o'neill \\")).toEqual(["O'Neill \\ Sons"]);
    expect(await found('äPF')).toEqual(['Äpfel']);
    expect(await found('x'.repeat(100))).toEqual([]);
    expect(await found("' or 1=1 --")).toEqual([]);
  });
});

test('an archived template makes no sessions, and says so', async () => {
  const template = await makeTemplate(ada.http);
  await promote(ada.http, template.id, (await makeVersion(ada.http, template.id)).id);
  expectStatus(await post(template.id, 'archive'), 200);
  const refused = expectStatus(await ada.http.post('/api/sessions', { json: { templateId: template.id } }), 409);
  expect(refused.json()).toMatchObject({ code: 'template_archived', title: 'The template is archived' });
});
