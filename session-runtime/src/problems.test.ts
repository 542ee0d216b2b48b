import { expect, test } from 'vitest';
import { Problem, problemBody } from './problems.ts';

test('a problem’s text names the facts of the case', () => {
  const body = problemBody(new Problem('port_not_open', { port: 5173, state: 'exited' }), 'req-1');
  expect(body).toMatchObject({ status: 503, code: 'port_not_open', requestId: 'req-1' });
  expect(body.detail).toBe('No process of this session listens on port 5173; the start command is exited.');
});
