// What a runtime refuses with, as a problem of the contract.
import * as z from 'zod';
import { type ProblemCode, problems } from '../../../../generated/policy.ts';
import { type FieldError, Problem, type ProblemContext } from '../../../errors.ts';
import { clip } from '../../../platform/text.ts';

const RuntimeProblem = z.object({
  code: z.string(),
  context: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});
const maxFields = 100;
const maxFact = 200;

/**
 * Threat: the runtime is tenant code, and could tell a client that its sign-in has ended, or anything else in the platform's name.
 * Property: only the codes pass that the operation's own YAML declares, each with the status and the words that the contract gives it. Of
 * the runtime's answer no more goes along than the facts that these words name, and which fields were wrong, all of it clipped.
 */
export function problemOfRuntime(refusals: readonly ProblemCode[], status: number, text: string): Problem {
  const internal = text.slice(0, 500);
  const parsed = RuntimeProblem.safeParse(safeJson(text));
  const code = refusals.find((one) => parsed.data?.code === one && problems[one].status === status);
  if (!code || !parsed.data) return new Problem('runtime_unreachable', { reason: `It answered ${status}.` }, internal);
  return new Problem(
    code,
    factsOf(code, parsed.data.context),
    internal,
    parsed.data.errors.slice(0, maxFields).map(clipped),
  );
}

function factsOf(code: ProblemCode, given: ProblemContext): ProblemContext {
  const { detail, next = '' } = problems[code];
  const named = [...`${detail} ${next}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const facts = named.map((name) => [name, given[name] ?? 'unknown'] as const);
  return Object.fromEntries(facts.map(([name, fact]) => [name, typeof fact === 'string' ? clip(fact, maxFact) : fact]));
}

const clipped = ({ path, message }: FieldError): FieldError => ({
  path: clip(path, maxFact),
  message: clip(message, maxFact),
});

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
