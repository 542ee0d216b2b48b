// The cookie jar drops and keeps what a browser would.
import { expect, test } from 'vitest';
import { CookieJar } from './cookies.ts';

const url = new URL('http://localhost:8787/api/auth/refresh');

test.each([
  ['__Host-s=1; Path=/; Secure; HttpOnly', '__Host-s=1'],
  ['__Host-s=1; Path=/api; Secure', ''],
  ['__Host-s=1; Path=/', ''],
  ['__Host-s=1; Path=/; Secure; Domain=localhost', ''],
  ['__Secure-r=a=b; Path=/api/auth; Secure', '__Secure-r=a=b'],
  ['plain=1; Path=/other', ''],
])('%s is sent as "%s"', (line, header) => {
  const jar = new CookieJar();
  jar.store(url, [line]);
  expect(jar.header(url)).toBe(header);
});

test('a cookie is removed by Max-Age=0, and never shown to another host', () => {
  const jar = new CookieJar();
  jar.store(url, ['a=1; Path=/', 'b=2; Path=/']);
  expect(jar.header(new URL('http://3000--s.localhost:8787/'))).toBe('');
  jar.store(url, ['a=; Path=/; Max-Age=0']);
  expect(jar.header(url)).toBe('b=2');
});
