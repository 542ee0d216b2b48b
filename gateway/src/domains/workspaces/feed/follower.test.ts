import { expect, test } from 'vitest';
import { Follower, type Source } from './follower.ts';
import { heartbeat, opening } from './frame.ts';

/** A source that has what it was given, and a follower of it at a time that the test sets. */
function followed(give: Uint8Array[] = []) {
  const clock = { now: 0 };
  let reads = 0;
  let ended = false;
  let ends = 0;
  let failure: Error | undefined;
  const source: Source = {
    async read() {
      reads += 1;
      if (failure) throw failure;
      const next = give.shift();
      return { frames: next ? [next] : [], ended: next === undefined && ended };
    },
  };
  const follower = new Follower(
    source,
    () => clock.now,
    () => (ends += 1),
  );
  return {
    clock,
    follower,
    give: (bytes: Uint8Array) => (give.push(bytes), follower.wake()),
    end: () => ((ended = true), follower.wake()),
    fail: () => ((failure = new Error('broken')), follower.wake()),
    reads: () => reads,
    ends: () => ends,
    reader: () => follower.body.getReader(),
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const large = () => new Uint8Array(20 * 1024);

test('a follower is sent what there is, then what comes, then the end', async () => {
  const one = followed([bytes('a')]);
  const reader = one.reader();
  expect((await reader.read()).value).toEqual(opening);
  expect((await reader.read()).value).toEqual(bytes('a'));
  const next = reader.read();
  one.give(bytes('b'));
  expect((await next).value).toEqual(bytes('b'));
  one.end();
  expect((await reader.read()).done).toBe(true);
  expect(one.ends()).toBe(1);
});

test('a wake between two looks is not lost', async () => {
  const one = followed();
  const reader = one.reader();
  await reader.read();
  one.follower.wake();
  one.give(bytes('a'));
  expect((await reader.read()).value).toEqual(bytes('a'));
});

test('a follower that reads nothing is read for no further than its queue, and is cut off after half a minute', async () => {
  const one = followed(Array.from({ length: 50 }, large));
  await expect.poll(one.reads).toBe(2);
  one.clock.now = 29_000;
  one.follower.beat();
  expect(one.ends()).toBe(0);
  one.clock.now = 31_000;
  one.follower.beat();
  expect(one.ends()).toBe(1);
  await expect(one.reader().read()).rejects.toThrow('cut off');
  expect(one.reads()).toBe(2);
});

test('one that reads slowly, but reads, is not cut off', async () => {
  const one = followed(Array.from({ length: 50 }, large));
  const reader = one.reader();
  for (let minute = 1; minute < 20; minute++) {
    await reader.read();
    await expect.poll(one.reads).toBe(minute + 1);
    one.clock.now += 25_000;
    one.follower.beat();
  }
  expect(one.ends()).toBe(0);
});

test('an idle follower gets heartbeats, and is never taken for one that does not read', async () => {
  const one = followed();
  const reader = one.reader();
  await reader.read();
  for (let beat = 0; beat < 5; beat++) {
    one.clock.now += 60_000;
    one.follower.beat();
    expect((await reader.read()).value).toEqual(heartbeat);
  }
  expect(one.ends()).toBe(0);
});

test('a client that goes away is forgotten once, and its source is read no more', async () => {
  const one = followed();
  const reader = one.reader();
  await reader.read();
  await reader.cancel();
  expect(one.ends()).toBe(1);
  const before = one.reads();
  one.give(bytes('a'));
  one.follower.beat();
  one.follower.cut();
  expect([one.reads(), one.ends()]).toEqual([before, 1]);
});

test('a source that fails cuts its own stream off', async () => {
  const one = followed();
  const reader = one.reader();
  await reader.read();
  const next = reader.read();
  one.fail();
  await expect(next).rejects.toThrow('cut off');
  expect(one.ends()).toBe(1);
});
