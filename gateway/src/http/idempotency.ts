// Idempotency-Key: the same request twice acts once and answers alike
// (draft-ietf-httpapi-idempotency-key-header). A key belongs to a caller and an operation, and
// lives a day, or until what it made is deleted for good. Only answers that worked are kept: a
// refusal changed nothing.
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';
import { sha256Hex } from '../platform/crypto.ts';
import { type Database, query, sql } from '../platform/d1.ts';

const keptMs = 24 * 3600 * 1000;
/** A try that has not ended after this long died with its isolate; the next one takes over. */
const abandonedMs = 60_000;

export interface StoredReply {
  status: number;
  body: unknown;
}

export interface IdempotentTry {
  keyHash: string;
  attemptId: string;
  /**
   * What ids are derived from: the same for every try of one request, another one when the key is
   * used anew after its day.
   */
  idSeed: string;
}

export async function keyHashOf(callerId: string, operation: Operation, key: string): Promise<string> {
  return sha256Hex(`${callerId}\n${operation.operationId}\n${key}`);
}

/** Begins a try, or answers the reply that an earlier one left. */
export async function beginTry(
  db: Database,
  keyHash: string,
  body: Uint8Array | null,
  now: number,
): Promise<IdempotentTry | StoredReply> {
  const bodyHash = await sha256Hex(body ? new TextDecoder().decode(body) : '');
  const attemptId = crypto.randomUUID();
  // One statement decides: a new key is taken, and so is an expired one, or an abandoned one of the
  // same body.
  const taken = await db.first(
    query
      .insertInto('idempotency_keys')
      .values({
        key_hash: keyHash,
        body_hash: bodyHash,
        attempt_id: attemptId,
        started_at: now,
        expires_at: now + keptMs,
      })
      .onConflict((conflict) =>
        conflict
          .column('key_hash')
          .doUpdateSet({
            body_hash: bodyHash,
            attempt_id: attemptId,
            started_at: now,
            expires_at: sql<number>`iif(idempotency_keys.expires_at <= ${now}, ${now + keptMs}, idempotency_keys.expires_at)`,
            status: null,
            reply: null,
          })
          .where(
            sql<boolean>`idempotency_keys.expires_at <= ${now} or (idempotency_keys.status is null and idempotency_keys.body_hash = ${bodyHash} and idempotency_keys.started_at <= ${now - abandonedMs})`,
          ),
      )
      .returning('expires_at'),
  );
  if (taken) return { keyHash, attemptId, idSeed: `${keyHash}:${taken.expires_at}` };
  const row = await db.first(query.selectFrom('idempotency_keys').selectAll().where('key_hash', '=', keyHash));
  if (!row) throw new Problem('idempotency_in_flight', {}, 'the key was released meanwhile');
  if (row.body_hash !== bodyHash) throw new Problem('idempotency_key_reused');
  if (row.status === null || row.reply === null)
    throw new Problem('idempotency_in_flight').withHeaders({ 'retry-after': '1' });
  return { status: row.status, body: JSON.parse(row.reply) };
}

export async function finishTry(db: Database, attempt: IdempotentTry, reply: StoredReply): Promise<void> {
  await db.run(
    query
      .updateTable('idempotency_keys')
      .set({ status: reply.status, reply: JSON.stringify(reply.body ?? null) })
      .where('key_hash', '=', attempt.keyHash)
      .where('attempt_id', '=', attempt.attemptId),
  );
}

/**
 * Ends a try that broke off at an unknown place: what it made may be there. The same request may be
 * sent again at once, and meets the ids of this try.
 */
export async function releaseTry(db: Database, attempt: IdempotentTry): Promise<void> {
  await db.run(
    query
      .updateTable('idempotency_keys')
      .set({ started_at: 0 })
      .where('key_hash', '=', attempt.keyHash)
      .where('attempt_id', '=', attempt.attemptId)
      .where('status', 'is', null),
  );
}

/** Ends a try that was refused and changed nothing. */
export async function abandonTry(db: Database, attempt: IdempotentTry): Promise<void> {
  await db.run(
    query
      .deleteFrom('idempotency_keys')
      .where('key_hash', '=', attempt.keyHash)
      .where('attempt_id', '=', attempt.attemptId),
  );
}

type End = (db: Database, attempt: IdempotentTry) => Promise<void>;
export type Settle = (end: End) => Promise<void>;

const laterMs = [500, 1000, 2000, 4000, 8000];

/**
 * Ends a try. Where the database fails that, as it may have failed the request, it is tried again
 * after the answer: whoever asks once more need not wait until the try is given up. An end names
 * its try, so that one that comes late ends no other.
 */
export function settling(db: Database, attempt: IdempotentTry, waitUntil: (work: Promise<void>) => void): Settle {
  return (end) => {
    const settle = () => end(db, attempt);
    return settle().catch((error: unknown) => {
      waitUntil(repeated(settle));
      throw error;
    });
  };
}

async function repeated(settle: () => Promise<void>): Promise<void> {
  for (const ms of laterMs) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const done = await settle().then(
      () => true,
      () => false, // The database is still out of order.
    );
    if (done) return;
  }
}
