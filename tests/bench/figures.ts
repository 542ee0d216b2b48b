// What benches share: timing many runs in turn with their baseline, percentiles, and a table that shows the spread.
import type { TestPlatform } from '../support/platform.ts';

export interface Bench {
  readonly title: string;
  run(platform: TestPlatform): Promise<void>;
}

export interface Figures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

export function figuresOf(samples: readonly number[]): Figures {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), min: at(0), max: at(1) };
}

/** Runs the subjects in turn, round by round, so that a slow minute of the machine falls on all of them alike. Milliseconds. */
export async function timeInTurn<Name extends string>(
  subjects: Record<Name, () => Promise<unknown>>,
  { rounds, warmups = 2 }: { rounds: number; warmups?: number },
): Promise<Record<Name, Figures>> {
  // Object.keys loses the literal names
  const names = Object.keys(subjects) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmups; round < rounds; round++) {
    for (const name of names) {
      const started = performance.now();
      await subjects[name]();
      if (round >= 0) samples.get(name)?.push(performance.now() - started);
    }
  }
  return Object.fromEntries(names.map((name) => [name, figuresOf(samples.get(name) ?? [])])) as Record<Name, Figures>;
}

export function printFigures(rows: Record<string, Figures>, unit = 'ms'): void {
  const show = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, { count, ...figures }]) => [
        name,
        {
          runs: count,
          ...Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${key} ${unit}`, show(value)])),
        },
      ]),
    ),
  );
}
