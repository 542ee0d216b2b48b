import { expect, test } from 'vitest';
import * as z from 'zod';
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
  ['another form', z.string().regex(/^[a-z]+$/), 'A1', 'Must match /^[a-z]+$/'],
  ['none of the choices', z.enum(['a', 'b']), 'c', 'Must be one of "a", "b"'],
];

test.for(cases)('%s is told in plain words', ([, schema, value, message]) => {
  const { error } = schema.safeParse(value, { error: fieldMessage });
  expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
});
