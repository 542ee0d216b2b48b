// Owns the form of the runtime's refusals; their codes and texts are those of `x-problems` in openapi/runtime.yaml.
import { type ProblemCode, problems } from '../generated/problems.ts';

export type { ProblemCode };

export interface FieldError {
  path: string;
  message: string;
}

export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly context: Record<string, string | number> = {},
    readonly errors?: FieldError[],
  ) {
    super(code);
  }
}

export function problemBody(problem: Problem, requestId: string | undefined) {
  const { status, title, detail, next } = problems[problem.code];
  return {
    type: `/docs#${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: detail.replace(/\{(\w+)\}/g, (_, key: string) => String(problem.context[key] ?? '')),
    next,
    // Loaded when it is first needed, which is only for callers that name no id: it costs an idle session 2 MB.
    requestId: requestId ?? process.getBuiltinModule('node:crypto').randomUUID(),
    ...(Object.keys(problem.context).length === 0 ? {} : { context: problem.context }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
}
