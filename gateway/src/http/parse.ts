// Holds a request against its operation's schemas. chanfana's own validation is not used: it reads
// malformed JSON as {} and lets unknown query parameters pass (DECISIONS.md).
import type * as z from 'zod';
import type { Operation } from '../contract.ts';
import { type Body, parseJson } from './body.ts';
import { type FieldError, Problem } from '../errors.ts';
import { clip } from '../platform/text.ts';
import { fieldMessage, parameterMessage } from './field-message.ts';

export interface ParsedInput {
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
}

function fieldPath(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    root,
  );
}

const fieldError = (path: string, message: string): FieldError => ({
  path: clip(path, 400),
  message: clip(message, 400),
});

function fieldErrors(root: string, error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => fieldError(fieldPath(root, [...issue.path, key]), 'Unknown field'))
      : [fieldError(fieldPath(root, issue.path), issue.message)],
  );
}

/**
 * The texts with a lone surrogate in them, which JSON can spell and UTF-8 cannot hold. Threat: the
 * store and the password's hash turn each into U+FFFD, so that a text outgrows the length that it
 * was checked for, and another password fits. Property: no handler sees one. `value` has passed its
 * schema, so it is no deeper than that.
 */
function* loneSurrogates(at: string, value: unknown): Generator<FieldError> {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) yield fieldError(at, 'Not well-formed Unicode: it holds a lone surrogate');
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const path = fieldPath(at, [Array.isArray(value) ? Number(key) : key]);
      yield* loneSurrogates(path, key);
      yield* loneSurrogates(path, item);
    }
  }
}

function queryValues(url: URL): Record<string, string | string[]> {
  const names = [...new Set(url.searchParams.keys())];
  // fromEntries and not assignments: a parameter named __proto__ would vanish, and not be refused
  // as any other that is unknown.
  return Object.fromEntries(
    names.map((name) => {
      const all = url.searchParams.getAll(name);
      // A list with one entry is its entry: a parameter given once is text.
      return [name, all.length === 1 ? (all[0] ?? '') : all];
    }),
  );
}

/**
 * Parses what the request holds beside its path and reports every field at fault at once. `params`
 * is what `parseParams` answered, `body` what `readBody` returned: the raw JSON, the stream, or
 * null.
 */
export function parseInput(operation: Operation, request: Request, params: unknown, body: Body): ParsedInput {
  const { request: schemas } = operation;
  const errors: FieldError[] = [];
  const take = (root: string, schema: z.ZodType, value: unknown, message = fieldMessage): unknown => {
    const result = schema.safeParse(value, { error: message });
    errors.push(...(result.success ? loneSurrogates(root, result.data) : fieldErrors(root, result.error)));
    return result.data;
  };
  const query = take('query', schemas.query, queryValues(new URL(request.url)), parameterMessage);
  const headers = take('headers', schemas.headers, Object.fromEntries(request.headers));
  // Who sends one counts on it: ignored, a repeated request would act twice.
  if (operation.method === 'POST' && !operation.idempotent && request.headers.has('idempotency-key'))
    errors.push({ path: 'headers.idempotency-key', message: 'This operation takes none: see its description' });
  let parsedBody: unknown;
  if (schemas.body?.schema === 'stream') {
    parsedBody = body;
    if (!body) errors.push({ path: 'body', message: 'The bytes are required' });
  } else if (schemas.body) {
    if (body instanceof Uint8Array && body.byteLength > 0)
      parsedBody = take('body', schemas.body.schema, parseJson(body));
    else if (schemas.body.required) errors.push({ path: 'body', message: 'A JSON body is required' });
  }
  if (errors.length) throw new Problem('bad_request', {}, undefined, errors);
  return { params, query, headers, body: parsedBody };
}

/**
 * A malformed id names nothing: the same answer as an unknown one, so that ids need no probing
 * rules of their own.
 */
export function parseParams(operation: Operation, pathParams: Record<string, string>): unknown {
  const { success, data } = operation.request.params.safeParse(pathParams);
  if (!success) throw new Problem('not_found', { what: operation.domain.replace(/s$/, '') });
  return data;
}
