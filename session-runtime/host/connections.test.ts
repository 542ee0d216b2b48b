// A connection lives as long as every leave that it was let in on.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connections } from './connections.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
let connections: Connections;
let ended: string[];

beforeEach(() => {
  vi.useFakeTimers();
  connections = new Connections();
  ended = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const enter = (name: string, grants: string[], forMs = day) =>
  connections.enter({ grants, until: Date.now() + forMs }, () => ended.push(name));

test('ends with any of its grants, once, and no other does', () => {
  enter('both', ['aus-a', 'mem-a']);
  enter('sign-in', ['aus-a']);
  enter('other', ['aus-b']);
  expect(connections.end(['mem-a'])).toBe(1);
  expect(connections.end(['aus-a', 'aus-c'])).toBe(1);
  expect(ended).toEqual(['both', 'sign-in']);
});

test('meets a closed door when it was on its way as its grant ended', () => {
  connections.end(['aus-a']);
  expect(() => enter('late', ['mem-a', 'aus-a'])).toThrow('sign-in behind this request has ended');
  vi.advanceTimersByTime(9 * minute);
  expect(() => enter('late', ['aus-a'])).toThrow('sign-in behind this request has ended');
  expect(() => enter('over', ['aus-b'], 0)).toThrow('sign-in behind this request has ended');
  expect(ended).toEqual([]);
});

test('ends by itself when its time comes, however far that is', () => {
  enter('soon', ['aus-a'], 2000);
  enter('far', ['aus-a'], 60 * day);
  vi.advanceTimersByTime(1999);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ended).toEqual(['soon']);
  vi.advanceTimersByTime(59 * day);
  expect(ended).toEqual(['soon']);
  vi.advanceTimersByTime(day);
  expect(ended).toEqual(['soon', 'far']);
});

test('that has ended by itself is not ended again, and leaves no timer', () => {
  const leave = enter('gone', ['aus-a']);
  leave();
  expect([connections.end(['aus-a']), ended, vi.getTimerCount()]).toEqual([0, [], 0]);
});

test('of the gateway itself stands on nobody’s leave', () => {
  connections.enter(null, () => ended.push('gateway'))();
  connections.end(['aus-a']);
  expect(ended).toEqual([]);
});
