// Owns the form of refusals; their codes and texts are those of `x-problems` in the contract that
// is served.
import { type ProblemCode, problems } from '../generated/problems.ts';

export type { ProblemCode };

export interface FieldError {
  path: string;
  message: string;
}

interface ProblemText {
  readonly status: number;
  readonly title: string;
  /** Its {placeholders} are filled from the context. */
  readonly detail: string;
  readonly next?: string;
}

export type Facts = Record<string, string | number>;

/** A refusal, of whichever contract. Its message is its detail. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly text: ProblemText,
    readonly context: Facts = {},
    readonly errors?: FieldError[],
  ) {
    super(text.detail.replace(/\{(\w+)\}/g, (_, key: string) => String(context[key] ?? '')));
  }
}

/** A refusal of the runtime. */
export class Problem extends Refusal {
  constructor(code: ProblemCode, context?: Facts, errors?: FieldError[]) {
    super(code, problems[code], context, errors);
  }
}

export function problemBody(refusal: Refusal, requestId: string | undefined) {
  const { code, text, context, errors, message: detail } = refusal;
  const { status, title, next } = text;
  return {
    type: `/docs#${code}`,
    title,
    status,
    code,
    detail,
    next,
    // Loaded when it is first needed, which is only for callers that name no id: it costs an idle
    // session 2 MB.
    requestId: requestId ?? process.getBuiltinModule('node:crypto').randomUUID(),
    ...(Object.keys(context).length === 0 ? {} : { context }),
    ...(errors === undefined ? {} : { errors }),
  };
}
