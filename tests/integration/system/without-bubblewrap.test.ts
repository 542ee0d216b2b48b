// The platform on a machine without bubblewrap: it serves everything but sessions, and says so to
// everybody who might wonder.
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { HttpClient } from '../../support/http.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeReleased, type Session } from '../sessions/made-session.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let folder: string;
let platform: TestPlatform;

beforeAll(async () => {
  // Every program of this machine by its name, save one.
  folder = mkdtempSync(join(tmpdir(), 'bf-path-'));
  const names = new Set(['bwrap']);
  for (const from of (process.env.PATH ?? '').split(delimiter)) {
    let found: string[] = [];
    try {
      found = readdirSync(from);
    } catch {
      continue; // PATH may name folders that are not there.
    }
    for (const name of found.filter((name) => !names.has(name))) {
      names.add(name);
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  platform = await startPlatform({ env: { PATH: folder } });
});

afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('it serves, its health says that there are no sessions and what helps, and who starts one is told the same', async () => {
  const health = (await new HttpClient(platform.url).get('/api/health')).json<{ sessions: { reason: string } }>();
  const { sessions } = health;
  expect(sessions).toMatchObject({ available: false, isolation: 'none' });
  expect(sessions.reason).toContain('apt-get install bubblewrap');
  expect(sessions.reason).toContain('BURSTFLARE_UNSAFE_SESSIONS=1');

  const { http } = await registerPerson(platform.url);
  const { template } = await makeReleased(http);
  const { id } = expectStatus(
    await http.post('/api/sessions', { json: { name: 's', templateId: template.id } }),
    201,
  ).json<Session>();
  const refused = await http.post(`/api/sessions/${id}/start`);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.text).toContain('they need bubblewrap');
  const { state, stateReason } = (await http.get(`/api/sessions/${id}`)).json<Session>();
  expect([state, stateReason?.message]).toEqual(['failed', expect.stringContaining('apt-get install bubblewrap')]);
});
