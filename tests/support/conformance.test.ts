// The check that every other test leans on has to be able to fail.
import { expect, test } from 'vitest';
import { checkAgainstContract } from './conformance.ts';

const json = (status: number, body: unknown, type = 'application/json') => ({
  status,
  headers: { 'content-type': type, 'x-request-id': 'req-1' },
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const check =
  (answer: ReturnType<typeof json>, method = 'POST', path = '/api/auth/login') =>
  () =>
    checkAgainstContract(method, path, answer);

test('a status that is not declared is refused', () => {
  expect(check(json(418, {}))).toThrow(
    'logIn (POST /api/auth/login) answered 418, which the contract does not declare',
  );
});

test('a content type that is not declared is refused', () => {
  expect(check(json(400, '<h1>Bad Request</h1>', 'text/html'))).toThrow('as "text/html"');
});

test('a body that breaks its schema is refused, with the place', () => {
  expect(check(json(400, { status: 'four hundred' }, 'application/problem+json'))).toThrow(
    /breaks its schema: .*status/,
  );
});

test('a success with a field too many is refused', () => {
  expect(check(json(200, { csrfToken: 'x', surprise: true }))).toThrow('breaks its schema');
});

test('a refusal that leaves a fact out of its texts is refused', () => {
  const problem = { type: '/docs#malformed_json', title: 'x', status: 400, code: 'malformed_json', requestId: 'req-1' };
  const detail = 'The JSON parser says: ';
  expect(check(json(400, { ...problem, detail }, 'application/problem+json'))).toThrow(
    'leaves reason out of its texts',
  );
  const whole = { ...problem, detail: `${detail}no`, context: { reason: 'no' } };
  expect(check(json(400, whole, 'application/problem+json'))).not.toThrow();
});

test('a code that the operation does not refuse with is refused', () => {
  const problem = { type: '/docs#not_found', title: 'x', status: 400, detail: 'x', requestId: 'req-1' };
  const answer = (code: string) => json(400, { ...problem, code }, 'application/problem+json');
  expect(check(answer('manifest_invalid'))).toThrow(/breaks its schema: .*code/);
  expect(check(answer('bad_request'))).not.toThrow();
});

test('a header that is not declared is refused, and so is one that is missing', () => {
  const problem = { type: '/docs#x', title: 'x', status: 400, code: 'bad_request', detail: 'x', requestId: 'req-1' };
  const { headers, ...answer } = json(400, problem, 'application/problem+json');
  expect(check({ ...answer, headers: { ...headers, ...{ 'x-surprise': '1' } } })).toThrow('with x-surprise');
  expect(check({ ...answer, headers: { 'content-type': headers['content-type'], 'x-request-id': '' } })).toThrow(
    'without x-request-id',
  );
});

test('an unknown /api path must answer as a problem', () => {
  expect(check(json(200, '<h1>Console</h1>', 'text/html'), 'GET', '/api/nothing')).toThrow('is not in the contract');
  expect(check(json(404, {}, 'application/problem+json'), 'GET', '/api/nothing')).not.toThrow();
});

test('pages outside the contract are not its business', () => {
  expect(check(json(200, '<h1>Console</h1>', 'text/html'), 'GET', '/sessions')).not.toThrow();
});
