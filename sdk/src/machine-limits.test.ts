import { expect, test } from 'vitest';
import { limitWords } from './machine-limits.ts';

test('names what holds for the session, and says of the rest how far it holds and why', () => {
  expect(
    limitWords([
      { name: 'memory', scope: 'process', reason: 'no control groups' },
      { name: 'systemCalls', scope: 'session', reason: null },
      { name: 'processes', scope: 'session', reason: null },
      { name: 'disk', scope: 'none', reason: null },
    ]),
  ).toEqual({
    held: 'Held to its own system calls, processes',
    gaps: ['Only each process is limited in memory (no control groups)', 'Not limited: disk'],
  });
});

test('a machine that enforces nothing says so, and one that is not heard nothing', () => {
  expect(limitWords([{ name: 'disk', scope: 'none', reason: null }])?.held).toBe('None is enforced here');
  expect(limitWords([])).toBeNull();
});
