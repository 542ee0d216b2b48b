import { ConnectionError } from '@burstflare/sdk';
import { describe, expect, test } from 'vitest';
import { isUnreachable } from './errors.ts';

describe('isUnreachable', () => {
  test.each([
    ['a call without a reply', new ConnectionError('/api/me', new TypeError('Failed to fetch'))],
    ['a call that took too long', new DOMException('signal timed out', 'TimeoutError')],
    ['a script, Chromium', new TypeError('Failed to fetch dynamically imported module: http://localhost/nodes/7.js')],
    ['a script, Firefox', new TypeError('error loading dynamically imported module: http://localhost/nodes/7.js')],
    ['a script, Safari', new TypeError('Importing a module script failed.')],
    ['a style', new Error('Unable to preload CSS for /_app/immutable/assets/7.css')],
  ])('%s', (_, thrown) => expect(isUnreachable(thrown)).toBe(true));

  test.each([
    ['an error within a page', new TypeError("Cannot read properties of undefined (reading 'name')")],
    ['a call that was given up', new DOMException('aborted', 'AbortError')],
    ['no error at all', 'dynamically imported module'],
  ])('not %s', (_, thrown) => expect(isUnreachable(thrown)).toBe(false));
});
