// A builder is tenant code: one that is stopped in its tracks must neither hold its build nor
// outlive it.
import { expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { processesOf, runtimesOf } from '../../support/processes.ts';
import { makeTemplate } from '../sessions/made-session.ts';

test('a builder that hangs ends when its template is deleted', async () => {
  const { http } = await registerPerson(inject('platform').url);
  const { id } = await makeTemplate(http);
  const manifest = { image: 'burstflare/base', setup: 'sleep 600' };
  const made = expectStatus(await http.post(`/api/templates/${id}/versions`, { json: { manifest } }), 201);
  const { buildId } = made.json<{ buildId: string }>();
  const build = async () => (await http.get(`/api/template-builds/${buildId}`)).json<{ phase: string | null }>();
  await waitUntil(async () => (await build()).phase === 'setup', 30_000, 'the setup to run');

  const [runtime] = runtimesOf(buildId);
  if (runtime === undefined) throw new Error('The builder has no runtime.');
  process.kill(runtime, 'SIGSTOP');
  expect((await http.delete(`/api/templates/${id}`)).status).toBe(204);
  await waitUntil(() => processesOf(buildId).length === 0, 100_000, 'the builder to end');
}, 150_000);
