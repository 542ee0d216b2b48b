// The state `failed` of builds was declared and never written. Should a row have it, the migration
// that dropped the state keeps the row, as one that was given up and can be tried again.
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';

const folder = new URL('../../../../sql/migrations/', import.meta.url).pathname;
const dropped = '0015_drop_failed_builds.sql';
const sqlOf = (name: string) => readFileSync(folder + name, 'utf8');

test('rows of builds survive the migration that dropped the state failed, each with all it had', () => {
  const sqlite = new DatabaseSync(':memory:');
  for (const name of readdirSync(folder).sort()) if (name < dropped) sqlite.exec(sqlOf(name));
  sqlite.exec('pragma foreign_keys = off'); // builds alone, without what they are builds of
  const add =
    sqlite.prepare(`insert into builds (id, workspace_id, template_id, template_version_id, status, attempts, cut_offs,
    dispatch_mode, input_key, last_error, finished_at, dead_lettered_at, created_at, due_at) values (?, 'wsp-1', 'tpl-1', ?, ?, 2, 1,
    'workflow', 'key', 'It broke.', ?, ?, 10, 20)`);
  add.run('bld-failed', 'ver-1', 'failed', 30, null);
  add.run('bld-given-up', 'ver-2', 'dead_lettered', 40, 40);
  add.run('bld-queued', 'ver-3', 'queued', null, null);
  const columns = sqlite.prepare('select * from builds order by id').all();
  sqlite.exec(sqlOf(dropped));
  const [failed, ...others] = sqlite.prepare('select * from builds order by id').all();
  expect(failed).toEqual({ ...columns[0], status: 'dead_lettered', dead_lettered_at: 30 });
  expect(others).toEqual(columns.slice(1));
  expect(() => sqlite.exec("update builds set status = 'failed'")).toThrow(/CHECK/);
});
