// Faults of what the gateway stands on (D1, R2, Durable Objects) that pass by themselves: the same
// request may succeed in a moment. The only place that knows them, since they come as plain errors,
// by their words, and through the RPC of a Durable Object as words alone.

/**
 * The documented errors of D1, and what its SQLite says when another connection holds the database,
 * as a backup at home may.
 */
const database =
  /^D1_ERROR: .*(?:database is locked|SQLITE_BUSY|is overloaded|Network connection lost|caused object to be reset|reset because its code was updated|transient issue|exceeded its (?:CPU time|memory) limit|disconnected from primary|internal error)/is;

/**
 * R2 puts its code at the end: none (a 5xx that nobody explained), an internal error, unavailable,
 * too many requests.
 */
const objectStorage = /^\w+: .*\((?:0|10001|10043|10058)\)$/s;

/**
 * Cloudflare marks such errors of a Durable Object; by their words where a second object passed
 * them on.
 */
const durableObject =
  /^(?:Durable Object (?:is overloaded|storage operation exceeded timeout|reset because its code was updated)|Network connection lost|Your account is generating too much load on Durable Objects)/i;

/**
 * What is out of order for a moment, as the subject of a sentence; null where the fault is another.
 */
export function passingFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  if (database.test(message)) return 'The database';
  if (objectStorage.test(message)) return 'Object storage';
  const marked = Reflect.get(error, 'overloaded') === true || Reflect.get(error, 'retryable') === true;
  return marked || durableObject.test(message) ? 'A part of the deployment' : null;
}

/**
 * D1 refused before it did anything: another connection had the database. Such a statement may be
 * sent again, whatever it does.
 */
export const isLocked = (error: unknown): boolean =>
  error instanceof Error && /^D1_ERROR: .*(?:database is locked|SQLITE_BUSY)/i.test(error.message);

/** Why something failed, for people. */
export function reasonOf(error: unknown): string {
  const what = passingFault(error);
  if (what !== null) return `${what} took no requests for a moment; the same may succeed now.`;
  return error instanceof Error ? error.message : String(error);
}
