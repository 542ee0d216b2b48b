import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cliLines, sessionsReport } from './report.ts';

test('what the ready message says of the CLI works as typed, from any folder', () => {
  const [path = '', register = ''] = cliLines('http://localhost:8787');
  expect(register).toBe('flare auth register --api-url http://localhost:8787');
  // bin/flare.mjs builds the CLI where that was not done: only the place is looked for here.
  const found = spawnSync('sh', ['-c', `${path}; command -v flare`], { cwd: '/', encoding: 'utf8' });
  expect(found.stdout).toMatch(/\/node_modules\/\.bin\/flare\n$/);
});

test('what this machine does not do for sessions is said, and nothing where it does all', () => {
  const limits = [
    { name: 'memory', scope: 'process', reason: 'not root' },
    { name: 'disk', scope: 'none', reason: null },
    { name: 'processes', scope: 'session', reason: null },
  ] as const;
  const well = { available: true, reason: null, isolation: 'bubblewrap', limits: limits.slice(2) };
  expect(sessionsReport(well)).toEqual([]);
  const told = sessionsReport({ ...well, isolation: 'none', limits: [...limits] }).join('\n');
  expect(told).toContain('WITHOUT a sandbox');
  expect(told).toContain('Memory of a session: limited for each process only (not root)');
  expect(told).toContain('Disk of a session: not limited');
  expect(told).not.toContain('processes');
  expect(sessionsReport({ ...well, available: false, reason: 'no bubblewrap' }).join()).toContain(
    'No sessions: no bubblewrap',
  );
});
