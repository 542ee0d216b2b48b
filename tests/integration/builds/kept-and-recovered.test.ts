// What builds leave, on a platform of their own. What one that died left behind, the next one goes
// on with by its dispatcher, or ends; and each build that succeeded has its image's documents in
// the store, for as long as its template is there.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeTemplate } from '../sessions/made-session.ts';

interface Build {
  readonly reusedFromBuildId: string | null;
  readonly artifact: { artifactKey: string; imageDigest: string; configDigest: string } | null;
  readonly state: string;
  readonly phase: string | null;
  readonly lastError: string | null;
  readonly executionSource: string | null;
  readonly workflowName: string | null;
  readonly workflowInstanceId: string | null;
  readonly workflowStatus: string | null;
}

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

async function versionOf(templateId: string, setup?: string): Promise<string> {
  const json = { manifest: { image: 'burstflare/base', ...(setup ? { setup } : {}) } };
  const made = expectStatus(await ada.http.post(`/api/templates/${templateId}/versions`, { json }), 201);
  return made.json<{ buildId: string }>().buildId;
}

const build = async (setup: string) => versionOf((await makeTemplate(ada.http)).id, setup);

const get = async (id: string) => (await ada.http.get(`/api/template-builds/${id}`)).json<Build>();
const log = async (id: string) =>
  (await ada.http.get(`/api/template-builds/${id}/log`)).json<{ text: string; complete: boolean }>();

function until(id: string, is: (build: Build) => boolean, what: string): Promise<void> {
  return waitUntil(async () => is(await get(id)), 60_000, what);
}

test('a queued build goes by the Workflow, and one that was cut off too often ends with its reason everywhere', async () => {
  const [queued, last] = await Promise.all([build('echo B'), build('echo A; sleep 200')]);
  await until(queued, ({ state }) => state === 'succeeded', 'the first build to succeed');
  await waitUntil(async () => (await log(last)).text.includes('\nA\n'), 60_000, 'the setup to print');
  await platform.terminate();
  const inventory = new Inventory(platform.dataDir);
  inventory.change(
    `update builds set status = 'queued', attempts = 0, finished_at = null, layer_id = null, artifact = null, execution_source = null,
      workflow_name = null, workflow_instance_id = null, workflow_status = null where id = ?`,
    queued,
  );
  inventory.change(
    'update builds set attempts = 3, cut_offs = 4, heartbeat_at = heartbeat_at - 400000 where id = ?',
    last,
  );
  await platform.start();
  await platform.sweep();

  await until(queued, ({ state }) => state === 'succeeded', 'the queued build to succeed');
  const again = await get(queued);
  expect(again).toMatchObject({ workflowName: 'burstflare-builds', workflowStatus: 'succeeded' });
  expect((await log(queued)).text).toContain(`begun by workflow ${again.workflowInstanceId}`);
  const { lastError } = await get(last);
  expect(lastError).toMatch(
    /^The platform cut this attempt off, so it does not count: The build showed no life .*\n.*5 times/,
  );
  expect(await get(last)).toMatchObject({
    state: 'dead_lettered',
    workflowStatus: 'dead_lettered',
  });
  await waitUntil(async () => (await log(last)).complete, 30_000, 'the log to be whole');
  const end = `[burstflare] failed: ${lastError}\n[burstflare] dead_lettered after 2 attempts and 5 that the platform cut off\n`;
  expect((await log(last)).text.endsWith(`\nA\n${end}`)).toBe(true);
});

test('the documents of every image are in the store under their digests, and go with the template', async () => {
  const { id } = await makeTemplate(ada.http);
  const ran = await versionOf(id, 'echo made > made.txt');
  await until(ran, ({ state }) => state === 'succeeded', 'the build to succeed');
  const [reused, alone] = [await versionOf(id, 'echo made > made.txt'), await versionOf(id)];
  expect((await get(reused)).reusedFromBuildId).toBe(ran);
  const inventory = new Inventory(platform.dataDir);
  const { workspaceId } = ada.workspace;
  for (const buildId of [ran, reused, alone]) {
    const digestOf = (name: string) => {
      const key = `${workspaceId}/builds/${buildId}/${name}`;
      const file = inventory.objects().find((object) => object.key === key)?.file;
      return file && `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
    };
    const { artifact } = await get(buildId);
    expect([digestOf('manifest.json'), digestOf('config.json')]).toEqual([
      artifact?.imageDigest,
      artifact?.configDigest,
    ]);
    expect(inventory.keys()).toContain(artifact?.artifactKey);
  }
  expect((await get(alone)).artifact?.artifactKey).toBe(`${workspaceId}/builds/${alone}/manifest.json`);
  // The host wipes the disks of builders behind the answer that ended them.
  await waitUntil(() => inventory.looseEnds().length === 0, 20_000, 'nothing to be left that nobody names');
  expectStatus(await ada.http.delete(`/api/templates/${id}`), 204);
  await platform.sweep();
  expect(inventory.keys().filter((key) => [ran, reused, alone].some((one) => key.includes(one)))).toEqual([]);
});
