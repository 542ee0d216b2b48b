// A Durable Object's own storage for unit tests: as much of it as coordinators ask for, on Node's own SQLite.
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

export interface TestStorage {
  /** What the object is given as `ctx.storage`. */
  storage: DurableObjectStorage;
  /** What a test looks into, and what it may put there. */
  sqlite: DatabaseSync;
  /** When the next alarm is due, in milliseconds since 1970. */
  alarm(): number | null;
}

/** An empty storage. It outlives the objects that are made on it, as the real one outlives an isolate. */
export function emptyStorage(): TestStorage {
  const sqlite = new DatabaseSync(':memory:');
  let due: number | null = null;
  const exec = (text: string, ...values: SQLInputValue[]) => {
    if (values.length === 0 && /;\s*\S/.test(text.trim())) {
      sqlite.exec(text);
      return { toArray: () => [] };
    }
    const rows = sqlite.prepare(text).all(...values);
    return { toArray: () => rows };
  };
  const transactionSync = <T>(work: () => T): T => {
    sqlite.exec('SAVEPOINT step');
    try {
      const result = work();
      sqlite.exec('RELEASE step');
      return result;
    } catch (error) {
      sqlite.exec('ROLLBACK TO step; RELEASE step');
      throw error;
    }
  };
  const clear = () => {
    const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) sqlite.exec(`DROP TABLE "${String(name)}"`);
  };
  const storage = {
    sql: { exec },
    transactionSync,
    setAlarm: async (at: number) => void (due = at),
    deleteAlarm: async () => void (due = null),
    deleteAll: async () => clear(),
  };
  // What the coordinators never call is left out.
  return { storage: storage as unknown as DurableObjectStorage, sqlite, alarm: () => due };
}
