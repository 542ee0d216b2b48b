// What benches share: timing subjects in turn with their baseline, percentiles, tables that show
// the spread, and targets.
import type { TestPlatform } from '../support/platform.ts';

export interface Bench {
  readonly title: string;
  /** What its platform is started with, beside what every platform of the benches has. */
  readonly env?: Record<string, string>;
  run(platform: TestPlatform): Promise<void>;
}

export interface Figures {
  readonly count: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

export function figuresOf(samples: readonly number[]): Figures {
  const sorted = [...samples].sort((a, b) => a - b);
  // between two samples where it falls between them, so that two rounds have a middle
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below = Number.NaN, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
    return below + (above - below) * (place % 1);
  };
  return { count: sorted.length, p10: at(0.1), p50: at(0.5), p90: at(0.9), p99: at(0.99), min: at(0), max: at(1) };
}

/**
 * Runs the subjects in turn, round by round, so that a slow minute of the machine falls on all of
 * them alike. Each answers its own figure.
 */
export async function measureInTurn<Name extends string>(
  subjects: Record<Name, () => Promise<number>>,
  { rounds, warmups = 1 }: { rounds: number; warmups?: number },
): Promise<Record<Name, number[]>> {
  // Object.keys loses the literal names
  const names = Object.keys(subjects) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -warmups; round < rounds; round++) {
    for (const name of names) {
      const figure = await subjects[name]();
      if (round >= 0) samples[name].push(figure);
    }
  }
  return samples;
}

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const show = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** One line per subject: median and spread, and, given a baseline, how the medians compare. */
export function printFigures<Name extends string>(
  samples: Record<Name, readonly number[]>,
  { unit = 'ms', baseline }: { unit?: string; baseline?: NoInfer<Name> } = {},
): void {
  const base = baseline && figuresOf(samples[baseline]).p50;
  const rows = Object.entries<readonly number[]>(samples).map(([name, values]) => {
    const { count, ...figures } = figuresOf(values);
    const shown = Object.entries(figures).map(([key, value]) => [key === 'p50' ? `p50 ${unit}` : key, show(value)]);
    return [
      name,
      { runs: count, ...Object.fromEntries(shown), ...(base && { [`÷ ${baseline}`]: show(figures.p50 / base) }) },
    ];
  });
  console.table(Object.fromEntries(rows));
}

/** A table of single figures. */
export function printShares(rows: Record<string, Record<string, number | string>>): void {
  const shown = Object.entries(rows).map(([name, row]) => [
    name,
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? show(value) : value]),
    ),
  ]);
  console.table(Object.fromEntries(shown));
}

/** The ratio of two subjects, round by round: what they share of a slow moment falls out. */
export function ratioOf(subject: readonly number[], baseline: readonly number[]): Figures {
  return figuresOf(subject.map((value, round) => value / (baseline[round] ?? Number.NaN)));
}

export function printTarget(
  what: string,
  figure: number,
  target: { atMost?: number; atLeast?: number },
  unit = '',
): void {
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = target;
  const met = figure <= atMost && figure >= atLeast;
  const wanted = target.atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  console.log(`${met ? '✓ met   ' : '✗ missed'} ${what}: ${show(figure)}${unit} (target: ${wanted}${unit})`);
}
