// An older release is deployed over a newer one: it refuses the sessions whose records it cannot
// read, by their number, and changes nothing.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { detail, makeSession, start } from './made-session.ts';

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

/** Changes the stored record of a coordinator, while the platform is down. */
function edit(sessionId: string, change: (sqlite: DatabaseSync) => void): number {
  const files = readdirSync(platform.dataDir, { recursive: true, encoding: 'utf8' });
  let found = 0;
  for (const file of files.filter((path) => path.includes('SessionCoordinator') && path.endsWith('.sqlite'))) {
    const sqlite = new DatabaseSync(join(platform.dataDir, file));
    try {
      const isSession = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'record'").get() !== undefined;
      const row = isSession ? sqlite.prepare('SELECT record FROM record').get() : undefined;
      if (!String(row?.record).includes(sessionId)) continue;
      change(sqlite);
      found += 1;
    } finally {
      sqlite.close();
    }
  }
  return found;
}

test('a session whose record a newer release wrote is refused with its version, and goes on when that release is back', async () => {
  const { id } = await makeSession(ada);
  await start(ada.http, id);
  expect((await ada.http.post(`/api/sessions/${id}/stop`)).status).toBe(200);
  let version: unknown;
  await platform.kill9();
  expect(
    edit(id, (sqlite) => {
      version = sqlite.prepare('SELECT version FROM record').get()?.version;
      sqlite.exec('UPDATE record SET version = 99');
    }),
  ).toBe(1);
  await platform.restart();

  for (const refused of [await ada.http.get(`/api/sessions/${id}`), await ada.http.post(`/api/sessions/${id}/start`)]) {
    expect(refused.status).toBe(503);
    expect(refused.json()).toMatchObject({
      code: 'record_too_new',
      context: { what: 'session', version: 99, known: version },
    });
  }

  await platform.kill9();
  expect(edit(id, (sqlite) => sqlite.exec(`UPDATE record SET version = ${Number(version)}`))).toBe(1);
  await platform.restart();
  expect((await detail(ada.http, id)).state).toBe('sleeping');
  expect((await start(ada.http, id)).state).toBe('running');
  await ada.http.delete(`/api/sessions/${id}`);
});
