// What the sweep does with builds that nobody holds: each goes the way that its deployment
// dispatches builds.
import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/d1.ts';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import { type BuildDispatcher, BuildCoordinators } from './coordinators.ts';
import { makeMove } from './moves.ts';
import { sweepBuilds } from './reconcile.ts';
import { buildsStuck } from './store.ts';
import { stuckMs, transition } from './transitions.ts';

const now = 1_000_000;
let db: Database;
let sqlite: DatabaseSync;
/** What was asked of coordinators, Workflow and queue. */
let asked: string[];
/** The Workflow's instances. */
let instances: Map<string, string>;
let workflowDown: boolean;
/** Whose coordinators cannot be asked. */
let broken: Set<string>;

beforeEach(() => {
  ({ db, sqlite } = emptyDatabase());
  sqlite.exec('PRAGMA foreign_keys = off'); // builds alone, without what they are builds of
  asked = [];
  instances = new Map();
  workflowDown = false;
  broken = new Set();
});

function add(id: string, status: string, columns: Record<string, string | number | null> = {}): void {
  const row = {
    ...{
      id,
      workspace_id: 'wsp-1',
      template_id: 'tpl-1',
      template_version_id: 'ver-1',
      status,
      dispatch_mode: 'workflow',
    },
    ...{ input_key: 'k', created_at: 0, due_at: 0, ...columns },
  };
  const names = Object.keys(row);
  sqlite
    .prepare(`insert into builds (${names.join()}) values (${names.map(() => '?').join()})`)
    .run(...Object.values(row));
}

const rowOf = (id: string) => sqlite.prepare('select * from builds where id = ?').get(id);

const workflow = {
  create: async ({ id, params }: { id: string; params: { buildId: string } }) => {
    if (workflowDown) throw new Error('Workflows are down.');
    instances.set(id, 'running');
    asked.push(`workflow ${params.buildId}`);
  },
  get: async (id: string) => {
    if (!instances.has(id)) throw new Error('instance.not_found');
    return { status: async () => ({ status: instances.get(id) }) };
  },
};
const queue = { send: async ({ buildId }: { buildId: string }) => void asked.push(`queue ${buildId}`) };

const feed = { changed: () => undefined, follow: () => Promise.reject(new Error('Nobody follows.')) };
const log = { info: () => undefined, error: () => undefined };

function sweep(which: 'workflow' | 'queue' | 'direct') {
  const namespace = {
    getByName: (id: string) => ({
      nudge: async (source: string) => {
        if (broken.has(id)) throw new Error('Its record is of a newer release.');
        asked.push(`${source} nudges ${id}`);
      },
    }),
  };
  // What the coordinators do not call is left out.
  const dispatcher = {
    workflow: which === 'workflow' ? workflow : undefined,
    queue: which === 'queue' ? queue : undefined,
  } as unknown as BuildDispatcher;
  const builds = new BuildCoordinators(namespace as unknown as DurableObjectNamespace<never>, dispatcher, {
    ...{ db, log, newName: () => crypto.randomUUID() },
  });
  return sweepBuilds({ db, builds, feed, log }, now);
}

test('queued and retrying builds that are due go to the Workflow, which the row names; one that is built is looked at', async () => {
  add('bld-queued', 'queued');
  add('bld-retrying', 'retrying', { due_at: now });
  add('bld-later', 'retrying', { due_at: now + 1 });
  add('bld-building', 'building', { heartbeat_at: now - 60_000, lease_id: 'l' });
  await sweep('workflow');
  expect(asked.sort()).toEqual(['reconcile nudges bld-building', 'workflow bld-queued', 'workflow bld-retrying']);
  const [instance] = [...instances.keys()].filter((id) => id.startsWith('bld-queued-'));
  expect(rowOf('bld-queued')).toMatchObject({
    workflow_name: 'burstflare-builds',
    workflow_instance_id: instance,
    workflow_status: 'queued',
  });
});

test('a build never gets a second Workflow beside one that lives', async () => {
  add('bld-1', 'queued');
  await sweep('workflow');
  await sweep('workflow');
  expect(asked).toEqual(['workflow bld-1', 'reconcile nudges bld-1']);
  expect(instances.size).toBe(1);
});

