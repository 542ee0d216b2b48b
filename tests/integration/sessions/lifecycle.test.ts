// A session's life from outside: which command is taken in which state, what each leaves, and that
// lists, details and events agree.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import {
  createSession,
  detail,
  makeReleased,
  makeSession,
  makeTemplate,
  makeVersion,
  plain,
  promote,
  type Session,
  start,
} from './made-session.ts';

const { url } = inject('platform');

interface Event {
  readonly seq: number;
  readonly type: string;
  readonly state: string;
  readonly actorId: string | null;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

let ada: Person;

beforeAll(async () => {
  ada = await registerPerson(url);
});

const command = (id: string, verb: string) =>
  verb === 'delete' ? ada.http.delete(`/api/sessions/${id}`) : ada.http.post(`/api/sessions/${id}/${verb}`);

async function listed(id: string): Promise<Session | undefined> {
  const path = `/api/sessions?limit=100`;
  return expectStatus(await ada.http.get(path), 200)
    .json<Page<Session>>()
    .items.find((item) => item.id === id);
}

async function events(id: string): Promise<Event[]> {
  return [...(await ada.http.get(`/api/sessions/${id}/events?limit=100`)).json<Page<Event>>().items];
}

describe('a life', () => {
  test('goes from created to running, sleeping, running and deleted; lists and details tell the same at each step', async () => {
    const { id } = await makeSession(ada);
    const steps: [verb: string, state: string, boots: number][] = [
      ['start', 'running', 1],
      ['restart', 'running', 2],
      ['stop', 'sleeping', 2],
      ['restart', 'running', 3],
      ['stop', 'sleeping', 3],
      ['start', 'running', 4],
      ['delete', 'deleted', 4],
    ];
    const versions: number[] = [];
    for (const [verb, state, boots] of steps) {
      const reply = await command(id, verb);
      // A deletion returns nothing: what is left of the session for a moment is its record.
      if (state === 'deleted') expectStatus(reply, 204);
      const answered = state === 'deleted' ? await detail(ada.http, id) : expectStatus(reply, 200).json<Session>();
      expect([verb, answered.state, answered.runtime.bootCount]).toEqual([verb, state, boots]);
      expect(answered.runtime.lastCommand).toBe(verb);
      const told = await detail(ada.http, id);
      expect(told).toEqual(answered);
      if (state !== 'deleted') expect(await listed(id)).toEqual(answered);
      versions.push(answered.runtimeVersion);
    }
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    expect(await listed(id)).toBeUndefined();
  });

  test('is told flat and nested alike', async () => {
    const { id } = await makeSession(ada);
    const { runtime, ...session } = await start(ada.http, id);
    expect(session).toMatchObject({
      runtimeDesiredState: runtime.desiredState,
      runtimeStatus: runtime.status,
      runtimeState: runtime.state,
      runtimeVersion: runtime.version,
      runtimeOperationId: runtime.operationId,
      runtimeUpdatedAt: runtime.updatedAt,
    });
    expect(runtime).toMatchObject({
      desiredState: 'running',
      status: 'running',
      state: 'healthy',
      lastBootstrapState: 'running',
    });
    const stopped = expectStatus(await command(id, 'stop'), 200).json<Session>().runtime;
    expect(stopped).toMatchObject({ desiredState: 'sleeping', status: 'sleeping', state: 'absent', instanceId: null });
    expect([stopped.lastLifecyclePhase, stopped.lastLifecycleReason]).toEqual(['sleep', 'session_stop']);
    await command(id, 'delete');
  });

  test('refuses what its state does not allow, and names the state and what would be', async () => {
    const { id } = await makeSession(ada);
    const refused = async (verb: string, state: string, allowed: string[]) => {
      const problem = expectStatus(await command(id, verb), 409).json();
      expect(problem).toMatchObject({ code: 'session_state', context: { state, action: verb, allowed } });
    };
    await refused('stop', 'created', ['running', 'stopping', 'sleeping', 'failed']);
    await refused('restart', 'created', ['running', 'sleeping', 'failed']);
    expect((await detail(ada.http, id)).runtimeVersion).toBe(0);
    expectStatus(await command(id, 'delete'), 204);
    await refused('start', 'deleted', ['created', 'starting', 'running', 'sleeping', 'failed']);
    await refused('stop', 'deleted', ['running', 'stopping', 'sleeping', 'failed']);
  });

  test('takes a command that is fulfilled already for no error and no change', async () => {
    const { id } = await makeSession(ada);
    const running = await start(ada.http, id);
    expect(await start(ada.http, id)).toEqual(running);
    const sleeping = expectStatus(await command(id, 'stop'), 200).json<Session>();
    expect(expectStatus(await command(id, 'stop'), 200).json()).toEqual(sleeping);
    expectStatus(await command(id, 'delete'), 204);
    const deleted = await detail(ada.http, id);
    expectStatus(await command(id, 'delete'), 204);
    expect(await detail(ada.http, id)).toEqual(deleted);
  });

  test('tells its events in order, page by page, each once', async () => {
    const { id } = await makeSession(ada);
    await start(ada.http, id);
    await command(id, 'stop');
    await command(id, 'delete');
    const all = await events(id);
    const types = all.map(({ type }) => type).reverse();
    const expected = ['created', 'starting', 'running', 'stopping', 'saved', 'sleeping', 'stopping', 'deleted'];
    expect(types).toEqual(expected);
    expect(all.map(({ seq }) => seq)).toEqual(expected.map((_, index) => expected.length - index));
    expect(new Set(all.map(({ actorId }) => actorId))).toEqual(new Set([ada.user.id]));
    const paged: Event[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const page: Page<Event> = (await ada.http.get(`/api/sessions/${id}/events?limit=2${query}`)).json();
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
  });
});

describe('at the same moment', () => {
  test('ten starts are one boot', async () => {
    const { id } = await makeSession(ada);
    const replies = await Promise.all(Array.from({ length: 10 }, () => command(id, 'start')));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect((await detail(ada.http, id)).runtime.bootCount).toBe(1);
    expect((await events(id)).filter(({ type }) => type === 'running').length).toBe(1);
    await command(id, 'delete');
  });

  test('a deletion takes over from a start, and nothing is left running', async () => {
    const { id } = await makeSession(ada);
    const starting = command(id, 'start');
    const deleting = command(id, 'delete');
    const [started, deleted] = await Promise.all([starting, deleting]);
    expect(deleted.status).toBe(204);
    expect([200, 409]).toContain(started.status);
    expect(await detail(ada.http, id)).toMatchObject({
      state: 'deleted',
      runtime: { state: 'absent', instanceId: null },
    });
    expect((await events(id))[0]?.type).toBe('deleted');
  });

  test('start, stop, restart and delete in every order end in deleted, with versions that only rise', async () => {
    const { id } = await makeSession(ada);
    await start(ada.http, id);
    const verbs = ['stop', 'start', 'restart', 'stop', 'start', 'delete', 'restart', 'start'];
    const replies = await Promise.all(verbs.map((verb) => command(id, verb)));
    for (const reply of replies) expect([200, 204, 409], reply.text).toContain(reply.status);
    await command(id, 'delete');
    expect((await detail(ada.http, id)).state).toBe('deleted');
    const seqs = (await events(id)).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
  });
});

describe('a new session', () => {
  test('copies its release: later promotions change only newer ones', async () => {
    const manifest = { ...plain, persistedPaths: ['/workspace/kept'], sleepTtlSeconds: 3600 };
    const { template, release } = await makeReleased(ada.http, manifest);
    const old = await createSession(ada.http, template.id, 'old');
    const next = await makeVersion(ada.http, template.id, { ...plain, persistedPaths: ['/home/dev'] });
    await promote(ada.http, template.id, next.id);
    const young = await createSession(ada.http, template.id);
    expect(old).toMatchObject({
      name: 'old',
      state: 'created',
      releaseId: release.id,
      persistedPaths: ['/workspace/kept'],
    });
    expect(young).toMatchObject({ persistedPaths: ['/home/dev'], sleepTtlSeconds: null });
    expect(await detail(ada.http, old.id)).toEqual(old);
  });

  test('needs a released, active template, and says which it lacks', async () => {
    const template = await makeTemplate(ada.http);
    const create = () => ada.http.post('/api/sessions', { json: { templateId: template.id } });
    expect(expectStatus(await create(), 409).json()).toMatchObject({ code: 'template_not_released' });
    await promote(ada.http, template.id, (await makeVersion(ada.http, template.id)).id);
    expectStatus(await ada.http.post(`/api/templates/${template.id}/archive`), 200);
    const refused = expectStatus(await create(), 409).json();
    expect(refused).toMatchObject({ code: 'template_archived', title: 'The template is archived' });
  });

  test('has its template’s name, cut between characters where a number follows', async () => {
    const template = await makeTemplate(ada.http, '😀'.repeat(100));
    await promote(ada.http, template.id, (await makeVersion(ada.http, template.id)).id);
    const [first, second] = [await createSession(ada.http, template.id), await createSession(ada.http, template.id)];
    expect(first.name).toBe(template.name);
    expect((await detail(ada.http, second.id)).name).toBe(`${'😀'.repeat(90)}-2`);
  });

  test('is made once for an Idempotency-Key, however often it is asked for', async () => {
    const { template } = await makeReleased(ada.http);
    const headers = { 'idempotency-key': `key-${template.id}` };
    const create = () => ada.http.post('/api/sessions', { json: { templateId: template.id }, headers });
    const first = expectStatus(await create(), 201);
    const again = expectStatus(await create(), 201);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const list = (await ada.http.get(`/api/sessions?templateId=${template.id}`)).json<Page<Session>>();
    expect(list.items.length).toBe(1);
  });

  test('is found by its name, taken literally, by its state and by its template', async () => {
    const { template } = await makeReleased(ada.http);
    for (const name of ['100% Sure', '100x sure', 'under_score', 'underXscore'])
      await createSession(ada.http, template.id, name);
    const found = async (query: string) =>
      (await ada.http.get(`/api/sessions?templateId=${template.id}&${query}`))
        .json<Page<Session>>()
        .items.map(({ name }) => name);
    expect(await found(`q=${encodeURIComponent('0% S')}`)).toEqual(['100% Sure']);
    expect(await found('q=r_s')).toEqual(['under_score']);
    expect(await found(`q=${'a'.repeat(100)}`)).toEqual([]);
    expect((await found('state=created')).length).toBe(4);
    expect(await found('state=running')).toEqual([]);
  });
});
