// Keyset paging by a column and the id, so that a page is stable while rows are added.
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

/** By which column of a list's rows, and which end first. */
export interface Order<Column extends string> {
  column: Column;
  descending: boolean;
}

/** `-createdAt` as the order by a column, from a list's own table of names. */
export function orderOf<Column extends string>(sort: string, columns: Record<string, Column>): Order<Column> {
  const column = columns[sort.replace(/^-/, '')];
  // The contract lets no other through.
  if (column === undefined) throw new Error(`There is no order ${sort}.`);
  return { column, descending: sort.startsWith('-') };
}

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
  throw notOurs();
}

const notOurs = () =>
  new Problem('bad_request', {}, undefined, [
    { path: 'query.cursor', message: "Not a cursor of this list; pass on a page's nextCursor as it is" },
  ]);

/** A cursor names its order: in another one its place means nothing. */
type OrderedPosition = readonly [value: string | number, id: string, order: string];

const nameOf = ({ column, descending }: Order<string>) => `${descending ? '-' : ''}${column}`;

function placeIn(order: Order<string>, cursor: string): OrderedPosition {
  const bytes = fromBase64Url(cursor);
  try {
    const [value, id, name]: unknown[] = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
    const isValue = typeof value === 'string' || Number.isSafeInteger(value);
    // What isSafeInteger lets through is a number.
    if (isValue && typeof id === 'string' && name === nameOf(order)) return [value as string | number, id, name];
  } catch {
    // Not one of ours: refused below, as any other.
  }
  throw notOurs();
}

/**
 * Runs a query as one page, by a column that its rows have. The row past the page's end tells
 * whether there is a next one.
 */
export async function page<DB, T extends keyof DB, Row extends { id: string; created_at: number }>(
  db: Database,
  rows: SelectQueryBuilder<DB, T, Row>,
  { limit, cursor }: PageRequest,
  order: Order<keyof Row & string>,
): Promise<Page<Row>> {
  const [after, direction] = order.descending ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  // The columns are the row type's own; Kysely cannot tell that through a generic table.
  let ordered = rows as unknown as SelectQueryBuilder<{ row: { id: string; by: string | number } }, 'row', Row>;
  const column = order.column as 'by';
  if (cursor !== undefined) {
    const [value, id] = placeIn(order, cursor);
    ordered = ordered.where((where) =>
      where.or([where(column, after, value), where.and([where(column, '=', value), where('id', after, id)])]),
    );
  }
  const found = await db.all(
    ordered
      .orderBy(column, direction)
      .orderBy('id', direction)
      .limit(limit + 1) as unknown as Compilable<Row>,
  );
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  const cursorOf = (row: Row) =>
    base64Url(new TextEncoder().encode(JSON.stringify([row[order.column], row.id, nameOf(order)])));
  return { items, nextCursor: last ? cursorOf(last) : null };
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
