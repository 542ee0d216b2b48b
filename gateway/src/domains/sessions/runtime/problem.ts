// What a runtime refuses with, as a problem of the contract.
import * as z from 'zod';
import { problems, runtimeProblems } from '../../../../generated/policy.ts';
import { Problem } from '../../../errors.ts';

/**
 * Threat: the runtime is tenant code, and could tell a client that its sign-in has ended, or anything else in the platform's name.
 * Property: only codes of its own contract pass, each with the status and the words that the contract gives it; of the runtime's answer no
 * more than the facts that fill them in, which are bounded. Its contract has no 401 and no 403: a rule holds it to that.
 */
const RuntimeProblem = z.object({
  code: z.enum(runtimeProblems),
  context: z.record(z.string().max(50), z.union([z.number(), z.boolean(), z.string().max(200)])).default({}),
});

export function problemOfRuntime(status: number, text: string): Problem {
  const internal = text.slice(0, 500);
  const parsed = RuntimeProblem.safeParse(safeJson(text));
  if (parsed.success && problems[parsed.data.code].status === status) {
    return new Problem(parsed.data.code, parsed.data.context, internal);
  }
  return new Problem('runtime_unreachable', { reason: `It answered ${status}.` }, internal);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
