// npm run ci: what CI runs, in one command. The checks, then exactly `npm test`; a failed check
// never hides a test's failure.
import { spawnSync } from 'node:child_process';
import { forgetSummary, lastLine, readSummary } from '../test/summary.ts';

const run = (script: string[]) => spawnSync('npm', script, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

const checked = run(['run', '--silent', 'check']);
forgetSummary();
const tested = run(['--silent', 'test']);
if (!checked) {
  // the last line speaks for the whole run
  const summary = readSummary();
  console.log('npm run check failed: see above.');
  console.log(lastLine({ ...summary, failed: summary.failed + 1 }));
}
process.exit(checked && tested ? 0 : 1);
