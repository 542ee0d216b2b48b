// The audit, read where it lies: each change has one entry in its workspace, in order, however often and by how many it was asked for.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, type Person, registerBrowserPerson, registerPerson } from '../../support/people.ts';
import { makeReleased, makeSession } from '../sessions/made-session.ts';

const { url, dataDir } = inject('platform');

interface Entry {
  readonly seq: number;
  readonly event: string;
  readonly outcome: string;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly request_id: string;
}

/** No operation tells the audit yet: this reads the platform's database as a file, and only reads. */
function entriesOf(workspaceId: string): Entry[] {
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /d1.*\.sqlite$/.test(name),
  );
  for (const file of files) {
    const database = new DatabaseSync(join(dataDir, file), { readOnly: true });
    try {
      const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'audit_entries'").get();
      if (!known) continue;
      const all = database.prepare('SELECT * FROM audit_entries WHERE workspace_id = ? ORDER BY seq').all(workspaceId);
      // the columns of the migration
      return all as unknown as Entry[];
    } finally {
      database.close();
    }
  }
  throw new Error(`No database with an audit below ${dataDir}.`);
}

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
  for (let i = 0; i < 2; i++) expectStatus(await ada.http.delete(`/api/sessions/${id}`), 200);
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
  expectStatus(await ada.http.post(`${path}/restore`), 200);
  expectStatus(await ada.http.post(`${path}/restore`), 409);
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
