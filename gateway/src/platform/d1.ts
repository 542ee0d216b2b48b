// D1: queries compiled by Kysely, run one by one or as one atomic batch, and the one pattern for a
// condition with consequences.
import {
  type CompiledQuery,
  type Compilable,
  DummyDriver,
  type InsertObject,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Database as Tables } from '../../../sql/generated/rows.ts';
import { isLocked } from './passing-faults.ts';

/**
 * Compiles only: D1 has no connection for Kysely to hold, and a batch has to be handed over whole.
 */
export const query = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const waitsMs = [30, 100, 300];

/**
 * Waits a moment for a database that another connection holds: as D1 then did nothing, a write may
 * be sent again as well as a read. What else passes is left to whoever asked: D1 repeats reads by
 * itself, a write may have been done, and more requests make an overload worse.
 */
async function whenFree<T>(run: () => Promise<T>): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await run();
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));
  }
  return run();
}

export class Database {
  readonly #d1: D1Database;

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  async all<Row>(q: Compilable<Row>): Promise<Row[]> {
    const { results } = await whenFree(() => this.#prepare(q.compile()).all<Row>());
    return results;
  }

  async first<Row>(q: Compilable<Row>): Promise<Row | null> {
    return (await this.all(q))[0] ?? null;
  }

  /** Reads several queries in one round trip. */
  async allOf<const Queries extends readonly Compilable<unknown>[]>(
    ...queries: Queries
  ): Promise<{ [I in keyof Queries]: Queries[I] extends Compilable<infer Row> ? Row[] : never }> {
    const results = await whenFree(() => this.#d1.batch(queries.map((q) => this.#prepare(q.compile()))));
    // D1 answers one result per statement, in order; the types of the rows are the queries' own.
    return results.map(({ results: rows }) => rows) as never;
  }

  /** Runs one statement. Returns how many rows it changed. */
  async run(q: Compilable<unknown>): Promise<number> {
    const { meta } = await whenFree(() => this.#prepare(q.compile()).run());
    return meta.changes;
  }

  /**
   * Runs all statements in one transaction. Returns whether the first of them changed a row.
   *
   * D1 has no interactive transaction, and a batch goes on when a guarded statement hit no row. So
   * what depends on the first statement is written with `insertIfChanged`, which asks changes() of
   * the statement right before it: a chain of them stops with the first that did nothing.
   */
  async guarded(first: Compilable<unknown>, ...then: Compilable<unknown>[]): Promise<boolean> {
    const [changed = 0] = await this.changesOf(first, ...then);
    return changed > 0;
  }

  /** Runs all statements in one transaction. Returns how many rows each of them changed. */
  async changesOf(...statements: Compilable<unknown>[]): Promise<number[]> {
    const results = await whenFree(() => this.#d1.batch(statements.map((q) => this.#prepare(q.compile()))));
    return results.map(({ meta }) => meta.changes);
  }

  /**
   * Runs all statements in one transaction, of which the first only reads. Returns its rows, as
   * they were before the others, and how many rows each of the others changed.
   */
  async readThenChange<Row>(
    first: Compilable<Row>,
    ...then: Compilable<unknown>[]
  ): Promise<{ rows: Row[]; changes: number[] }> {
    const statements = [first, ...then].map((q) => this.#prepare(q.compile()));
    const [read, ...changed] = await whenFree(() => this.#d1.batch<Row>(statements));
    return { rows: read?.results ?? [], changes: changed.map(({ meta }) => meta.changes) };
  }

  #prepare(compiled: CompiledQuery): D1PreparedStatement {
    return this.#d1.prepare(compiled.sql).bind(...compiled.parameters);
  }
}

class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled once, for those that every request asks: Kysely makes its text
 * anew at each call, which for a few joins costs more than the rest of the request's own work.
 * `build` must use the values as parameters only, never decide by them.
 */
export function prepared<Values extends object, Row>(
  build: (values: Values) => Compilable<Row>,
): (values: Values) => Compilable<Row> {
  let compiled: CompiledQuery<Row> | undefined;
  // Each property is a stand-in that Kysely passes on unseen among the parameters.
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values;
  return (values) => ({
    compile() {
      const text = (compiled ??= build(slots).compile());
      const given = values as Record<string, unknown>;
      return { ...text, parameters: text.parameters.map((p) => (p instanceof Slot ? given[p.name] : p)) };
    },
  });
}

/** The values of a list as rows, for `in`: one statement for however many. */
export const valuesOf = (values: readonly string[]) =>
  sql<string>`(select value from json_each(${JSON.stringify(values)}))`;

/** What an insert into a table takes. */
export type InsertInto<T extends keyof Tables> = InsertObject<Tables, T>;

/** An insert that happens only if the statement before it in the batch changed a row. */
export function insertIfChanged<T extends keyof Tables & string>(
  table: T,
  values: InsertObject<Tables, T>,
): Compilable<unknown> {
  const columns = sql.join(Object.keys(values).map((column) => sql.ref(column)));
  const row = sql.join(Object.values(values).map((value) => sql`${value}`));
  return {
    compile: () => sql`insert into ${sql.table(table)} (${columns}) select ${row} where changes() > 0`.compile(query),
  };
}

/** What SQLite says when a UNIQUE or PRIMARY KEY constraint on this column refuses a row. */
export function isConflict(error: unknown, column: string): boolean {
  return error instanceof Error && error.message.includes('UNIQUE constraint failed') && error.message.includes(column);
}

export { type Compilable, sql };

/** A statement that is clearer in SQL than in Kysely's calls. */
export function statement(text: ReturnType<typeof sql>): Compilable<unknown> {
  return { compile: () => text.compile(query) };
}
