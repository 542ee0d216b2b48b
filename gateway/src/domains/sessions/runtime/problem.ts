// What a call of a runtime that came to nothing means to people: what the runtime refuses with, or
// by whose fault there is no answer.
import { type ProblemCode, problems } from '../../../../generated/policy.ts';
import { Problem, type ProblemContext } from '../../../errors.ts';
import type { HostError } from '../../../platform/runtime-host.ts';
import type { RuntimeRefusal } from '../../../platform/runtime-refusal.ts';

/**
 * Threat: the runtime is tenant code, and could tell a client that its sign-in has ended, or
 * anything else in the platform's name. Property: only the codes pass that the operation's own YAML
 * declares, each with the status and the words that the contract gives it. Of the runtime's answer
 * no more goes along than the facts that these words name, and which fields were wrong, all of it
 * clipped.
 */
export function problemOfRefusal({ status, code, context, errors, message }: RuntimeRefusal): Problem {
  if (code === null) return new Problem('runtime_unreachable', { reason: `It answered ${status}.` }, message);
  const known = code as ProblemCode; // declared in the contract's own words, or it would be null
  return new Problem(known, factsOf(known, context), message, errors);
}

function factsOf(code: ProblemCode, given: ProblemContext): ProblemContext {
  const { detail, next = '' } = problems[code];
  const named = [...`${detail} ${next}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(named.map((name) => [name, given[name] ?? 'unknown']));
}

export interface Refusal {
  code: ProblemCode;
  context: ProblemContext;
}

const runtimeRefusal = (reason: string): Refusal => ({ code: 'runtime_unreachable', context: { reason } });

export function problemOfHostError({ fault, message }: HostError): Refusal {
  if (fault === 'host') return { code: 'host_unreachable', context: {} };
  if (fault === 'stalled') return { code: 'request_timeout', context: {} };
  if (fault === 'absent') return runtimeRefusal('Its machine is not there.');
  if (fault === 'silent') return runtimeRefusal('It gives no sign of life, though its machine is there.');
  return runtimeRefusal(message);
}
