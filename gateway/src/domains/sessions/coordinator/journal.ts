// The coordinator's own SQLite: the session's record, its event log, and the outbox towards D1. One transition is one transaction.
import type { Manifest, SessionEvent } from '../../../../generated/schemas.ts';
import { timestamp } from '../../../platform/clock.ts';
import { clip } from '../../../platform/text.ts';
import type { Cause } from '../port.ts';
import type { Internal, Operation, SessionView } from '../record.ts';

export interface AuditNote extends Cause {
  event: 'session.started' | 'session.stopped' | 'session.restarted' | 'session.deleted' | 'snapshot.restored';
  /** What it was done to; the session if absent. */
  targetId?: string;
  detail?: Record<string, boolean>;
}

export interface Transition {
  view: Partial<Omit<SessionView, 'runtime'>>;
  runtime?: Partial<SessionView['runtime']>;
  internal?: Partial<Internal>;
  /** Null ends the operation; absent leaves it. */
  operation?: Operation | null;
  event?: { type: string; message: string; actorId?: string | null };
  audit?: AuditNote;
}

export interface OutboxRow {
  version: number;
  view: SessionView;
  audit: AuditNote | null;
  at: number;
}

interface Stored {
  view: string;
  spec: string;
  operation: string | null;
  internal: string;
}

export class Journal {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  #erased = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY CHECK (id = 1), view TEXT NOT NULL, spec TEXT NOT NULL, internal TEXT NOT NULL, operation TEXT);
      CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL, actor_id TEXT, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS outbox (version INTEGER PRIMARY KEY, view TEXT NOT NULL, audit TEXT, at INTEGER NOT NULL);
    `);
  }

  /** The record, or null before the session was taken over from D1. */
  read(): { view: SessionView; spec: Manifest; internal: Internal; operation: Operation | null } | null {
    if (this.#erased) return null;
    const [row] = this.#sql
      .exec<Stored & Record<string, SqlStorageValue>>('SELECT view, spec, internal, operation FROM record')
      .toArray();
    if (!row) return null;
    // All of it was written below from these very types.
    return {
      view: JSON.parse(row.view) as SessionView,
      spec: JSON.parse(row.spec) as Manifest,
      internal: JSON.parse(row.internal) as Internal,
      operation: row.operation === null ? null : (JSON.parse(row.operation) as Operation),
    };
  }

  /** Whether everything is gone, the tables too: D1 may still list the session for a moment, but nothing is to be taken over again. */
  get erased(): boolean {
    return this.#erased;
  }

  async erase(): Promise<void> {
    this.#erased = true;
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }

  /** Takes a session over as D1 has it. */
  adopt(view: SessionView, spec: Manifest, baseLayerId: string | null): void {
    const internal: Internal = {
      baseLayerId,
      startFrom: null,
      fileSnapshot: null,
      stuckOn: null,
      diskReady: false,
      savedAt: 0,
    };
    this.#storage.transactionSync(() => {
      this.#sql.exec(
        'INSERT OR IGNORE INTO record (id, view, spec, internal) VALUES (1, ?, ?, ?)',
        JSON.stringify(view),
        JSON.stringify(spec),
        JSON.stringify(internal),
      );
      this.#sql.exec(
        "INSERT OR IGNORE INTO events (seq, type, message, state, actor_id, at) VALUES (1, 'created', 'The session was made', 'created', ?, ?)",
        view.createdBy,
        Date.parse(view.createdAt),
      );
    });
  }

  /** Applies a transition: next version, record, event and outbox row at once. */
  apply(change: Transition, now: number): SessionView {
    return this.#storage.transactionSync(() => {
      const record = this.read();
      if (!record) throw new Error('The session was not taken over.');
      const at = timestamp(now);
      const merged = { ...record.view, ...change.view, updatedAt: at };
      const view: SessionView = {
        ...merged,
        runtime: {
          ...record.view.runtime,
          ...change.runtime,
          status: merged.state,
          version: record.view.runtime.version + 1,
          updatedAt: at,
        },
      };
      const operation = change.operation === undefined ? record.operation : change.operation;
      this.#sql.exec(
        'UPDATE record SET view = ?, internal = ?, operation = ?',
        JSON.stringify(view),
        JSON.stringify({ ...record.internal, ...change.internal }),
        operation && JSON.stringify(operation),
      );
      if (change.event) this.#note(change.event, view, now);
      this.#sql.exec(
        'INSERT INTO outbox (version, view, audit, at) VALUES (?, ?, ?, ?)',
        view.runtime.version,
        JSON.stringify(view),
        change.audit ? JSON.stringify(change.audit) : null,
        now,
      );
      return view;
    });
  }

  /** Notes what only the coordinator knows: no transition of the session, so neither version nor lists change. */
  keep(internal: Partial<Internal>): void {
    this.#storage.transactionSync(() => {
      const record = this.read();
      if (!record) throw new Error('The session was not taken over.');
      this.#sql.exec('UPDATE record SET internal = ?', JSON.stringify({ ...record.internal, ...internal }));
    });
  }

  #note(event: NonNullable<Transition['event']>, view: SessionView, now: number): void {
    this.#sql.exec(
      'INSERT INTO events (seq, type, message, state, actor_id, at) SELECT coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ? FROM events',
      event.type,
      clip(event.message, 1000),
      view.state,
      event.actorId ?? null,
      now,
    );
  }

  outbox(): OutboxRow[] {
    return this.#sql
      .exec<{ version: number; view: string; audit: string | null; at: number }>(
        'SELECT version, view, audit, at FROM outbox ORDER BY version LIMIT 40',
      )
      .toArray()
      .map((row) => ({
        version: row.version,
        view: JSON.parse(row.view) as SessionView,
        audit: row.audit === null ? null : (JSON.parse(row.audit) as AuditNote),
        at: row.at,
      }));
  }

  acknowledge(version: number): void {
    this.#sql.exec('DELETE FROM outbox WHERE version <= ?', version);
  }

  /** Events before `before`, newest first. */
  events(before: number, limit: number): SessionEvent[] {
    return this.#sql
      .exec<{ seq: number; type: string; message: string; state: string; actor_id: string | null; at: number }>(
        'SELECT * FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?',
        before,
        limit,
      )
      .toArray()
      .map((row) => ({
        seq: row.seq,
        type: row.type,
        message: row.message,
        state: row.state as SessionEvent['state'],
        actorId: row.actor_id,
        at: timestamp(row.at),
      }));
  }
}
