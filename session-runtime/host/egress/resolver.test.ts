import { expect, test, vi } from 'vitest';
import { systemResolver } from './resolver.ts';

test('names that never resolve hold up the session that asks for them, and no other', async () => {
  const asked: string[] = [];
  const answers = new Map<string, (addresses: string[]) => void>();
  const ask = (name: string) => {
    asked.push(name);
    return new Promise<string[]>((resolve) => answers.set(name, resolve));
  };
  const resolve = systemResolver(16, ask);
  const slow = Array.from({ length: 10 }, (_, i) => resolve(`slow-${i}`, 'ses-a'));
  const other = resolve('quick', 'ses-b');
  // A quarter of the eight lookups that may run at once, and the neighbour's.
  expect(asked).toEqual(['slow-0', 'slow-1', 'quick']);
  answers.get('quick')?.(['1.1.1.1']);
  expect(await other).toEqual(['1.1.1.1']);
  answers.get('slow-0')?.([]);
  await vi.waitFor(() => expect(asked).toContain('slow-2'));
  const most = Array.from({ length: 60 }, (_, i) => resolve(`more-${i}`, 'ses-a'));
  await expect(most.at(-1)).rejects.toMatchObject({ kind: 'busy' });
  for (const rest of [...slow, ...most]) rest.catch(() => undefined);
});

test('the system’s own names are resolved, and one that is none has no address', async () => {
  const resolve = systemResolver();
  expect(await resolve('localhost', 'ses-a')).toContain('127.0.0.1');
  await resolve('no-such-host.invalid', 'ses-a').then(
    (addresses) => expect(addresses).toEqual([]),
    (error: unknown) => expect(error).toMatchObject({ kind: 'unreachable' }),
  );
});
