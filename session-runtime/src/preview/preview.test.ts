import { expect, test } from 'vitest';
import { endToEnd } from '../http/headers.ts';
import { publicLocation } from './proxy.ts';

const ORIGIN = 'https://5173--ses-a.preview.example';

test.each([
  ['http://localhost:5173/a?b#c', `${ORIGIN}/a?b#c`],
  ['http://127.0.0.1:5173', ORIGIN],
  ['http://[::1]:5173/', `${ORIGIN}/`],
  ['http://0.0.0.0:5173/x', `${ORIGIN}/x`],
  ['HTTP://LOCALHOST:5173/x', `${ORIGIN}/x`],
  ['/relative', '/relative'],
  ['http://localhost:5174/other-port', 'http://localhost:5174/other-port'],
  ['http://localhost:5173.evil.example/', 'http://localhost:5173.evil.example/'],
  ['http://localhost:51730/', 'http://localhost:51730/'],
  ['https://example.com/?u=http://localhost:5173/', 'https://example.com/?u=http://localhost:5173/'],
])('%s is seen as %s', (location, expected) => {
  expect(publicLocation(location, 5173, ORIGIN)).toBe(expected);
});

test('headers of one hop stay behind, those that Connection names too; order, case and repetition of the others survive', () => {
  const raw = [
    'X-B',
    '1',
    'Connection',
    'close, X-Mine',
    'x-mine',
    '1',
    'Set-Cookie',
    'a',
    'TE',
    'trailers',
    'Set-Cookie',
    'b',
  ];
  expect(endToEnd(raw)).toEqual(['X-B', '1', 'Set-Cookie', 'a', 'Set-Cookie', 'b']);
  expect(endToEnd(raw, ['x-b'])).toEqual(['Set-Cookie', 'a', 'Set-Cookie', 'b']);
});
