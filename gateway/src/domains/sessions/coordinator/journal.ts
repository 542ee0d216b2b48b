// The coordinator's own SQLite: the session's record, its event log, and what is on its way to D1.
// One transition is one transaction.
import type { SessionEvent, Manifest } from '../../../../generated/schemas.ts';
import { timestamp } from '../../../platform/clock.ts';
import { clip } from '../../../platform/text.ts';
import type { SessionRecord, SessionView } from '../record.ts';
import { readRecord, recordVersion, upgradeStorage } from './stored.ts';
import { transition } from './transitions/transition.ts';
import type { AuditNote, EventNote, Input, Next, Tick } from './transitions/terms.ts';

/** What one version of the session sends to D1, together: each row reaches it once. */
export interface Outgoing {
  version: number;
  view: SessionView;
  audit: AuditNote | null;
  at: number;
}

/** Its rows, as they are stored: one of a kind for each version. */
type OutgoingRow = { version: number; at: number } & (
  { kind: 'view'; body: SessionView } | { kind: 'audit'; body: AuditNote }
);

export class Journal {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #tick: () => Tick;
  #erased = false;

  constructor(storage: DurableObjectStorage, tick: () => Tick) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#tick = tick;
    upgradeStorage(storage);
  }

  /** The record, or null before the session was taken over from D1. Throws RecordTooNew. */
  read(): SessionRecord | null {
    return this.#erased ? null : readRecord(this.#sql);
  }

  /**
   * Whether everything is gone, the tables too: D1 may still list the session for a moment, but
   * nothing is to be taken over again.
   */
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
    const internal = {
      ...{ baseLayerId, startFrom: null, fileSnapshot: null, stuckOn: null },
      ...{ diskReady: false, savedAt: 0, seen: null, noted: null },
    };
    const record: SessionRecord = { view, spec, internal, operation: null };
    this.#storage.transactionSync(() => {
      this.#sql.exec(
        'INSERT OR IGNORE INTO record (id, version, record) VALUES (1, ?, ?)',
        recordVersion,
        JSON.stringify(record),
      );
      this.#sql.exec(
        "INSERT OR IGNORE INTO events (seq, type, message, state, actor_id, at) VALUES (1, 'created', 'The session was created', 'created', ?, ?)",
        view.createdBy,
        Date.parse(view.createdAt),
      );
    });
  }

  /**
   * Takes in what happened: the next record, its events and what goes out are there together, or
   * nothing is.
   */
  send(input: Input): Next {
    return this.#storage.transactionSync(() => {
      const record = this.read();
      if (!record) throw new Error('The session was not taken over.');
      const tick = this.#tick();
      const next = transition(record, input, tick);
      // A session that is looked at, and is as it was, costs no write.
      if (next.record !== record) this.#sql.exec('UPDATE record SET record = ?', JSON.stringify(next.record));
      const { view } = next.record;
      for (const event of next.events) this.#note(event, view, tick.now);
      const { version } = view.runtime;
      if (next.moved) this.#send({ version, at: tick.now, kind: 'view', body: view });
      if (next.audit) this.#send({ version, at: tick.now, kind: 'audit', body: next.audit });
      return next;
    });
  }

  #note(event: EventNote, view: SessionView, now: number): void {
    this.#sql.exec(
      'INSERT INTO events (seq, type, message, state, actor_id, at) SELECT coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ? FROM events',
      event.type,
      clip(event.message, 1000),
      view.state,
      event.actorId ?? null,
      now,
    );
  }

  #send({ version, kind, body, at }: OutgoingRow): void {
    const text = JSON.stringify(body);
    this.#sql.exec('INSERT INTO outgoing (version, kind, body, at) VALUES (?, ?, ?, ?)', version, kind, text, at);
  }

  /** The oldest versions that D1 does not have, the oldest first. */
  outgoing(): Outgoing[] {
    return this.#sql
      .exec<{ version: number; at: number; view: string; audit: string | null }>(
        `SELECT version, at, body AS view, (SELECT body FROM outgoing AS other WHERE other.version = outgoing.version AND kind = 'audit') AS audit
        FROM outgoing WHERE kind = 'view' ORDER BY version LIMIT 40`,
      )
      .toArray()
      .map(({ version, at, view, audit }) => ({
        ...{ version, at },
        // Both were written above from these very types.
        view: JSON.parse(view) as SessionView,
        audit: audit === null ? null : (JSON.parse(audit) as AuditNote),
      }));
  }

  acknowledge(version: number): void {
    this.#sql.exec('DELETE FROM outgoing WHERE version <= ?', version);
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
