// What /openapi.json serves holds more than what is authored under openapi/domains: the runtime's
// operations are mounted by the generator, after the sources were linted. So the result is held to
// the rules of public operations once more.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintOne } from '../../tools/generate/redocly.ts';

const openapi = join(import.meta.dirname, '../../openapi');

test('the served contract keeps every rule of a public operation, mounted ones included', async () => {
  expect(await lintOne(openapi, join(openapi, 'redocly.yaml'), 'served')).toEqual([]);
});
