import { expect, test } from 'vitest';
import document from '../../../openapi/generated/runtime.json' with { type: 'json' };
import { operations } from '../../generated/operations.ts';
import { finderOf } from './find-operation.ts';

const findOperation = finderOf(operations);

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

test.each(Object.entries(document.paths))('each operation of the contract at %s is found by its path', (path, item) => {
  for (const [method, operation] of Object.entries(item)) {
    if (!METHODS.includes(method)) continue;
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, `a b-${name}`]);
    const asked = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(`a b-${name}`));
    const id = 'operationId' in operation ? operation.operationId : null;
    expect(findOperation(method.toUpperCase(), asked)).toEqual({ id, params: Object.fromEntries(named) });
  }
});

test.each([
  ['PATCH', '/health'],
  ['GET', '/health/'],
  ['GET', '/jobs/'],
  ['GET', '/jobs/a/b'],
  ['GET', '//health'],
  ['GET', '/constructor'],
  ['HEAD', '/preview/1/x'],
])('%s %s is no operation', (method, path) => {
  expect(findOperation(method, path)).toBeNull();
});

test('what does not decode reaches the schema as it is', () => {
  expect(findOperation('GET', '/jobs/%ff')).toEqual({ id: 'getJob', params: { jobId: '%ff' } });
});