test.each(['complete', 'errored', 'terminated'])('a Workflow that is %s is followed by a new one', async (status) => {
  add('bld-1', 'retrying', { workflow_instance_id: 'old' });
  instances.set('old', status);
  await sweep('workflow');
  expect(asked).toEqual(['workflow bld-1']);
  expect(rowOf('bld-1')?.workflow_instance_id).not.toBe('old');
});

test('a build whose Workflow was noted and never made gets one', async () => {
  add('bld-1', 'queued', { workflow_instance_id: 'never-made' });
  await sweep('workflow');
  expect(asked).toEqual(['workflow bld-1']);
});

test('a build begins even while Workflows are down', async () => {
  workflowDown = true;
  add('bld-1', 'queued');
  await sweep('workflow');
  expect(asked).toEqual(['reconcile nudges bld-1']);
});

test('without a Workflow the queue is asked, and without both the coordinator', async () => {
  add('bld-1', 'queued');
  await sweep('queue');
  await sweep('direct');
  expect(asked).toEqual(['queue bld-1', 'reconcile nudges bld-1']);
});

test('a build that cannot be nudged holds up no other one', async () => {
  const stuck = { heartbeat_at: now - 5 * 60_000 - 1, lease_id: 'l' };
  for (const id of ['bld-1', 'bld-2']) add(id, 'building', stuck);
  for (const id of ['bld-3', 'bld-4']) add(id, 'queued');
  broken = new Set(['bld-1', 'bld-3']);
  await sweep('direct');
  expect(asked.sort()).toEqual(['reconcile nudges bld-2', 'reconcile nudges bld-4']);
  expect(rowOf('bld-1')?.status).toBe('retrying');
});

test('a build that shows life while the sweep works keeps its lease', async () => {
  add('bld-1', 'building', { heartbeat_at: now - 5 * 60_000 - 1, lease_id: 'l', attempts: 1 });
  const [row] = await buildsStuck(db, now - stuckMs, 10);
  const move = row && transition(row, { type: 'sweep', now });
  sqlite.exec(`update builds set heartbeat_at = ${now}`);
  if (!row || !move) throw new Error('The build is not stuck.');
  expect(await makeMove(db, row, move, { ip: '', requestId: 'sweep', now })).toBe(false);
  expect(rowOf('bld-1')).toMatchObject({ status: 'building', lease_id: 'l', attempts: 1 });
  expect(audit()).toEqual([]);
});

const audit = () => sqlite.prepare('select event, target_id, detail from audit_entries order by seq').all();

test('a build without a sign of life keeps its attempts; the fifth time it is dead-lettered; both are audited', async () => {
  const stuck = { heartbeat_at: now - 5 * 60_000 - 1, lease_id: 'l', phase: 'setup', workflow_status: 'running' };
  add('bld-1', 'building', { ...stuck, attempts: 3, workflow_instance_id: 'one' });
  add('bld-2', 'building', { ...stuck, attempts: 1, cut_offs: 4, workflow_instance_id: 'two' });
  add('bld-healthy', 'building', { ...stuck, heartbeat_at: now - 5 * 60_000, attempts: 3 });
  await sweep('workflow');
  expect(rowOf('bld-1')).toMatchObject({ status: 'retrying', workflow_status: 'running', attempts: 2, cut_offs: 1 });
  const ended = { status: 'dead_lettered', workflow_status: 'dead_lettered', phase: null };
  expect(rowOf('bld-2')).toMatchObject({ ...ended, attempts: 0, cut_offs: 5 });
  expect(rowOf('bld-healthy')?.status).toBe('building');
  const details = audit().map(({ detail, ...entry }) => ({ ...entry, ...JSON.parse(String(detail)) }));
  const reason = expect.stringMatching(
    /^The platform cut this attempt off.*The build showed no life for five minutes\./,
  );
  expect(details).toEqual([
    { event: 'build.recovered', target_id: 'bld-1', reason, attempts: 3 },
    { event: 'build.dead_lettered', target_id: 'bld-2', reason, attempts: 1 },
  ]);
});
