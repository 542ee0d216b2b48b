import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cliLines } from './report.ts';

test('what the ready message says of the CLI works as typed, from any folder', () => {
  const [path = '', register = ''] = cliLines('http://localhost:8787');
  expect(register).toBe('flare auth register --api-url http://localhost:8787');
  // bin/flare.mjs builds the CLI where that was not done: only the place is looked for here.
  const found = spawnSync('sh', ['-c', `${path}; command -v flare`], { cwd: '/', encoding: 'utf8' });
  expect(found.stdout).toMatch(/\/node_modules\/\.bin\/flare\n$/);
});
