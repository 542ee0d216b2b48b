import { ProblemError } from '@burstflare/sdk';
import { expect, test } from 'vitest';
import { asTyped } from './typed-fields.ts';

const command = { flags: { name: {}, port: {}, 'sleep-ttl-seconds': {}, template: {} }, args: { session: {} } };

test.each([
  ['body.name', '--name'],
  ['query.port', '--port'],
  ['body.sleepTtlSeconds', '--sleep-ttl-seconds'],
  ['body.templateId', '--template'],
  ['query.sessionId', 'session'],
  ['body.ports[0].number', 'ports[0].number'],
  ['body.clientName', 'client name'],
  ['burstflare.yaml:3: ports[0]', 'burstflare.yaml:3: ports[0]'],
])('%s was typed as %s', (path, typed) => {
  const problem = new ProblemError({
    code: 'bad_request',
    status: 400,
    title: '',
    detail: '',
    errors: [{ path, message: 'No' }],
  });
  expect(asTyped(problem, command).errors).toEqual([{ path: typed, message: 'No' }]);
});
