// Builds that the queue sets going: on a platform that dispatches by it; and the Worker's consumer
// itself, on workerd with Miniflare's queue, which is sent what no platform sends.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions } from 'miniflare';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Instance } from '../../../gateway/generated/host.ts';
import { built } from '../../../tools/start/builds.ts';
import type { Migration } from '../../../tools/start/migrations.ts';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { startPlatform } from '../../support/platform.ts';
import { makeTemplate } from '../sessions/made-session.ts';

vi.setConfig({ testTimeout: 90_000 });

test('where the queue dispatches builds, one runs by its message and names no Workflow', async () => {
  const platform = await startPlatform({ env: { BURSTFLARE_VAR_BUILD_DISPATCH: 'queue' } });
  onTestFinished(() => platform.stop());
  const { http } = await registerPerson(platform.url);
  expect((await http.get('/api/health')).json()).toMatchObject({ buildDispatchMode: 'queue', workflowEnabled: false });
  const { id } = await makeTemplate(http);
  const manifest = { image: 'burstflare/base', setup: 'echo by the queue' };
  const made = expectStatus(await http.post(`/api/templates/${id}/versions`, { json: { manifest } }), 201);
  const { buildId } = made.json<{ buildId: string }>();
  const build = async () => (await http.get(`/api/template-builds/${buildId}`)).json<Record<string, unknown>>();
  await waitUntil(async () => (await build()).state === 'succeeded', 60_000, 'the build to succeed');
  const by = { dispatchMode: 'queue', executionSource: 'queue', workflowName: null, attempts: 1 };
  expect(await build()).toMatchObject(by);
  const { text } = (await http.get(`/api/template-builds/${buildId}/log`)).json<{ text: string }>();
  expect(text).toMatch(/^\[burstflare\] attempt 1 of 3, begun by queue, /);
});

const absent: Omit<Instance, 'sessionId'> = {
  ...{ state: 'absent', instanceId: null, kind: null, exit: null, disk: false },
  ...{ isolation: 'bubblewrap', startedAt: null, requests: 0 },
};

/** The Worker alone, with a host that is asked to start a machine and never does. */
async function startConsumer() {
  const {
    assets: _,
    modulesRules: __,
    workflows: ___,
    ...options
  } = JSON.parse(readFileSync(built.workerOptions, 'utf8')) as V4WorkerOptions & {
    assets: unknown;
    modulesRules: unknown;
    workflows: unknown;
  };
  const starts: string[] = [];
  const logged: string[] = [];
  const files = readdirSync(built.worker).filter((name) => name.endsWith('.js'));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...options,
      name: 'burstflare',
      modules: files
        .sort((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
        .map((name) => ({ type: 'ESModule' as const, path: join(built.worker, name) })),
      modulesRoot: built.worker,
      bindings: { ...options.bindings, SERVER_KEY: 'k'.repeat(40), HOST_SECRET: 'secret' },
      serviceBindings: {
        ASSETS: () => new Response('none') as never,
        PROCESS_HOST: ((request: Request) => {
          const { pathname } = new URL(request.url);
          const sessionId = pathname.slice(pathname.lastIndexOf('/') + 1);
          if (request.method !== 'PUT') return Response.json({ ...absent, sessionId });
          starts.push(sessionId);
          return new Promise(() => undefined);
        }) as never, // Miniflare's own Response type is another one than Node's
      },
      cf: false,
      handleStructuredLogs: ({ message }) => void logged.push(message),
      telemetry: { enabled: false },
    }),
  );
  onTestFinished(() => miniflare.dispose());
  const db = await miniflare.getD1Database('DB');
  const migrations = JSON.parse(readFileSync(built.migrations, 'utf8')) as Migration[];
  for (const { statements } of migrations) await db.batch(statements.map((sql) => db.prepare(sql)));
  await db.batch([
    db.prepare("insert into workspaces values ('wsp-1', 'Ada', 1, 0)"),
    db.prepare(`insert into templates (id, workspace_id, name, name_key, description, state, created_by, created_at, updated_at)
      values ('tpl-1', 'wsp-1', 'web', 'web', '', 'active', 'usr-1', 0, 0)`),
  ]);
  let number = 0;
  const add = async (id: string) => {
    const manifest = JSON.stringify({ image: 'burstflare/base', setup: 'true', persistedPaths: [], env: {} });
    await db.batch([
      db
        .prepare(
          `insert into template_versions (id, workspace_id, template_id, number, state, source, manifest, notes, created_by, created_at)
            values (?, 'wsp-1', 'tpl-1', ?, 'building', 'manifest', ?, '', 'usr-1', 0)`,
        )
        .bind(`ver of ${id}`, ++number, manifest),
      db
        .prepare(
          `insert into builds (id, workspace_id, template_id, template_version_id, status, dispatch_mode, input_key, created_at, due_at)
            values (?, 'wsp-1', 'tpl-1', ?, 'queued', 'queue', 'key', 0, 0)`,
        )
        .bind(id, `ver of ${id}`),
    ]);
  };
  const rowOf = (id: string) =>
    db.prepare('select status, attempts, execution_source from builds where id = ?').bind(id).first();
  return { queue: await miniflare.getQueueProducer('BUILD_QUEUE'), starts, logged, add, rowOf };
}

test('a message that is none holds up no other, and one that comes again changes nothing', async () => {
  const { queue, starts, logged, add, rowOf } = await startConsumer();
  const ids = ['bld-k3v7q2xw5mzt4n6ypa2b', 'bld-k3v7q2xw5mzt4n6ypa2c'];
  for (const id of ids) await add(id);
  const [first = '', second = ''] = ids;
  const bodies = [null, { buildId: 7 }, { buildId: first }, 'bld', { buildId: 'bld-' }, { buildId: second }];
  await queue.sendBatch([...bodies, ...bodies].map((body) => ({ body })));
  const claimed = { status: 'building', attempts: 1, execution_source: 'queue' };
  for (const id of ids)
    await waitUntil(async () => (await rowOf(id))?.status === 'building', 20_000, `${id} to be built`);
  await waitUntil(() => starts.length >= 2, 20_000, 'both machines to be asked for');
  // Again, while it is built: nobody begins it a second time.
  await queue.send({ buildId: first });
  await add('bld-k3v7q2xw5mzt4n6ypa2d');
  await queue.send({ buildId: 'bld-k3v7q2xw5mzt4n6ypa2d' });
  await waitUntil(() => starts.length >= 3, 20_000, 'the third machine to be asked for');
  expect(starts.sort()).toEqual([...ids, 'bld-k3v7q2xw5mzt4n6ypa2d']);
  for (const id of ids) expect(await rowOf(id)).toEqual(claimed);
  // Each was put away when it came: none was tried again, and none ended its batch.
  const isRefusal = (line: string) => line.includes('build message was not understood');
  expect(logged.filter(isRefusal)).toHaveLength(bodies.length * 2 - ids.length * 2);
  expect(logged.filter((line) => !isRefusal(line))).toEqual([]);
});
