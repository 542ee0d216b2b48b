// npm run bench: figures with their spread, each against a baseline measured in the same run. Not tests: nothing fails on a slow day.
//   npm run bench              all of them
//   npm run bench -- api       those whose file name begins so
// A bench is a file tests/bench/<name>.bench.ts with `export const bench: Bench`.
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { buildAll } from '../../tools/start/builds.ts';
import { startPlatform } from '../support/platform.ts';
import type { Bench } from './figures.ts';

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
  .sort();
if (files.length === 0) {
  console.error(`No bench ${wanted.length > 0 ? `begins with ${wanted.join(' or ')}` : 'is there yet'}.`);
  process.exit(1);
}

await buildAll();
const memory = Math.round(totalmem() / 2 ** 30);
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${memory} GiB, Node ${process.versions.node}`);
for (const file of files) {
  // the naming rule above is the contract; a file that breaks it fails here by name
  const { bench } = (await import(`./${file}`)) as { bench: Bench };
  console.log(`\n## ${bench.title}\nRepeat: npm run bench -- ${file.replace('.bench.ts', '')}`);
  const platform = await startPlatform({ env: bench.env ?? {} });
  try {
    await bench.run(platform);
  } finally {
    await platform.stop();
  }
}
