import { expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';
import { parseInput } from './parse.ts';

function errorsOf(
  operation: Operation,
  body: unknown,
  params: unknown = {},
): readonly { path: string; message: string }[] {
  const request = new Request('http://localhost/api/templates', { method: 'POST' });
  try {
    parseInput(operation, request, params, new TextEncoder().encode(JSON.stringify(body)));
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
}

test('a text with half a character is refused by its field, and whole characters are taken', () => {
  const message = 'Not well-formed Unicode: it holds a lone surrogate';
  expect(errorsOf(operations.createTemplate, { name: '\ud800'.repeat(100), description: '\udfff\ud83d' })).toEqual([
    { path: 'body.name', message },
    { path: 'body.description', message },
  ]);
  const labelled = { number: 3000, label: 'a\ud83d' };
  const manifest = { image: 'burstflare/base', ports: [{ number: 8000 }, labelled], env: { A: '\udc00' } };
  expect(errorsOf(operations.createTemplateVersion, { manifest }, { templateId: `tpl-${'a'.repeat(20)}` })).toEqual([
    { path: 'body.manifest.ports[1].label', message },
    { path: 'body.manifest.env.A', message },
  ]);
  for (const operation of [operations.registerUser, operations.logIn])
    expect(errorsOf(operation, { email: 'ada@example.com', password: '\ud800'.repeat(12) })).toEqual([
      { path: 'body.password', message },
    ]);
  expect(errorsOf(operations.createTemplate, { name: '😀'.repeat(100) })).toEqual([]);
});

test('a field is named without half a character too', () => {
  const [error] = errorsOf(operations.createTemplate, { name: 'web', 'a\ud800': 1 });
  expect(error?.path).toBe('body.a\ufffd');
});

test('an unknown field is named within what the contract lets a path be', () => {
  const [error] = errorsOf(operations.createTemplate, { name: 'web', ['x'.repeat(200_000)]: 1 });
  expect(error).toEqual({ path: `body.${'x'.repeat(395)}`, message: 'Unknown field' });
});
