// Applies sql/migrations to the local D1, in wrangler's own table `d1_migrations`, so that `wrangler d1 migrations apply` agrees.
import type { Miniflare } from 'miniflare';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type D1Database = Awaited<ReturnType<Miniflare['getD1Database']>>;

export interface Migration {
  readonly name: string;
  readonly digest: string;
  readonly statements: readonly string[];
}

export class MigrationRefused extends Error {}

/** Done at build time: wrangler's splitter knows triggers and comments, and loading it is slow. */
export async function compileMigrations(folder: string): Promise<Migration[]> {
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  return migrationFiles(folder).map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8');
    return { name, digest: createHash('sha256').update(sql).digest('hex'), statements: split(sql) };
  });
}

export function migrationFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

/** The first is word for word wrangler's. The second is ours: wrangler keeps only names, so it cannot see an edit. */
const tables = [
  `CREATE TABLE IF NOT EXISTS "d1_migrations"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`,
  `CREATE TABLE IF NOT EXISTS "burstflare_migration_digests"(name TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT;`,
];

/** Returns the names of those that were applied. Each goes in whole or not at all: a D1 batch is one transaction. */
export async function applyMigrations(db: D1Database, migrations: readonly Migration[]): Promise<string[]> {
  await db.batch(tables.map((sql) => db.prepare(sql)));
  const { results } = await db
    .prepare('SELECT m.name, d.digest FROM d1_migrations m LEFT JOIN burstflare_migration_digests d USING (name)')
    .all<{ name: string; digest: string | null }>();
  const applied = new Map(results.map((row) => [row.name, row.digest]));
  const done: string[] = [];
  for (const { name, digest, statements } of migrations) {
    const known = applied.get(name);
    if (known === digest || known === null) continue;
    if (known !== undefined) {
      throw new MigrationRefused(
        `sql/migrations/${name} was edited after it was applied to this data folder.\n` +
          'Put the change into a migration of its own, or remove the data folder to start from nothing.',
      );
    }
    await db.batch([
      ...statements.map((sql) => db.prepare(sql)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
      db.prepare('INSERT INTO burstflare_migration_digests (name, digest) VALUES (?, ?)').bind(name, digest),
    ]);
    done.push(name);
  }
  return done;
}
