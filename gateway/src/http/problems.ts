// Renders a Problem as application/problem+json (RFC 9457). The only place that does.
import { type ProblemCode, problems } from '../../generated/policy.ts';
import { Problem, type ProblemContext } from '../errors.ts';
import { BodyStalled } from '../platform/arrival.ts';
import { passingFault } from '../platform/passing-faults.ts';
import { clip } from '../platform/text.ts';

function fill(template: string, context: ProblemContext): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = context[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  });
}

interface ProblemTexts {
  status: number;
  title: string;
  detail: string;
  next?: string;
}

export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  const texts: ProblemTexts = problems[problem.code];
  return {
    type: `/docs#${problem.code}`,
    title: texts.title,
    status: texts.status,
    code: problem.code,
    detail: clip(fill(texts.detail, problem.context), 2000),
    ...(texts.next ? { next: clip(fill(texts.next, problem.context), 500) } : {}),
    requestId,
    ...(problem.errors.length ? { errors: problem.errors.slice(0, 100) } : {}),
    ...(Object.keys(problem.context).length ? { context: problem.context } : {}),
  };
}

export function problemReply(problem: Problem, requestId: string): Response {
  return new Response(JSON.stringify(problemBody(problem, requestId)), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer realm="burstflare"' } : {}),
      ...problem.headers,
    },
  });
}

/**
 * What a thrown value means to the caller: a Problem as it is, a body that stalled, what passes by
 * itself, and anything else an internal error that tells nothing.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BodyStalled) return new Problem('request_timeout');
  const what = passingFault(error);
  if (what === null) return new Problem('internal_error' satisfies ProblemCode);
  // Not all at the same moment: they would meet again.
  const retryAfterSeconds = 1 + Math.floor(Math.random() * 3);
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return new Problem('storage_busy' satisfies ProblemCode, { what, retryAfterSeconds }).withHeaders(headers);
}
