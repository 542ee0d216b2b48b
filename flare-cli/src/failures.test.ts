import { ConnectionError, ProblemError } from '@burstflare/sdk';
import { expect, test } from 'vitest';
import { detailsOf, EXIT } from './failures.ts';

const problem = (status: number, code: string) => new ProblemError({ status, code, title: 'T', detail: 'D' });

test.each([
  [problem(400, 'bad_request'), EXIT.usage],
  [problem(422, 'idempotency_key_reused'), EXIT.usage],
  [problem(401, 'unauthenticated'), EXIT.notSignedIn],
  [problem(403, 'forbidden'), EXIT.failure],
  [problem(404, 'not_found'), EXIT.notFound],
  [problem(409, 'session_state'), EXIT.conflict],
  [problem(429, 'rate_limited'), EXIT.failure],
  [problem(502, 'session_start_failed'), EXIT.failure],
  [problem(400, 'access_denied'), EXIT.failure],
  [problem(400, 'expired_token'), EXIT.failure],
  [new ConnectionError('http://x', undefined), EXIT.connection],
])('%s ends with its own exit code', (error, exitCode) => {
  expect(detailsOf(error)?.exitCode).toBe(exitCode);
});

test('an error that nobody foresaw is not dressed up as a known one', () => {
  expect(detailsOf(new TypeError('x is undefined'))).toBeUndefined();
});
