// Machines that run for nobody: the sweep ends those of deleted and purged sessions, and no other.
import { expect, test } from 'vitest';
import { log } from '../../platform/log.ts';
import { HostError, type RuntimeHost } from '../../platform/runtime-host.ts';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import type { Feed } from '../workspaces/port.ts';
import type { Sessions } from './port.ts';
import { sweepSessions } from './service.ts';

const now = 1_000_000;

function world(alive: string[] | HostError, kept: string[] = []) {
  const { db, sqlite } = emptyDatabase();
  sqlite.exec('PRAGMA foreign_keys = OFF');
  const stopped: string[] = [];
  const checked: string[] = [];
  const hints: unknown[] = [];
  const host = {
    present: async () => {
      if (alive instanceof HostError) throw alive;
      return { alive: new Set(alive), kept: new Set(kept) };
    },
    stop: async (id: string) => {
      if (id === 'ses-stubborn') throw new HostError('It does not end.', 'host');
      stopped.push(id);
    },
  };
  const add = (id: string, state: string) =>
    sqlite
      .prepare(
        `insert into sessions (id, workspace_id, template_id, template_version_id, release_id, name, name_key, state, version, spec,
          view, created_by, created_at, updated_at, deleted_at) values (?, 'wsp-a', 't', 'v', 'r', 'n', 'n', ?, 1, '{}', '{}', 'u', 0, 0, ?)`,
      )
      .run(id, state, state === 'deleted' ? now : null);
  // Of host and sessions a sweep of these asks for what stands here.
  const sessions = { check: async (id: string) => void checked.push(id), purge: async () => undefined };
  const deps = { db, host: host as unknown as RuntimeHost, log, sessions: sessions as unknown as Sessions };
  const feed = { changed: (...hint: unknown[]) => void hints.push(hint) } as unknown as Feed;
  return { add, sweep: (at = now) => sweepSessions({ ...deps, feed }, at), stopped, checked, hints, sqlite };
}

test('a machine of a session that is deleted or purged is ended, and of any other state it is kept', async () => {
  const states = ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'];
  const { add, sweep, stopped } = world(
    [...states.map((state) => `ses-${state}`), 'ses-purged', 'bld-one'],
    ['ses-disk'],
  );
  for (const state of states) add(`ses-${state}`, state);
  expect(await sweep()).toMatchObject({ orphans: 3 });
  expect(stopped.sort()).toEqual(['ses-deleted', 'ses-disk', 'ses-purged']);
});

test('one that does not end keeps the sweep from nothing, and neither does a host that is away', async () => {
  const { sweep, stopped } = world(['ses-stubborn', 'ses-other']);
  expect(await sweep()).toMatchObject({ orphans: 1 });
  expect(stopped).toEqual(['ses-other']);
  const away = world(new HostError('It is away.', 'host'));
  expect(await away.sweep()).toEqual({ checked: 0, orphans: 0, purged: 0 });
});

test('the coordinator of each session that should have no machine and has one is asked, and no other', async () => {
  const states = ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'];
  const { add, sweep, checked } = world(
    states.map((state) => `ses-${state}`),
    ['ses-sleeping-disk', 'ses-failed-disk'],
  );
  for (const state of states) add(`ses-${state}`, state);
  for (const state of ['sleeping', 'failed']) add(`ses-${state}-disk`, state);
  for (const state of ['sleeping', 'failed']) add(`ses-${state}-without`, state);
  await sweep();
  // The other two are under way: they are asked on every sweep.
  // What has failed keeps its disk.
  const expected = ['created', 'failed', 'sleeping', 'sleeping-disk', 'starting', 'stopping'];
  expect(checked.sort()).toEqual(expected.map((state) => `ses-${state}`));
});

test('the snapshots of a session that is purged are told of as gone', async () => {
  const { add, sweep, hints, sqlite } = world([]);
  for (const id of ['ses-old', 'ses-without']) add(id, 'deleted');
  sqlite
    .prepare(
      `insert into snapshots (id, workspace_id, session_id, trigger, state, paths, created_at)
        values ('snp-a', 'wsp-a', 'ses-old', 'manual', 'ready', '[]', 0)`,
    )
    .run();
  expect(await sweep(now + 60_000)).toMatchObject({ purged: 2 });
  expect(hints).toEqual([['wsp-a', { kind: 'snapshot', id: 'snp-a' }]]);
});
