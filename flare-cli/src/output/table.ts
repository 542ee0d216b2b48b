// Owns tables: aligned columns that fit the terminal's width. A printer of its own because
// importing @oclif/table takes 900 ms.
import { cut, padded, plain, widthOf } from './text.ts';

export interface Column<Row> {
  header: string;
  value: (row: Row) => string;
  /**
   * Gives way when the terminal is too narrow; the widest such column is cut first. Ids never are:
   * people copy them.
   */
  shrinks?: boolean;
}

interface Options {
  /** How wide a line may be; without it, as wide as it takes. */
  columns?: number | undefined;
  paintHeader?: (text: string) => string;
}

const GAP = 2;
const NARROWEST = 8;

export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], options: Options = {}): string {
  const cells = rows.map((row) => columns.map(({ value }) => plain(value(row))));
  const widths = columns.map(({ header }, index) =>
    Math.max(widthOf(header), ...cells.map((line) => widthOf(line[index] ?? ''))),
  );
  if (options.columns !== undefined) shrink(widths, columns, options.columns);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => padded(cut(text, widths[index] ?? 0), widths[index] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd();
  const header = line(columns.map(({ header }) => header));
  return [options.paintHeader?.(header) ?? header, ...cells.map(line)].join('\n');
}

/** One row without a header, for output that is read line by line. */
export const rowText = <Row>(row: Row, columns: readonly Column<Row>[]): string =>
  columns.map(({ value }) => plain(value(row))).join(' '.repeat(GAP));

/** Names and values, one a line. */
export function fields(entries: readonly (readonly [name: string, value: string | undefined])[]): string {
  const present = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const width = Math.max(...present.map(([name]) => widthOf(name)));
  return present.map(([name, value]) => `${padded(name, width + GAP)}${plain(value)}`).join('\n');
}

function shrink(widths: number[], columns: readonly Column<never>[], limit: number): void {
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - limit;
  while (excess > 0) {
    let widest = -1;
    for (const [index, { shrinks = false }] of columns.entries()) {
      const width = widths[index] ?? 0;
      if (shrinks && width > NARROWEST && width > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
}
