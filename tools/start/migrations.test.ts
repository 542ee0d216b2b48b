// Migrations on a real D1, kept in memory by Miniflare.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { applyMigrations, compileMigrations, MigrationRefused, type RunBatch } from './migrations.ts';

const miniflare = new Miniflare(
  convertV4MiniflareOptions({ modules: true, script: 'export default {}', d1Databases: ['DB'], cf: false }),
);
const folder = mkdtempSync(join(tmpdir(), 'burstflare-test-'));
const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

afterAll(async () => {
  await miniflare.dispose();
  rmSync(folder, { recursive: true });
});

async function database() {
  const db = await miniflare.getD1Database('DB');
  const { results } = await db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>();
  const run: RunBatch = async (statements) => {
    const batch = statements.map(({ sql, values = [] }) => db.prepare(sql).bind(...values));
    return (await db.batch<Record<string, unknown>>(batch)).map((result) => result.results);
  };
  return { db, run, tables: results.map((row) => row.name) };
}

beforeEach(async () => {
  const { db } = await database();
  for (const name of ['things', 'more', 'd1_migrations', 'burstflare_migration_digests']) {
    await db.prepare(`DROP TABLE IF EXISTS ${name}`).run();
  }
  rmSync(join(folder, '0002_create_more.sql'), { force: true });
  write(
    '0001_create_things.sql',
    `-- a comment; with a semicolon
CREATE TABLE things (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
CREATE TRIGGER count_up AFTER INSERT ON things BEGIN UPDATE things SET n = n + 1; SELECT 1; END;`,
  );
});

test('each migration is applied once, triggers and comments whole', async () => {
  const { db, run } = await database();
  const migrations = await compileMigrations(folder);
  expect(await applyMigrations(run, migrations)).toEqual(['0001_create_things.sql']);
  expect(await applyMigrations(run, migrations)).toEqual([]);
  await db.prepare('INSERT INTO things (n) VALUES (1)').run();
  expect(await db.prepare('SELECT n FROM things').first('n')).toBe(2);
});

test('an applied migration that was edited is refused by name', async () => {
  const { run } = await database();
  await applyMigrations(run, await compileMigrations(folder));
  write('0001_create_things.sql', 'CREATE TABLE things (id TEXT);');
  const edited = applyMigrations(run, await compileMigrations(folder));
  await expect(edited).rejects.toThrow(MigrationRefused);
  await expect(edited).rejects.toThrow('0001_create_things.sql was edited');
});

test('a migration that fails leaves nothing of itself', async () => {
  const { run } = await database();
  write('0002_create_more.sql', 'CREATE TABLE more (id TEXT); INSERT INTO nowhere VALUES (1);');
  await expect(applyMigrations(run, await compileMigrations(folder))).rejects.toThrow('nowhere');
  expect((await database()).tables).toContain('things');
  expect((await database()).tables).not.toContain('more');
});

test('what wrangler applied counts as applied', async () => {
  const { db, run } = await database();
  const migrations = await compileMigrations(folder);
  await applyMigrations(run, migrations);
  await db.prepare('DELETE FROM burstflare_migration_digests').run();
  expect(await applyMigrations(run, migrations)).toEqual([]);
});
