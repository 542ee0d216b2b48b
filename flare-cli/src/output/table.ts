// Owns tables: aligned columns that fit the terminal's width. A printer of its own because
// importing @oclif/table takes 900 ms.
import { usageFailure } from '../failures.ts';
import { cut, padded, plain, widthOf } from './text.ts';

export interface Column<Row> {
  header: string;
  value: (row: Row) => string;
  /** Where there is no room, the column with the highest goes first; one without a rank stays. */
  rank?: number;
  /**
   * Free text, which is cut where the rest leaves too little room for it. Names and ids never are:
   * people type and copy them.
   */
  shrinks?: boolean;
}

interface Options {
  /** How wide a line may be; without it, as wide as it takes. */
  columns?: number | undefined;
  paintHeader?: (text: string) => string;
}

interface Table {
  text: string;
  /** The headers of the columns that found no room. */
  hidden: string[];
}

const GAP = 2;
/** What is left of a text that is cut. */
const NARROWEST = 8;

export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], options: Options = {}): Table {
  const laid = columns.map((column) => layOut(rows, column));
  const limit = options.columns ?? Infinity;
  const shown = withRoom(laid, limit);
  shrink(shown, limit);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => padded(cut(text, shown[index]?.width ?? 0), shown[index]?.width ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd();
  const header = line(shown.map(({ header }) => header));
  const lines = rows.map((_, row) => line(shown.map(({ cells }) => cells[row] ?? '')));
  return {
    text: [options.paintHeader?.(header) ?? header, ...lines].join('\n'),
    hidden: laid.filter((column) => !shown.includes(column)).map(({ header }) => header),
  };
}

/** One row without a header, for output that is read line by line. */
export const rowText = <Row>(row: Row, columns: readonly Column<Row>[]): string =>
  columns.map(({ value }) => plain(value(row))).join(' '.repeat(GAP));

/** What a column is called in a command line. */
export const columnKey = ({ header }: { header: string }) => header.toLowerCase().replaceAll(' ', '-');

/** Those that a command line names, in its order; they stay, whatever room there is. */
export function chosenColumns<Row>(columns: readonly Column<Row>[], names: string | undefined): readonly Column<Row>[] {
  if (names === undefined) return columns;
  return names.split(',').map((name) => {
    const found = columns.find((column) => columnKey(column) === name.trim().toLowerCase());
    if (found === undefined)
      throw usageFailure(
        `There is no column ${name.trim() === '' ? 'without a name' : name.trim()}`,
        `There are: ${columns.map(columnKey).join(', ')}.`,
      );
    return { ...found, rank: 0 };
  });
}

/** Names and values, one a line. */
export function fields(entries: readonly (readonly [name: string, value: string | undefined])[]): string {
  const present = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const width = Math.max(...present.map(([name]) => widthOf(name)));
  return present.map(([name, value]) => `${padded(name, width + GAP)}${plain(value)}`).join('\n');
}

interface LaidOut {
  header: string;
  cells: string[];
  width: number;
  rank: number;
  shrinks: boolean;
}

function layOut<Row>(rows: readonly Row[], { header, value, rank = 0, shrinks = false }: Column<Row>): LaidOut {
  const cells = rows.map((row) => plain(value(row)));
  return { header, cells, width: Math.max(widthOf(header), ...cells.map(widthOf)), rank, shrinks };
}

const least = ({ width, shrinks }: LaidOut) => (shrinks ? Math.min(width, NARROWEST) : width);
const total = (widths: number[]) => widths.reduce((sum, width) => sum + width + GAP, -GAP);

function withRoom(columns: LaidOut[], limit: number): LaidOut[] {
  let shown = columns;
  while (total(shown.map(least)) > limit) {
    const highest = Math.max(...shown.map(({ rank }) => rank));
    if (highest === 0) break;
    shown = shown.filter(({ rank }) => rank !== highest);
  }
  return shown;
}

/** The widest text gives way first. */
function shrink(columns: LaidOut[], limit: number): void {
  while (total(columns.map(({ width }) => width)) > limit) {
    const [widest] = columns
      .filter(({ shrinks, width }) => shrinks && width > NARROWEST)
      .toSorted((a, b) => b.width - a.width);
    if (widest === undefined) return;
    widest.width -= 1;
  }
}
