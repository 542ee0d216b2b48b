// A Durable Object's storage for unit tests: as much of it as coordinators ask for, on Node's own SQLite.
// It outlives the object as the real one does, so a test that crashes one makes another on the same.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export class FakeObjectStorage {
  readonly #kv = new Map<string, unknown>();
  readonly #sqlite = new DatabaseSync(':memory:');
  readonly #kept = new Map<string, StatementSync>();
  /** When the next alarm is due; null for never. */
  alarmAt: number | null = null;

  readonly kv = {
    get: <T>(key: string) => structuredClone(this.#kv.get(key)) as T | undefined,
    put: (key: string, value: unknown) => void this.#kv.set(key, structuredClone(value)),
    delete: (key: string) => this.#kv.delete(key),
  };

  readonly sql = {
    exec: (query: string, ...bindings: unknown[]) => {
      const values = bindings.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value));
      const statement = this.#kept.get(query) ?? this.#sqlite.prepare(query);
      this.#kept.set(query, statement);
      const rows = statement.all(...(values as SQLInputValue[]));
      return Object.assign(rows, { toArray: () => rows });
    },
  } as unknown as Pick<SqlStorage, 'exec'>; // of a cursor, what is asked for

  /** What is kept under which key: to compare, and to put a record of an earlier release there. */
  get keys(): Record<string, unknown> {
    return structuredClone(Object.fromEntries(this.#kv));
  }

  atOnce(work: () => void): void {
    const before = structuredClone([...this.#kv]);
    this.#sqlite.exec('begin');
    try {
      work();
      this.#sqlite.exec('commit');
    } catch (error) {
      this.#sqlite.exec('rollback');
      this.#kv.clear();
      for (const [key, value] of before) this.#kv.set(key, value);
      throw error;
    }
  }
}
