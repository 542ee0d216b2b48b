import { ProblemError } from '@burstflare/sdk';
import { expect, test } from 'vitest';
import { EXIT, Failure } from './failures.ts';
import { forEach, namesOf } from './several.ts';

type Sessions = Parameters<typeof forEach>[0];
// what of a session is looked at
const sessions = (...names: string[]) => names.map((name) => ({ id: `ses-${name}`, name })) as unknown as Sessions;
const busy = new ProblemError({
  code: 'session_busy',
  status: 409,
  title: 'It is busy',
  detail: 'A save is under way.',
});

test('one that fails keeps no other from its turn, and is told by its name, with its own exit code', async () => {
  const done: string[] = [];
  const work = async ({ name }: Sessions[number]) => {
    if (name === 'b') throw busy;
    done.push(name);
  };
  const failure: unknown = await forEach(sessions('a', 'b', 'c'), work).catch((error: unknown) => error);
  expect(done).toEqual(['a', 'c']);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    details: {
      title: 'It failed for 1 of 3 sessions',
      detail: 'b: It is busy. A save is under way.',
      exitCode: EXIT.conflict,
      context: { failed: [{ name: 'b', code: 'session_busy' }] },
    },
  });
});

test('a single one fails as it does alone, and a bug ends all', async () => {
  await expect(forEach(sessions('a'), () => Promise.reject(busy))).rejects.toBe(busy);
  const bug = new TypeError('a bug');
  await expect(forEach(sessions('a', 'b'), () => Promise.reject(bug))).rejects.toBe(bug);
});

test.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d and 3 more'],
])('%j are told as %s', (names, told) => {
  expect(namesOf(sessions(...names))).toBe(told);
});
