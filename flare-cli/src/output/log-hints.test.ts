import { expect, test } from 'vitest';
import { logHints } from './log-hints.ts';

test.each([
  [
    'bash: line 1: go: command not found',
    'This template needs `go`, and the session’s image has none: install it in `setup`, or on the machine that runs BurstFlare (Debian: apt-get install golang-go).',
  ],
  [
    'sh: 1: pnpm: not found',
    'This template needs `pnpm`, and the session’s image has none: `npm install --global pnpm` in `setup` installs it',
  ],
  ['env: ‘ruby’: No such file or directory', 'This template needs `ruby`'],
  ['bash: line 3: frobnicate: command not found', 'on the machine that runs BurstFlare.'],
  ["ModuleNotFoundError: No module named 'flask.cli'", 'Python has no module `flask`'],
  ['/usr/bin/python3: No module named streamlit', 'Python has no module `streamlit`'],
  ['fatal: not a git repository (or any of the parent directories): .git', '`git` in burstflare.yaml'],
  ["husky - .git can't be found", '`git` in burstflare.yaml'],
])('%s', (line, hint) => {
  expect(logHints(['before', line, line])).toEqual([expect.stringContaining(hint)]);
});

test('nothing is said of what is none of these', () => {
  expect(logHints(['GET /notes: not found', 'Error: cannot connect', 'module.js:1'])).toEqual([]);
});
