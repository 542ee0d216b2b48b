// Migrations keep their numbers, and one that does not run is named.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migratedSchema } from './sql.ts';

async function migrations(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'burstflare-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
  return folder;
}

test.each([
  [
    'a gap',
    { '0001_create_a.sql': '', '0003_create_c.sql': '' },
    /0003_create_c\.sql: the next migration is named 0002_/,
  ],
  [
    'a twin',
    { '0001_create_a.sql': '', '0001_create_b.sql': '' },
    /0001_create_b\.sql: the next migration is named 0002_/,
  ],
  ['a name without a verb', { '0001.sql': '' }, /0001\.sql: the next migration is named 0001_<verb>_<noun>/],
])('%s among the migrations is refused', async (_, files, message) => {
  const folder = await migrations(files);
  expect(() => migratedSchema(folder)).toThrow(message);
});

test('a migration that does not run is named', async () => {
  const folder = await migrations({
    '0001_create_a.sql': 'CREATE TABLE a (id TEXT) STRICT; CREATE TABLE a (id TEXT) STRICT;',
  });
  expect(() => migratedSchema(folder)).toThrow(/0001_create_a\.sql does not run: table a already exists/);
});

test('a column of a type that STRICT does not have a row type for is refused', async () => {
  const folder = await migrations({ '0001_create_a.sql': 'CREATE TABLE a (id ANY) STRICT;' });
  expect(() => migratedSchema(folder)).toThrow('a.id is of type ANY');
});
