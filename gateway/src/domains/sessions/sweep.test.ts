// Machines that run for nobody: the sweep ends those of deleted and purged sessions, and no other.
import { expect, test } from 'vitest';
import { log } from '../../platform/log.ts';
import { HostError, type RuntimeHost } from '../../platform/runtime-host.ts';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import type { Sessions } from './port.ts';
import { sweepSessions } from './service.ts';

const now = 1_000_000;

function world(alive: string[] | HostError) {
  const { db, sqlite } = emptyDatabase();
  sqlite.exec('PRAGMA foreign_keys = OFF');
  const stopped: string[] = [];
  const host = {
    alive: async () => {
      if (alive instanceof HostError) throw alive;
      return new Set(alive);
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
  const sessions = { check: async () => undefined } as unknown as Sessions;
  const deps = { db, host: host as unknown as RuntimeHost, log, sessions };
  return { add, sweep: () => sweepSessions(deps, now), stopped };
}

test('a machine of a session that is deleted or purged is ended, and of any other state it is kept', async () => {
  const states = ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'];
  const { add, sweep, stopped } = world([...states.map((state) => `ses-${state}`), 'ses-purged', 'bld-one']);
  for (const state of states) add(`ses-${state}`, state);
  expect(await sweep()).toMatchObject({ orphans: 2 });
  expect(stopped.sort()).toEqual(['ses-deleted', 'ses-purged']);
});

test('one that does not end keeps the sweep from nothing, and neither does a host that is away', async () => {
  const { sweep, stopped } = world(['ses-stubborn', 'ses-other']);
  expect(await sweep()).toMatchObject({ orphans: 1 });
  expect(stopped).toEqual(['ses-other']);
  const away = world(new HostError('It is away.', 'host'));
  expect(await away.sweep()).toEqual({ checked: 0, orphans: 0, purged: 0 });
});
