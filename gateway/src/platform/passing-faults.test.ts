// Which errors of the platform pass by themselves: Cloudflare's documented words, and nothing that
// a request is at fault for.
import { expect, test } from 'vitest';
import { isLocked, passingFault, reasonOf } from './passing-faults.ts';

test.each([
  'D1_ERROR: database is locked: SQLITE_BUSY',
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
  'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
  'D1_ERROR: D1 DB reset because its code was updated.',
  'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
  'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.',
  "D1_ERROR: D1 DB's isolate exceeded its memory limit and was reset.",
  'D1_ERROR: D1 DB exceeded its CPU time limit and was reset.',
])('%s is the database', (message) => {
  expect(passingFault(new Error(message))).toBe('The database');
  expect(reasonOf(new Error(message))).not.toContain('D1_ERROR');
});

test('only a lock is known to have let nothing happen', () => {
  expect(isLocked(new Error('D1_ERROR: database is locked: SQLITE_BUSY'))).toBe(true);
  expect(isLocked(new Error('D1_ERROR: Network connection lost.'))).toBe(false);
});

test.each([
  'put: Unspecified error (0)',
  'put: We encountered an internal error. Please try again. (10001)',
  'get: The service is temporarily unavailable. (10043)',
  'put: Reduce your concurrent request rate for the same object. (10058)',
])('%s is object storage', (message) => expect(passingFault(new Error(message))).toBe('Object storage'));

test.each([
  Object.assign(new Error('it is busy'), { overloaded: true }),
  Object.assign(new Error('it moved'), { retryable: true }),
  new Error('Durable Object is overloaded. Too many requests queued.'),
  new Error('Durable Object storage operation exceeded timeout which caused object to be reset.'),
  new Error('Network connection lost.'),
])('%s is a Durable Object', (error) => expect(passingFault(error)).toBe('A part of the deployment'));

test.each([
  'D1_ERROR: UNIQUE constraint failed: templates.name: SQLITE_CONSTRAINT',
  'D1_ERROR: no such table: x: SQLITE_ERROR',
  'put: The SHA-256 checksum you specified did not match what we received. (10037)',
  'the app says that the database is locked',
])('%s stays what it is', (message) => {
  expect(passingFault(new Error(message))).toBe(null);
  expect(reasonOf(new Error(message))).toBe(message);
});
