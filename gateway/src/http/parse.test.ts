import { expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { Problem } from '../errors.ts';
import { parseInput } from './parse.ts';

function errorsOf(json: string): readonly { path: string; message: string }[] {
  const request = new Request('http://localhost/api/templates', { method: 'POST' });
  try {
    parseInput(operations.createTemplate, request, {}, new TextEncoder().encode(json));
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
}

test('an unknown field is named within what the contract lets a path be', () => {
  const [error] = errorsOf(JSON.stringify({ name: 'web', ['x'.repeat(200_000)]: 1 }));
  expect(error).toEqual({ path: `body.${'x'.repeat(395)}`, message: 'Unknown field' });
});
