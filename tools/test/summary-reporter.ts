// A vitest reporter that counts for the last line of `npm test`, and notes what is printed before
// it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { summaryFile, type Summary } from './summary.ts';

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const summary: Summary = { passed: 0, failed: unhandled.length, skipped: [], failures: [], files: [] };
    for (const error of unhandled) summary.failures.push(`outside of tests: ${firstLine(error)}`);
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      summary.files.push({ path: module.relativeModuleId, ms: module.diagnostic().duration });
      for (const test of tests) count(test, summary);
      // a file that could not be read, or whose hooks failed, is a failure even if no test of it is
      if (module.state() !== 'failed' || tests.some((test) => test.result().state === 'failed')) continue;
      summary.failed++;
      summary.failures.push(`${module.relativeModuleId}: ${firstLine(module.errors()[0])}`);
    }
    mkdirSync(dirname(summaryFile), { recursive: true });
    writeFileSync(summaryFile, JSON.stringify(summary));
  }
}

function count(test: TestCase, summary: Summary): void {
  const result = test.result();
  if (result.state === 'passed') summary.passed++;
  else if (result.state === 'failed') {
    summary.failed++;
    summary.failures.push(`${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(result.errors[0])}`);
  } else
    summary.skipped.push(
      result.state === 'skipped' && result.note ? `${test.fullName}: ${result.note}` : test.fullName,
    );
}

function firstLine(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  return (message || 'no message').split('\n')[0]?.slice(0, 300) ?? '';
}
