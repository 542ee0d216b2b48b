import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test.each([
  [undefined, 'none'],
  ['', 'none'],
  ['sandboxed', 'none'],
  ['none', 'none'],
  ['container', 'container'],
  ['bubblewrap', 'bubblewrap'],
])('told %o about what is around it, a runtime takes it for %s', (told, isolation) => {
  const env = { RUNTIME_PORT: '1', ...(told !== undefined && { RUNTIME_ISOLATION: told }) };
  expect(readSettings(env).isolation).toBe(isolation);
});
