// Where sign-in may lead: to this origin's pages and nowhere else.
import { expect, test } from 'vitest';
import { isServed, nextPath } from './next-path.ts';

const origin = 'http://localhost:8787';

test.each([
  '/sessions',
  '/sessions/ses-a?x=1#y',
  '/device?user_code=WDJB-MJHT',
  '/runtime/sessions/ses-a/preview?port=1',
])('%s is kept', (path) => {
  expect(nextPath(path, origin)).toBe(path);
});

test.each([
  null,
  '',
  'sessions',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n//evil.example',
  '///evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'http:evil.example',
  'javascript:alert(1)',
  ' //evil.example',
])('%j leads home', (next) => {
  expect(nextPath(next, origin)).toBe('/');
});

test.each([
  '/..//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e%2e//evil.example',
  '/./\\\\evil.example',
])('%s stays on this origin when it is followed', (next) => {
  expect(new URL(nextPath(next, origin), origin).origin).toBe(origin);
});

test('the sign-in page itself is no target', () => {
  expect(nextPath('/login?next=/sessions', origin)).toBe('/');
});

test('what the Worker answers is known from the console’s own pages', () => {
  expect(isServed('/runtime/sessions/ses-a/preview')).toBe(true);
  expect(isServed('/sessions')).toBe(false);
});
