import { expect, test } from 'vitest';
import * as z from 'zod';
import contract from '../../../openapi/generated/openapi.json';
import { fieldMessage } from './field-message.ts';

const cases: [string, z.ZodType, unknown, string][] = [
  ['nothing', z.object({ a: z.string() }), {}, 'Is missing'],
  ['another type', z.string(), 7, 'Must be text'],
  ['a fraction', z.int(), 1.5, 'Must be a whole number'],
  ['an empty text', z.string().min(1), '', 'Must not be empty'],
  ['a short text', z.string().min(10), 'short', 'Must have at least 10 characters'],
  ['a long text', z.string().max(3), 'long', 'Must have at most 3 characters'],
  ['a small number', z.number().min(1024), 80, 'Must be at least 1024'],
  ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'Must have at most 1 entry'],
  ['too many fields', z.record(z.string(), z.string()).refine(() => true), 'x', 'Must be an object'],
  ['no address', z.email(), 'nobody', 'Must be an e-mail address'],
  ['no time', z.iso.datetime(), 'today', 'Must be a time as in RFC 3339, such as 2026-11-21T09:30:00Z'],
  [
    'a slash in a path of the app',
    z.string().regex(/^\/([^/\\]|$)/u),
    '//x',
    'Must be a path that begins with one slash, such as /docs',
  ],
  ['none of the choices', z.enum(['a', 'b']), 'c', 'Must be one of "a", "b"'],
];

test.for(cases)('%s is told in plain words', ([, schema, value, message]) => {
  const { error } = schema.safeParse(value, { error: fieldMessage });
  expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
});

/** The patterns of all that a request is checked against. */
function requestPatterns(): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const at = (pointer: string): unknown =>
    pointer
      .slice(2)
      .split('/')
      .reduce<unknown>((value, key) => Reflect.get(Object(value), key), contract);
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'pattern' && typeof inner === 'string') found.add(inner);
      if (key === '$ref' && typeof inner === 'string' && !seen.has(inner)) {
        seen.add(inner);
        walk(at(inner));
      }
      if (!['examples', 'example', 'responses'].includes(key)) walk(inner);
    }
  };
  walk(contract.paths);
  return found;
}

test('no form that the contract asks for is told as a regular expression', () => {
  const patterns = [...requestPatterns()];
  expect(patterns.length).toBeGreaterThan(10);
  for (const pattern of patterns) {
    const refusals = ['', '\u0000', '//', ' ', '-', 'ä ', '!'].flatMap((value) => {
      const { error } = z.string().regex(new RegExp(pattern, 'u')).safeParse(value, { error: fieldMessage });
      return error?.issues.map(({ message }) => message) ?? [];
    });
    expect(refusals.length, pattern).toBeGreaterThan(0);
    for (const message of refusals) expect(message, pattern).toMatch(/^Must (be|hold|not|end|begin)[^^$]*$/);
  }
});
