// The audit, read where it lies: each change has one entry in its workspace, in order, however
// often and by how many it was asked for.
import { expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient } from '../../support/http.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerBrowserPerson, registerPerson } from '../../support/people.ts';
import { makeReleased, makeSession } from '../sessions/made-session.ts';
import { AuditWorld, changes } from './audited-changes.ts';

const { url, dataDir } = inject('platform');

interface Entry {
  readonly seq: number;
  readonly event: string;
  readonly outcome: string;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly request_id: string;
  readonly detail: string;
}

const inventory = new Inventory(dataDir);

/** No operation tells the audit yet. */
const entriesOf = (workspaceId: string) =>
  inventory.rows<Entry>('select * from audit_entries where workspace_id = ? order by seq', workspaceId);

const eventsOf = ({ workspace }: Pick<Person, 'workspace'>) =>
  entriesOf(workspace.workspaceId).filter(({ outcome }) => outcome === 'done');

test('each command of a session is in the audit once, also when ten ask for it', async () => {
  const ada = await registerPerson(url);
  const { id } = await makeSession(ada);
  const command = (verb: string) => ada.http.post(`/api/sessions/${id}/${verb}`);
  await Promise.all(Array.from({ length: 10 }, () => command('start')));
  expectStatus(await command('start'), 200);
  expectStatus(await command('stop'), 200);
  expectStatus(await command('stop'), 200);
  expectStatus(await command('restart'), 200);
  for (let i = 0; i < 2; i++) expectStatus(await ada.http.delete(`/api/sessions/${id}`), 204);
  const of = () => eventsOf(ada).filter(({ target_id, event }) => target_id === id && event.startsWith('session.'));
  await waitUntil(() => of().some(({ event }) => event === 'session.deleted'), 10_000, 'the audit to be projected');
  const expected = ['session.created', 'session.started', 'session.stopped', 'session.restarted', 'session.deleted'];
  expect(of().map(({ event }) => event)).toEqual(expected);
  expect(new Set(of().map(({ actor_id }) => actor_id))).toEqual(new Set([ada.user.id]));
});

test('each change of a template is in the audit once, and what changed nothing is not', async () => {
  const ada = await registerPerson(url);
  const { template, version } = await makeReleased(ada.http);
  const path = `/api/templates/${template.id}`;
  expectStatus(await ada.http.post('/api/templates', { json: { name: template.name } }), 409);
  expectStatus(await ada.http.post(`${path}/promote`, { json: { versionId: version.id } }), 409);
  for (let i = 0; i < 2; i++) expectStatus(await ada.http.post(`${path}/archive`), 200);
  for (let i = 0; i < 2; i++) expectStatus(await ada.http.post(`${path}/restore`), 200);
  expectStatus(await ada.http.delete(path), 204);
  const events = eventsOf(ada).map(({ event }) => event);
  expect(events.filter((event) => !event.startsWith('build.'))).toEqual([
    'auth.registered',
    'template.created',
    'template.version_created',
    'template.promoted',
    'template.archived',
    'template.restored',
    'template.deleted',
  ]);
});

test('entries of a workspace count up without gaps, also under load', async () => {
  const ada = await registerPerson(url);
  const making = Array.from({ length: 20 }, (_, i) => ada.http.post('/api/templates', { json: { name: `n${i}` } }));
  for (const reply of await Promise.all(making)) expectStatus(reply, 201);
  const entries = entriesOf(ada.workspace.workspaceId);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.filter(({ event }) => event === 'template.created').length).toBe(20);
});

test('a refusal of a signed-in person is in the audit, with the request that it answers', async () => {
  const browser = await registerBrowserPerson(url);
  const bare = browser.http.as({ jar: browser.jar });
  const refused = expectStatus(await bare.post('/api/templates', { json: { name: 'x' } }), 403);
  const found = () => entriesOf(browser.workspace.workspaceId).find(({ outcome }) => outcome === 'refused');
  await waitUntil(() => found() !== undefined, 10_000, 'the refusal to be recorded');
  expect(found()).toMatchObject({
    event: 'template.created',
    actor_id: browser.user.id,
    request_id: refused.headers['x-request-id'],
  });
});

interface Contract {
  readonly paths: Record<string, Record<string, { operationId?: string; 'x-audit'?: string | string[] }>>;
}

test('every operation that declares an event has a row in the table of changes, and no other', async () => {
  const { paths } = (await new HttpClient(url).get('/openapi.json')).json<Contract>();
  const declared = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId, 'x-audit': events = [] }) => [events].flat().map((event) => `${operationId} ${event}`));
  const rows = changes.map(({ operation, event }) => `${operation} ${event}`);
  expect(rows.toSorted(), 'add what is new to audited-changes.ts').toEqual(declared.toSorted());
});

// In the table's order: what one makes the next one changes.
const world = new AuditWorld(url);

test.each(changes)(
  '$operation leaves $event in the audit, with who changed what',
  async (change) => {
    const { reply, detail = {} } = await change.perform(world);
    const { user, workspace } = world.person;
    const target = change.target && world.fill(`{${change.target}}`);
    // the request's id ties the entry to this very change
    const found = () =>
      entriesOf(workspace.workspaceId).filter(
        ({ request_id, event, target_id }) =>
          request_id === reply.headers['x-request-id'] && event === change.event && target_id === target,
      );
    // a session's entries come from its coordinator, right after the answer
    await waitUntil(() => found().length > 0, 10_000, `${change.event} to be recorded`);
    expect(found()).toMatchObject([{ outcome: 'done', actor_id: user.id }]);
    expect(JSON.parse(found()[0]?.detail ?? '')).toMatchObject(detail);
  },
  90_000,
);
