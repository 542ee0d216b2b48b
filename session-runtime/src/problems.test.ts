import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Problem, PROBLEMS, problemBody } from './problems.ts';

test('the codes, statuses and texts are those of the contract', () => {
  const contract = parse(readFileSync(new URL('../../openapi/runtime.yaml', import.meta.url), 'utf8'))['x-problems'];
  const ours = Object.entries(PROBLEMS).map(([code, [status, title, detail, next]]) => [
    code,
    { status, title, detail, next },
  ]);
  expect(Object.fromEntries(ours)).toEqual(contract);
});

test('a problem’s text names the facts of the case', () => {
  const body = problemBody(new Problem('port_not_open', { port: 5173, state: 'exited' }), 'req-1');
  expect(body).toMatchObject({ status: 503, code: 'port_not_open', requestId: 'req-1' });
  expect(body.detail).toBe('No process of this session listens on port 5173; the start command is exited.');
});
