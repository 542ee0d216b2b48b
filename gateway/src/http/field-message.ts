// What is wrong with a field, in a person's words: the validator's own speak of its types.
import type * as z from 'zod';
import { patternWords } from './field-patterns.ts';

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const formats: Record<string, string> = {
  email: 'Must be an e-mail address',
  url: 'Must be a URL',
  datetime: 'Must be a time as in RFC 3339, such as 2026-11-21T09:30:00Z',
};

/** Null where the validator's own words do. */
export function fieldMessage(issue: z.core.$ZodRawIssue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'Is missing';
      return kinds[issue.expected] ? `Must be ${kinds[issue.expected]}` : null;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'Must not be empty'
        : sized('at least', issue.origin, issue.minimum);
    case 'too_big':
      return sized('at most', issue.origin, issue.maximum);
    case 'invalid_format':
      return formats[issue.format] ?? patternWords(sourceOf(issue.pattern)) ?? null;
    case 'invalid_value':
      return issue.values.length === 1
        ? `Must be ${JSON.stringify(issue.values[0])}`
        : `Must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    default:
      return null;
  }
}

/** The validator names a pattern as it is written in code. */
const sourceOf = (pattern = '') => pattern.replace(/^\/(.*)\/[a-z]*$/s, '$1').replaceAll('\\/', '/');

/** The same of a query parameter, whose value is a list where it was repeated. */
export function parameterMessage(issue: z.core.$ZodRawIssue): string | null {
  const isKind = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  return isKind && Array.isArray(issue.input) ? 'Must be given only once' : fieldMessage(issue);
}

function sized(bound: string, origin: string, limit: number | bigint): string {
  if (origin === 'string') return `Must have ${bound} ${limit} characters`;
  if (origin === 'array') return `Must have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  if (origin === 'object' || origin === 'record')
    return `Must have ${bound} ${limit} ${limit === 1 ? 'field' : 'fields'}`;
  return `Must be ${bound} ${limit}`;
}
