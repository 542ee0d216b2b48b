import { expect, test } from 'vitest';
import { inOrder } from './typed-words.ts';

test.each([
  ['session list --limit 5', 'session list --limit 5'],
  ['--api-url http://x session list', 'session list --api-url http://x'],
  ['--api-url=http://x --json session list --limit 5', 'session list --limit 5 --api-url=http://x --json'],
  ['--output yaml session get web -- rest', 'session get web --output yaml -- rest'],
  ['help', ''],
  ['help session list', 'session list --help'],
  ['--json', ''],
  ['--version', '--version'],
  ['--api-url', ''],
])('%s is read as %s', (typed, read) => {
  expect(inOrder(typed.split(' ')).join(' ')).toBe(read);
});
