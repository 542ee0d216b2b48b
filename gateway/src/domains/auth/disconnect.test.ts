// A sign-in's end reaches the host, however long that cannot be asked.
import { expect, test } from 'vitest';
import type { Deps } from '../../deps.ts';
import { HostError } from '../../platform/runtime-host.ts';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import { disconnectRevoked } from './disconnect.ts';

function world() {
  const { db, sqlite } = emptyDatabase();
  sqlite.exec('pragma foreign_keys = off');
  const add = sqlite.prepare(
    `insert into auth_sessions (id, user_id, workspace_id, client, client_name, ip, created_at, expires_at, revoked_at)
     values (?, ?, 'wsp-a', 'cli', 'x', '::1', 0, 9, ?)`,
  );
  const asked: (readonly string[])[] = [];
  const host = {
    down: false,
    endGrants: async (grants: readonly string[]) => {
      if (host.down) throw new HostError('It does not answer.');
      asked.push(grants);
    },
  };
  const deps = { db, host, log: { error: () => undefined } } as unknown as Deps; // as much as it asks for
  return {
    deps,
    host,
    asked,
    add: (id: string, user: string, revokedAt: number | null) => add.run(id, user, revokedAt),
  };
}

test('revoked sign-ins are disconnected once, live ones never', async () => {
  const { deps, asked, add } = world();
  add('aus-live', 'usr-a', null);
  for (let n = 0; n < 200; n++) add(`aus-${n}`, 'usr-a', n);
  add('aus-other', 'usr-b', 5);
  expect(await disconnectRevoked(deps, 'usr-a', 9)).toBe(200);
  expect(new Set(asked.flat()).size).toBe(200);
  expect(asked.flat()).not.toContain('aus-live');
  expect(asked.flat()).not.toContain('aus-other');
  expect(await disconnectRevoked(deps, null, 9)).toBe(1);
  expect(await disconnectRevoked(deps, null, 9)).toBe(0);
});

test('a host that cannot be asked is asked again by the sweep', async () => {
  const { deps, host, asked, add } = world();
  add('aus-a', 'usr-a', 5);
  host.down = true;
  expect(await disconnectRevoked(deps, 'usr-a', 6)).toBe(0);
  host.down = false;
  expect(await disconnectRevoked(deps, null, 7)).toBe(1);
  expect(asked).toEqual([['aus-a']]);
});
