// Keyset paging: newest first by (created_at, id), so that a page is stable while rows are added.
import type { SelectQueryBuilder } from 'kysely';
import { Problem } from '../errors.ts';
import { base64Url, fromBase64Url } from './crypto.ts';
import { type Compilable, type Database, sql } from './d1.ts';

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

type Position = readonly [createdAt: number, id: string];

export function encodeCursor(position: Position): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(position)));
}

export function decodeCursor(cursor: string): Position {
  const bytes = fromBase64Url(cursor);
  try {
    const [createdAt, id]: unknown[] = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
    if (Number.isSafeInteger(createdAt) && typeof id === 'string') return [Number(createdAt), id];
  } catch {
    // Not one of ours: refused below, as any other.
  }
  throw new Problem('bad_request', {}, undefined, [
    { path: 'query.cursor', message: "Not a cursor of this list; pass on a page's nextCursor as it is" },
  ]);
}

/**
 * Runs a query over a table with `created_at` and `id` as one page. The row past the page's end
 * tells whether there is a next one.
 */
export async function page<DB, T extends keyof DB, Row extends { id: string; created_at: number }>(
  db: Database,
  rows: SelectQueryBuilder<DB, T, Row>,
  { limit, cursor }: PageRequest,
): Promise<Page<Row>> {
  // The columns are the row type's own; Kysely cannot tell that through a generic table.
  let ordered = rows as unknown as SelectQueryBuilder<{ row: { id: string; created_at: number } }, 'row', Row>;
  if (cursor !== undefined) {
    const [createdAt, id] = decodeCursor(cursor);
    ordered = ordered.where((where) =>
      where.or([
        where('created_at', '<', createdAt),
        where.and([where('created_at', '=', createdAt), where('id', '<', id)]),
      ]),
    );
  }
  const found = await db.all(
    ordered
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1) as unknown as Compilable<Row>,
  );
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.created_at, last.id]) : null };
}

export function mapPage<Row, Item>(from: Page<Row>, present: (row: Row) => Item): Page<Item> {
  return { items: from.items.map(present), nextCursor: from.nextCursor };
}

/**
 * Whether a column that is kept in lower case contains the text, taken literally. Not LIKE: D1
 * refuses patterns of more than 50 bytes, and `%` and `_` would have to be escaped.
 */
export function contains(column: string, text: string) {
  return sql<boolean>`instr(${sql.ref(column)}, ${text.toLowerCase()}) > 0`;
}
