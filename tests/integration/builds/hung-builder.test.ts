// A builder is tenant code: one that is stopped in its tracks must neither hold its build nor outlive it.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { makeTemplate } from '../sessions/made-session.ts';

/** Processes that carry the build's id in their environment. */
function processesOf(buildId: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(buildId)) return [];
        return [{ pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }];
      } catch {
        // it ended meanwhile
        return [];
      }
    });
}

test('a builder that hangs ends when its template is deleted', async () => {
  const { http } = await registerPerson(inject('platform').url);
  const { id } = await makeTemplate(http);
  const manifest = { image: 'burstflare/base', setup: 'sleep 600' };
  const made = expectStatus(await http.post(`/api/templates/${id}/versions`, { json: { manifest } }), 201);
  const { buildId } = made.json<{ buildId: string }>();
  const build = async () => (await http.get(`/api/template-builds/${buildId}`)).json<{ phase: string | null }>();
  await waitUntil(async () => (await build()).phase === 'setup', 30_000, 'the setup to run');

  const [runtime] = processesOf(buildId).filter(({ command }) => /^[^\0]*node\0[^\0]*main\.mjs\0$/.test(command));
  if (!runtime) throw new Error('The builder has no runtime.');
  process.kill(runtime.pid, 'SIGSTOP');
  expect((await http.delete(`/api/templates/${id}`)).status).toBe(204);
  await waitUntil(() => processesOf(buildId).length === 0, 100_000, 'the builder to end');
}, 150_000);
