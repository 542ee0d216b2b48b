// An older release is deployed over a newer one: it refuses the log of a build whose record it
// cannot read, by the number, and the build goes on when the newer release is back.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeTemplate } from '../sessions/made-session.ts';

// The platform is killed and started twice.
vi.setConfig({ testTimeout: 120_000 });

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

/**
 * Sets the version of the one record of a build that there is, while the platform is down. Returns
 * what it was.
 */
function setVersion(version: number): unknown {
  const files = readdirSync(platform.dataDir, { recursive: true, encoding: 'utf8' });
  const before: unknown[] = [];
  for (const file of files.filter((path) => path.includes('BuildCoordinator') && path.endsWith('.sqlite'))) {
    const sqlite = new DatabaseSync(join(platform.dataDir, file));
    try {
      const isBuild = sqlite.prepare("select 1 from sqlite_schema where name = '_cf_KV'").get() !== undefined;
      const row = isBuild ? sqlite.prepare("select value from _cf_KV where key = 'build'").get() : undefined;
      if (!row) continue;
      const record = deserialize(row.value as Uint8Array) as { version: number }; // as workerd stores it
      before.push(record.version);
      sqlite.prepare("update _cf_KV set value = ? where key = 'build'").run(serialize({ ...record, version }));
    } finally {
      sqlite.close();
    }
  }
  expect(before).toHaveLength(1);
  return before[0];
}

test('a build whose record a newer release wrote is refused with its version, and goes on when that release is back', async () => {
  const { id } = await makeTemplate(ada.http);
  const json = { manifest: { image: 'burstflare/base', setup: 'echo begun; sleep 600' } };
  const made = expectStatus(await ada.http.post(`/api/templates/${id}/versions`, { json }), 201);
  const { buildId } = made.json<{ buildId: string }>();
  const path = `/api/template-builds/${buildId}`;
  const log = () => ada.http.get(`${path}/log`);
  const state = async () => (await ada.http.get(path)).json<{ state: string }>().state;
  const text = async () => (await log()).json<{ text: string }>().text;
  await waitUntil(async () => (await text()).includes('\nbegun\n'), 60_000, 'the setup to print');

  await platform.kill9();
  const known = setVersion(99);
  await platform.start();
  await platform.sweep();
  const refused = await log();
  expect(refused.status).toBe(503);
  expect(refused.json()).toMatchObject({ code: 'record_too_new', context: { what: 'build', version: 99, known } });
  expect(await state()).toBe('building');

  await platform.kill9();
  expect(setVersion(Number(known))).toBe(99);
  new Inventory(platform.dataDir).change('update builds set heartbeat_at = heartbeat_at - 60000 where id = ?', buildId);
  await platform.start();
  await platform.sweep();
  const cutOff = /failed: The platform cut this attempt off/;
  await waitUntil(async () => cutOff.test(await text()), 60_000, 'the build to go on');
  expectStatus(await ada.http.delete(`/api/templates/${id}`), 204);
});
