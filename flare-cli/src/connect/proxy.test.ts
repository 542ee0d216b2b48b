import { afterEach, expect, test, vi } from 'vitest';
import { proxyFor } from './proxy.ts';

const NAMES = [
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'no_proxy',
  'NO_PROXY',
];
function environment(values: Record<string, string>): void {
  for (const name of NAMES) vi.stubEnv(name, values[name]);
}
afterEach(() => vi.unstubAllEnvs());

const address = 'https://burstflare.example.com';

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128 by HTTPS_PROXY'],
  [{ HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128 by HTTPS_PROXY'],
  [{ https_proxy: 'http://ada:secret@proxy:3128' }, 'http://proxy:3128 by https_proxy'],
  [{ ALL_PROXY: 'https://proxy:3128' }, 'https://proxy:3128 by ALL_PROXY'],
  [{ HTTP_PROXY: 'http://proxy:3128' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'burstflare.example.com' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '.example.com' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '*' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'example.org,localhost' }, 'http://proxy:3128 by HTTPS_PROXY'],
])('with %j the proxy is %s', (values, expected) => {
  environment(values);
  const proxy = proxyFor(address);
  expect(proxy && `${proxy.shown} by ${proxy.variable}`).toBe(expected);
});

test.each([
  'http://localhost:8787',
  'http://burstflare.localhost:8787',
  'https://127.0.0.1:8787',
  'http://example.com',
])('what goes to %s meets no proxy', (to) => {
  environment({ HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'http://proxy:3128', ALL_PROXY: 'http://proxy:3128' });
  expect(proxyFor(to)).toBeUndefined();
});

test('a proxy that cannot be used is refused by the name of its variable, without its value', () => {
  environment({ HTTPS_PROXY: 'socks5://ada:secret@proxy:1080' });
  expect(() => proxyFor(address)).toThrow(/^HTTPS_PROXY does not name a proxy by http or https$/);
});
