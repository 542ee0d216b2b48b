// D1 for unit tests: as much of it as Database asks for, on Node's own SQLite with the migrated
// schema.
import { readFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Database } from '../d1.ts';

interface Prepared {
  sql: string;
  values: SQLInputValue[];
}

/** An empty database, as the platform sees it and as a test may look into it. */
export function emptyDatabase(): { db: Database; sqlite: DatabaseSync } {
  const sqlite = new DatabaseSync(':memory:');
  const schema = new URL('../../../../sql/generated/schema.sql', import.meta.url);
  sqlite.exec(readFileSync(schema.pathname, { encoding: 'utf8' }));
  // The same few statements come again and again: to prepare one costs more than to run it.
  const kept = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = kept.get(sql) ?? sqlite.prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
  const run = ({ sql, values }: Prepared) => ({ meta: { changes: Number(prepared(sql).run(...values).changes) } });
  const inBatch = (one: Prepared) =>
    prepared(one.sql).columns().length > 0
      ? { results: prepared(one.sql).all(...one.values), meta: { changes: 0 } }
      : { results: [], ...run(one) };
  const d1 = {
    prepare: (sql: string) => ({
      bind: (...values: SQLInputValue[]) => ({
        ...{ sql, values },
        all: async () => ({ results: prepared(sql).all(...values) }),
        run: async () => run({ sql, values }),
      }),
    }),
    batch: async (statements: Prepared[]) => statements.map(inBatch),
  };
  return { db: new Database(d1 as unknown as D1Database), sqlite }; // what Database never calls is left out
}
