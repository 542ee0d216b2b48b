import { expect, test } from 'vitest';
import { complaints } from './owasp.ts';

const finding = (code: string, method = 'get') => ({
  code,
  path: ['paths', '/a', method, 'responses'],
  message: 'No.',
});
const because = 'There is a reason.';

test('a finding without an exception is told with its place', () => {
  expect(complaints([finding('rule-a'), finding('rule-b')], [{ rule: 'rule-a', because }])).toEqual([
    'rule-b at paths//a/get/responses: No.',
  ]);
});

test('an exception holds for its operations alone, and fails where nothing needs it', () => {
  const exceptions = [{ rule: 'rule-a', at: ['GET /a', 'PUT /a'], because }];
  expect(complaints([finding('rule-a'), finding('rule-a', 'post')], exceptions)).toEqual([
    'rule-a at paths//a/post/responses: No.',
    'rule-a: the exception for PUT /a is not needed',
  ]);
});
