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

test('a code that the gateway has too has the same status there, and each that a preview shows is one of them', () => {
  const theirs = parse(readFileSync(new URL('../../openapi/openapi.yaml', import.meta.url), 'utf8'))['x-problems'];
  const shared = Object.entries(PROBLEMS).filter(([code]) => code in theirs);
  for (const [code, [status]] of shared) expect([code, theirs[code].status]).toEqual([code, status]);
  expect(shared.map(([code]) => code)).toEqual(
    expect.arrayContaining(['not_found', 'app_unreachable', 'port_not_open', 'internal_error']),
  );
});

test('a problem’s text names the facts of the case', () => {
  const body = problemBody(new Problem('port_not_open', { port: 5173, state: 'exited' }), 'req-1');
  expect(body).toMatchObject({ status: 503, code: 'port_not_open', requestId: 'req-1' });
  expect(body.detail).toBe('No process of this session listens on port 5173; the start command is exited.');
});
