// npm test: every test there is, on a machine as it comes. Arguments go to vitest: npm test --
// tests/e2e --testNamePattern=… The last line is always `N passed, N failed`, with `, N skipped`
// where something was left out.
import { spawn } from 'node:child_process';
import { readSettings } from '../start/settings.ts';
import { ensureTools, platformTools, testTools } from '../start/system-tools.ts';
import { missingReport } from '../start/report.ts';
import { closingLines, forgetSummary, lastLine, readSummary } from './summary.ts';

const missing = ensureTools([...platformTools, ...testTools], readSettings(process.env).installTools);
if (missing.length > 0) console.error(missingReport(missing).join('\n'));

forgetSummary();
const vitest = spawn(
  'vitest',
  ['run', '--reporter=default', '--reporter=./tools/test/summary-reporter.ts', ...process.argv.slice(2)],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal));
const code = await new Promise<number>((resolve) => vitest.once('exit', (exit) => resolve(exit ?? 1)));

const summary = readSummary();
// a run that finds nothing to run proves nothing; and vitest may know of a failure that is in no
// test
if (code !== 0 && summary.failed === 0) summary.failed = 1;
if (summary.passed + summary.failed === 0) summary.failed = 1;
for (const line of closingLines(summary)) console.log(line);
console.log(lastLine(summary));
process.exit(summary.failed === 0 ? 0 : 1);
