import { expect, test } from 'vitest';
import { withoutCookies } from './cookies.ts';

const ours = new Set(['__Host-pass', 'csrf']);

test.each([
  ['__Host-pass=a.b; mine=1', 'mine=1'],
  ['mine=1;csrf=x; other="2"', 'mine=1; other="2"'],
  ['mine=1; \t__Host-pass =x', 'mine=1'],
  ['csrf', null],
  ['__Host-pass=1; csrf=2', null],
  ['__host-pass=1; x__Host-pass=2; mine=csrf', '__host-pass=1; x__Host-pass=2; mine=csrf'],
  ['a=1;b=2;  c=\xe9\xa0', 'a=1;b=2;  c=\xe9\xa0'],
])('of the cookies %j is left %j', (value, left) => {
  const raw = ['X-A', 'csrf=1', 'cookie', value, 'X-B', '2'];
  const kept = left === null ? [] : ['cookie', left];
  expect(withoutCookies(raw, ours)).toEqual(['X-A', 'csrf=1', ...kept, 'X-B', '2']);
});

test('each of several Cookie headers is looked at', () => {
  expect(withoutCookies(['Cookie', 'csrf=1', 'Cookie', 'mine=1; csrf=2'], ours)).toEqual(['Cookie', 'mine=1']);
});
