// Who signs in waits seconds at most, whatever strangers do.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Turns } from './turns.ts';

let turns: Turns;
let begun: string[];
let refused: string[];

beforeEach(() => {
  vi.useFakeTimers();
  turns = new Turns();
  [begun, refused] = [[], []];
});

afterEach(() => {
  vi.useRealTimers();
});

const ask = (name: string, caller = name) =>
  turns.take(caller).then(
    () => void begun.push(name),
    () => void refused.push(name),
  );
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('they begin one after the other, with room between; a later one does not wait', async () => {
  for (const name of ['a', 'b', 'c']) void ask(name);
  await pass(0);
  expect(begun).toEqual(['a']);
  await pass(240);
  expect(begun).toEqual(['a']);
  await pass(80);
  expect(begun).toHaveLength(2);
  await pass(260);
  expect(begun).toHaveLength(3);
  await pass(10_000);
  void ask('d');
  await pass(0);
  expect(begun).toHaveLength(4);
  expect(vi.getTimerCount()).toBe(0);
});

test('an address that asks a hundred times stands behind one that asks once', async () => {
  for (let n = 0; n < 100; n++) void ask(`flood-${n}`, 'flood');
  await pass(100);
  void ask('person');
  await pass(500);
  expect(begun).toContain('person');
  expect(begun.length).toBeLessThanOrEqual(3);
  await pass(1000);
  expect(refused).toHaveLength(100 - 1 - 32 + 1);
});

test('two hundred addresses that ask again at once do not keep a newcomer waiting', async () => {
  let over = false;
  const hammer = async (caller: string) => {
    while (!over) await turns.take(caller).catch(() => undefined);
  };
  const all = Array.from({ length: 200 }, (_, n) => hammer(`10.0.0.${n}`));
  await pass(2000);
  void ask('person');
  await pass(600);
  expect(begun).toEqual(['person']);
  over = true;
  await pass(20_000);
  await Promise.all(all);
});

test('requests that were cut off cost no turn', async () => {
  void ask('first');
  for (let n = 0; n < 30; n++) void ask(`gone-${n}`);
  await pass(10);
  vi.clearAllTimers(); // as workerd does with those of a request that is gone
  await pass(200);
  void ask('person');
  void ask('another');
  await pass(2500);
  expect(begun).toEqual(expect.arrayContaining(['first', 'person', 'another']));
  expect(begun).toHaveLength(3);
});

test('nobody waits for more than seconds to be refused', async () => {
  for (let n = 0; n < 40; n++) void ask(`early-${n}`);
  const goOn = setInterval(() => void ask(`late-${Math.random()}`), 100);
  await pass(11_000);
  clearInterval(goOn);
  const early = (name: string) => name.startsWith('early');
  expect(begun.filter(early).length + refused.filter(early).length).toBe(40);
  await pass(20_000);
});
