// Owns the daemon's refusals; their codes and texts are those of `x-problems` in openapi/host.yaml.
// The gateway alone reads them.
import { type ProblemCode, problems } from '../generated/host-problems.ts';
import { type Facts, type FieldError, Refusal } from '../src/problems.ts';

export class HostProblem extends Refusal {
  constructor(code: ProblemCode, context?: Facts, errors?: FieldError[]) {
    super(code, problems[code], context, errors);
  }
}
