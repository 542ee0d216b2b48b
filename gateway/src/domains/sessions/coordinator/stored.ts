// The form in which a coordinator keeps its session, by version, and the way from each earlier one
// to this. D1's migrations do not reach an object's storage: it is upgraded by the object itself,
// when the first release that knows a newer form wakes it.
import { lifted, type Upgrade } from '../../../platform/record-version.ts';
import type { SessionRecord } from '../record.ts';

export const recordVersion = 3;

/** What each version was, in the words of its release; every step makes the next version of it. */
const upgrades: readonly Upgrade[] = [
  // 1 → 2: a command names its step.
  (record: RecordV1) => ({ ...record, operation: record.operation && steppedOperation(record) }),
  // 2 → 3: the app's health, which the next look or start fills in.
  ({ view, internal, ...record }: RecordV2) => ({
    ...record,
    view: { ...view, app: null },
    internal: { ...internal, seen: null, noted: null },
  }),
];

interface RecordV2 {
  view: object;
  internal: object;
}

interface RecordV1 {
  view: { state: string };
  spec: unknown;
  internal: unknown;
  operation: { id: string; command: string; discard?: boolean } | null;
}

/**
 * Version 1 began each command anew where it was taken up; the second half of a restart was known
 * by the state.
 */
function steppedOperation({ view, operation }: RecordV1) {
  const starts = operation?.command === 'start' || (operation?.command === 'restart' && view.state === 'starting');
  return {
    ...operation,
    discard: operation?.discard ?? false,
    actorId: null,
    step: { name: starts ? 'inspect' : 'hook' },
    seq: 0,
  };
}

/** The record in today's form. Throws RecordTooNew. */
export function upgradeRecord(version: number, record: unknown): SessionRecord {
  return lifted('session', version, record, upgrades) as SessionRecord;
}

const rowOf = (sql: SqlStorage) =>
  sql.exec<{ version: number; record: string }>('SELECT version, record FROM record').toArray()[0];

export function readRecord(sql: SqlStorage): SessionRecord | null {
  const row = rowOf(sql);
  return row ? upgradeRecord(row.version, JSON.parse(row.record)) : null;
}

/**
 * Makes the tables of this release, and brings into them what an earlier one kept. A later one's
 * record is left as it is. The table is called `record` as in version 1, whose release fails on it:
 * with a table of another name that one would take the session for a new one.
 */
export function upgradeStorage(storage: DurableObjectStorage): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    const version1 = isVersion1(sql);
    if (version1) sql.exec('ALTER TABLE record RENAME TO record_1');
    sql.exec(`
      CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, record TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL, actor_id TEXT, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS outgoing (version INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (version, kind));
    `);
    if (version1) takeOverVersion1(sql);
    const row = rowOf(sql);
    if (!row || row.version >= recordVersion) return;
    const record = upgradeRecord(row.version, JSON.parse(row.record));
    sql.exec('UPDATE record SET version = ?, record = ?', recordVersion, JSON.stringify(record));
  });
}

/**
 * Version 1 kept the parts of the record in columns of their own, and each outgoing version in one
 * row.
 */
function isVersion1(sql: SqlStorage): boolean {
  const tables = sql.exec<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'record'");
  return tables.toArray().some((table) => /\binternal\b/.test(table.sql));
}

function takeOverVersion1(sql: SqlStorage): void {
  const [row] = sql
    .exec<{ view: string; spec: string; internal: string; operation: string | null }>('SELECT * FROM record_1')
    .toArray();
  if (row) {
    const parts = Object.entries({ view: row.view, spec: row.spec, internal: row.internal, operation: row.operation });
    const record = Object.fromEntries(parts.map(([name, text]) => [name, JSON.parse(text ?? 'null') as unknown]));
    sql.exec('INSERT INTO record (id, version, record) VALUES (1, 1, ?)', JSON.stringify(record));
  }
  sql.exec(`
    INSERT INTO outgoing (version, kind, body, at) SELECT version, 'view', view, at FROM outbox;
    INSERT INTO outgoing (version, kind, body, at) SELECT version, 'audit', audit, at FROM outbox WHERE audit IS NOT NULL;
    DROP TABLE outbox;
    DROP TABLE record_1;
  `);
}
