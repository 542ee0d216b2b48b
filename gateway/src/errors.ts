// The one way to refuse: a Problem with a code of the contract.
import { type ProblemCode, problems } from '../generated/policy.ts';

/**
 * Facts of the case: they fill the placeholders of the code's texts and go into the answer's
 * `context`.
 */
export type ProblemContext = Record<string, string | number | boolean | readonly string[]>;

export interface FieldError {
  path: string;
  message: string;
}

/**
 * A refusal. `internal` goes to the log only; the public texts come from the contract's x-problems.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly context: ProblemContext;
  readonly errors: readonly FieldError[];
  /** Headers that belong to the refusal, such as Retry-After. */
  readonly headers: Record<string, string> = {};

  constructor(code: ProblemCode, context: ProblemContext = {}, internal?: string, errors: readonly FieldError[] = []) {
    super(internal ?? code);
    this.name = 'Problem';
    this.code = code;
    this.context = context;
    this.errors = errors;
  }

  get status(): number {
    return problems[this.code].status;
  }

  withHeaders(headers: Record<string, string>): this {
    Object.assign(this.headers, headers);
    return this;
  }
}
