import { describe, expect, test } from 'vitest';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Origins, outward } from './naming.ts';

const origins = new Origins({ proto: 'https', host: '5173--ses-a.preview.example' }, 5173, 'ses-a');
const own = 'https://5173--ses-a.preview.example';
const api = 'https://3000--ses-a.preview.example';

test.each([
  ['http://localhost:5173/a?b#c', `${own}/a?b#c`],
  ['http://127.0.0.1:5173', own],
  ['http://[::1]:5173/', `${own}/`],
  ['http://0.0.0.0:5173/x', `${own}/x`],
  ['HTTP://LOCALHOST:5173/x', `${own}/x`],
  ['http://localhost:3000/login?next=/', `${api}/login?next=/`],
  ['/relative', '/relative'],
  ['http://localhost/without-a-port', 'http://localhost/without-a-port'],
  ['http://localhost:22/not-an-app’s', 'http://localhost:22/not-an-app’s'],
  ['http://localhost:99999/', 'http://localhost:99999/'],
  ['http://localhost:5173.evil.example/', 'http://localhost:5173.evil.example/'],
  ['https://example.com/?u=http://localhost:5173/', 'https://example.com/?u=http://localhost:5173/'],
])('outside, %s is %s', (address, expected) => {
  expect(origins.publicAddress(address)).toBe(expected);
});

test.each([
  [`${own}/a?b`, 'http://localhost:5173/a?b'],
  [api, 'http://localhost:3000'],
  ['null', 'null'],
  ['https://3000--ses-b.preview.example', 'https://3000--ses-b.preview.example'],
  ['http://3000--ses-a.preview.example', 'http://3000--ses-a.preview.example'],
  ['https://3000--ses-a.preview.example.evil.example', 'https://3000--ses-a.preview.example.evil.example'],
  ['https://03000--ses-a.preview.example', 'https://03000--ses-a.preview.example'],
  [`https://evil.example/${own}`, `https://evil.example/${own}`],
  ['http://localhost:5173', null],
  ['http://127.0.0.1:3000/page', null],
])('inside, %s is %s', (address, expected) => {
  expect(origins.localAddress(address)).toBe(expected);
});

test.each([
  ['https', '9999--ses-a.preview.example', 'https://3000--ses-a.preview.example'],
  ['http', '9999--ses-a.localhost:8787', 'http://3000--ses-a.localhost:8787'],
  ['https', '9999--ses-b.preview.example', null],
  ['https', '9998--ses-a.preview.example', null],
  ['https', 'evil.example', null],
  ['https', '9999--ses-a.preview.example/@evil.example', null],
  ['https', '9999--ses-a.x"><script>', null],
  ['https', '9999--ses-a.evil@example', null],
  ['javascript', '9999--ses-a.preview.example', null],
])('another port of the session, seen from %s://%s, is at %s', (proto, host, expected) => {
  expect(new Origins({ proto, host }, 9999, 'ses-a').sibling(3000)).toBe(expected);
});

function request(headers: Record<string, string>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers });
}

describe('in an answer', () => {
  test.each([
    ['Location', 'http://localhost:3000/x', `${api}/x`],
    ['content-location', 'http://localhost:5173/x', `${own}/x`],
    ['Access-Control-Allow-Origin', 'http://localhost:3000', api],
    ['Access-Control-Allow-Origin', '*', '*'],
    ['Refresh', '0; url=http://localhost:3000/x', `0; url=${api}/x`],
    ['Refresh', "5;URL='http://127.0.0.1:5173/'", `5;URL='${own}/'`],
    ['Refresh', '30', '30'],
    ['Set-Cookie', 'a=\xe9;domain = x ;Path=/', 'a=\xe9;Path=/'],
    ['X-Other', 'http://localhost:3000', 'http://localhost:3000'],
  ])('%s: %s becomes %s', (name, value, expected) => {
    expect(outward(['A', '1', name, value], request({ origin: own }), origins)).toEqual(['A', '1', name, expected]);
  });
});

test.each([
  ['sid=\xe9; HttpOnly; Path=/; SameSite=Lax', 'sid=\xe9; HttpOnly; Path=/'],
  ['a=secure; secure;samesite = strict; Domain=x; Max-Age=9', 'a=secure; Max-Age=9'],
  ['a=1; SameSite=None; Secure; Partitioned', 'a=1'],
  ['a=1; SecureX=1', 'a=1; SecureX=1'],
])('the cookie %j is one for a page on another port, too', (cookie, kept) => {
  const set = (headers: Record<string, string>) => outward(['Set-Cookie', cookie], request(headers), origins)[1];
  const expected = `${kept}; SameSite=None; Secure; Partitioned`;
  expect(set({ origin: api })).toBe(expected);
  expect(set({ referer: `${api}/page` })).toBe(expected);
  // the tab went there from the other port
  expect(set({ referer: `${api}/page`, 'sec-fetch-dest': 'document' })).toBe(cookie.replace('; Domain=x', ''));
  for (const origin of [own, 'https://evil.example', 'https://3000--ses-b.preview.example', 'null'])
    expect(set({ origin })).toBe(cookie.replace('; Domain=x', ''));
});
