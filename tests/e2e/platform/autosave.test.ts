// A running session is saved by itself, and only the newest of such saves are kept.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';

interface Snapshot {
  id: string;
  trigger: string;
  state: string;
}

let platform: TestPlatform;
let person: Person;

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_AUTOSAVE_SECONDS: '1' } });
  person = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

async function runningSession(): Promise<string> {
  const { http } = person;
  const template = (await http.post('/api/templates', { json: { name: 'autosaved' } })).json<{ id: string }>();
  const manifest = { image: 'burstflare/base' };
  const version = await http.post(`/api/templates/${template.id}/versions`, { json: { manifest } });
  const versionId = version.json<{ id: string }>().id;
  await http.post(`/api/templates/${template.id}/promote`, { json: { versionId } });
  const session = (await http.post('/api/sessions', { json: { templateId: template.id } })).json<{ id: string }>();
  expect((await http.post(`/api/sessions/${session.id}/start`)).status).toBe(200);
  return session.id;
}

test('a running session is saved by itself, and two such saves are kept', async () => {
  const sessionId = await runningSession();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const reply = await person.http.get(`/api/sessions/${sessionId}/snapshots`);
        const saves = reply.json<{ items: Snapshot[] }>().items.filter(({ trigger }) => trigger === 'period');
        for (const { id, state } of saves) if (state === 'ready') seen.add(id);
        return { seenFour: seen.size >= 4, atMostThree: saves.length <= 3 };
      },
      { timeout: 30_000, interval: 200 },
    )
    // A third one may be there for the moment between a save and the pruning after it.
    .toEqual({ seenFour: true, atMostThree: true });
  expect((await person.http.delete(`/api/sessions/${sessionId}`)).status).toBe(204);
}, 60_000);
