// npm run check: everything that can be said about the tree without running it, one line each. All
// of them run, even after a failure.
import { checks, type Check } from './checks.ts';

const only = process.argv.slice(2);
let failed = 0;
for (const check of checks) {
  if (only.length === 0 || only.includes(check.name)) await report(check);
}
if (failed > 0) {
  console.error(`\n${failed} of the checks failed. One alone: npm run check -- <name>`);
  process.exit(1);
}

async function report(check: Check): Promise<void> {
  const started = performance.now();
  const problem = await check.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`  ${problem === undefined ? '✓' : '✗'} ${check.name.padEnd(18)} ${seconds.padStart(5)} s`);
  if (problem === undefined) return;
  failed++;
  console.error(problem.trimEnd().replaceAll(/^/gm, '      '));
  if (check.cure) console.error(`      → ${check.cure}`);
}
