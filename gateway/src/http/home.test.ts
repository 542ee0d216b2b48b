import { expect, test } from 'vitest';
import type { Config } from '../config.ts';
import { isLeftName, isOtherNameOfHome } from './home.ts';

// as much of the settings as the names depend on
const config = { baseUrl: 'http://burstflare.localhost:8787', runtimeHost: 'process' } as Config;

test.each([
  ['http://localhost:8787/', true, true],
  ['http://127.0.0.1:8787/', true, true],
  ['http://localhost:9000/', true, true],
  // the console's live cookies come here as well: not believed, and not ended
  ['http://burstflare.localhost:9000/', true, false],
  ['http://burstflare.localhost:8787/', false, false],
  ['http://evil.example:8787/', false, false],
])('%s: cookies are not believed: %s; what a browser has there is ended: %s', (url, other, left) => {
  expect([isOtherNameOfHome(config, new URL(url)), isLeftName(config, new URL(url))]).toEqual([other, left]);
});
