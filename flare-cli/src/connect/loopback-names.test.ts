import { expect, test } from 'vitest';
import { isLoopback } from './loopback-names.ts';

test.each([
  ['localhost', true],
  ['burstflare.localhost', true],
  ['a.b.LOCALHOST.', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['localhost.example.com', false],
  ['notlocalhost', false],
  ['127.0.0.1.example.com', false],
  ['10.0.0.1', false],
])('%s stays on this machine: %s', (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});
