// What the served contract says by itself; the tiny contract's snapshots show all of it.
import { expect, test } from 'vitest';
import { parseDocument, type Document } from '../document.ts';
import { completed } from './complete.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function contract(changes: { node?: object; responses?: object; problems?: object } = {}): Document {
  return parseDocument(
    {
      openapi: '3.1.0',
      info: {},
      tags: [{ name: 'notes', description: 'Notes' }],
      paths: {
        '/notes': {
          get: {
            operationId: 'listNotes',
            tags: ['notes'],
            summary: 'List notes',
            'x-permission': 'public',
            ...changes.node,
            responses: {
              200: { description: 'They' },
              503: { $ref: '#/components/responses/Busy' },
              ...changes.responses,
            },
          },
        },
      },
      components: {
        schemas: {
          Problem: {
            type: 'object',
            description: 'A problem',
            properties: {
              code: { type: 'string', description: 'Its code' },
              bytes: { type: 'integer', minimum: 0, maximum: 2 ** 40 },
            },
          },
        },
        responses: { Busy: problem('Busy'), Conflict: problem('Not now') },
      },
      'x-problems': {
        storage_busy: { status: 503, title: 'Busy', detail: 'Wait for {seconds} seconds.' },
        note_done: { status: 409, title: 'Done', detail: 'It is done.' },
        internal_error: { status: 500, title: 'Failed', detail: 'It failed.' },
        method_not_allowed: { status: 405, title: 'No', detail: 'No.' },
        name_refused: { status: 421, title: 'No', detail: 'No.' },
        ...changes.problems,
      },
      'x-problem-facts': { storage_busy: { seconds: 2 } },
    },
    'openapi.json',
  );
}

test('a status without a code of it is refused, and a code without its status', () => {
  const conflict = { 409: { $ref: '#/components/responses/Conflict' } };
  expect(() => completed(contract({ responses: conflict }))).toThrow('GET /notes declares 409 and no code of it');
  expect(() => completed(contract({ node: { 'x-problems': ['note_done'] } }))).toThrow(
    'GET /notes can refuse with 409 (note_done), which its responses do not declare',
  );
});

test('a refusal names its codes, and shows each with its facts', () => {
  const { components, paths } = completed(contract());
  expect(paths['/notes']?.get?.responses['503']).toEqual({ $ref: '#/components/responses/Busy' });
  expect(components.schemas.BusyCode?.enum).toEqual(['storage_busy']);
  expect(components.responses.Busy).toMatchObject({
    headers: { 'x-request-id': { $ref: '#/components/headers/RequestId' } },
    content: {
      'application/problem+json': {
        examples: { storage_busy: { value: { status: 503, detail: 'Wait for 2 seconds.', context: { seconds: 2 } } } },
      },
    },
  });
});

test('every operation has a default, and every integer its width', () => {
  const { components, paths } = completed(contract());
  expect(paths['/notes']?.get?.responses.default).toEqual({ $ref: '#/components/responses/Failure' });
  expect(components.schemas.Problem?.properties?.bytes?.format).toBe('int64');
});
