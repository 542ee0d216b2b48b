// Applies sql/migrations to the local D1, in wrangler's own table `d1_migrations`, so that
// `wrangler d1 migrations apply` agrees.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs the statements in one transaction and returns the rows of each. */
export type RunBatch = (
  statements: readonly { readonly sql: string; readonly values?: readonly string[] }[],
) => Promise<Record<string, unknown>[][]>;

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

/**
 * The first is word for word wrangler's. The second is ours: wrangler keeps only names, so it
 * cannot see an edit.
 */
const tables = [
  `CREATE TABLE IF NOT EXISTS "d1_migrations"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`,
  `CREATE TABLE IF NOT EXISTS "burstflare_migration_digests"(name TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT;`,
];

/**
 * Returns the names of those that were applied. Each goes in whole or not at all: a D1 batch is one
 * transaction.
 */
export async function applyMigrations(run: RunBatch, migrations: readonly Migration[]): Promise<string[]> {
  await run(tables.map((sql) => ({ sql })));
  const [rows = []] = await run([
    { sql: 'SELECT m.name, d.digest FROM d1_migrations m LEFT JOIN burstflare_migration_digests d USING (name)' },
  ]);
  const applied = new Map(rows.map((row) => [row.name, row.digest]));
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
    await run([
      ...statements.map((sql) => ({ sql })),
      { sql: 'INSERT INTO d1_migrations (name) VALUES (?)', values: [name] },
      { sql: 'INSERT INTO burstflare_migration_digests (name, digest) VALUES (?, ?)', values: [name, digest] },
    ]);
    done.push(name);
  }
  return done;
}
