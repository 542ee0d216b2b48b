// A Durable Object's own storage for unit tests: as much of it as coordinators ask for, on Node's
// own SQLite.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export interface TestStorage {
  /** What the object is given as `ctx.storage`. */
  storage: DurableObjectStorage;
  /** What a test looks into, and what it may put there. */
  sqlite: DatabaseSync;
  /** What is kept under which key. */
  keys(): Record<string, unknown>;
  /** When the next alarm is due, in milliseconds since 1970. */
  alarm(): number | null;
}

/**
 * An empty storage. It outlives the objects that are made on it, as the real one outlives an
 * isolate.
 */
export function emptyStorage(): TestStorage {
  const sqlite = new DatabaseSync(':memory:');
  let due: number | null = null;
  let keys = new Map<string, unknown>();
  const kv = {
    get: (key: string) => structuredClone(keys.get(key)),
    put: (key: string, value: unknown) => void keys.set(key, structuredClone(value)),
    delete: (key: string) => keys.delete(key),
  };
  // The same few statements come again and again: to prepare one costs more than to run it.
  const prepared = new Map<string, StatementSync>();
  const exec = (text: string, ...bindings: (SQLInputValue | ArrayBuffer)[]) => {
    const values = bindings.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value));
    if (values.length === 0 && /;\s*\S/.test(text.trim())) {
      sqlite.exec(text);
      return { toArray: () => [] };
    }
    const statement = prepared.get(text) ?? sqlite.prepare(text);
    prepared.set(text, statement);
    const rows = statement.all(...values);
    return Object.assign(rows, { toArray: () => rows });
  };
  const transactionSync = <T>(work: () => T): T => {
    const before = new Map(keys);
    sqlite.exec('SAVEPOINT step');
    try {
      const result = work();
      sqlite.exec('RELEASE step');
      return result;
    } catch (error) {
      sqlite.exec('ROLLBACK TO step; RELEASE step');
      keys = before;
      throw error;
    }
  };
  const clear = () => {
    const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) sqlite.exec(`DROP TABLE "${String(name)}"`);
    keys.clear();
    prepared.clear();
  };
  const storage = {
    sql: { exec },
    kv,
    transactionSync,
    setAlarm: async (at: number) => void (due = at),
    deleteAlarm: async () => void (due = null),
    deleteAll: async () => clear(),
  };
  // What the coordinators never call is left out.
  const asTheObjectSeesIt = storage as unknown as DurableObjectStorage;
  return {
    storage: asTheObjectSeesIt,
    sqlite,
    keys: () => structuredClone(Object.fromEntries(keys)),
    alarm: () => due,
  };
}
