// What an internal service says when it does not do what it was asked.
import * as z from 'zod';
import { HostError } from './runtime-host.ts';
import type { ServiceOperation } from './contract.ts';
import { clip } from './text.ts';

const maxDetail = 500;
const maxFields = 100;
const maxFact = 200;

const ServiceProblem = z.object({
  code: z.string(),
  detail: z.string().default(''),
  context: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** Of what, with which status, in which words. */
export type RefusalFacts = [operation: ServiceOperation, status: number, text: string];

/**
 * The service has refused. Threat: the runtime is tenant code, and could say anything in the
 * platform's name. Property: `code` is one that the operation declares, and came with that code's
 * own status, or it is null; all else is clipped.
 */
export class ServiceRefusal extends HostError {
  readonly status: number;
  readonly code: string | null;
  /** What it says of itself, for people. */
  readonly detail: string;
  readonly context: Readonly<Record<string, number | string>>;
  readonly errors: readonly { path: string; message: string }[];

  constructor(who: string, ...[{ operationId, refusals }, status, text]: RefusalFacts) {
    const problem = problemIn(text);
    const code =
      problem && Object.hasOwn(refusals, problem.code) && refusals[problem.code] === status ? problem.code : null;
    const detail = clip(problem?.detail ?? text, maxDetail) || 'it gives no reason';
    super(`${who} refused ${operationId} with ${status}${code === null ? '' : ` ${code}`}: ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    const facts = Object.entries(problem?.context ?? {}).slice(0, maxFields);
    this.context = Object.fromEntries(
      facts.map(([name, fact]) => [name, typeof fact === 'string' ? clip(fact, maxFact) : fact]),
    );
    this.errors = (problem?.errors ?? []).slice(0, maxFields).map(({ path, message }) => ({
      path: clip(path, maxFact),
      message: clip(message, maxFact),
    }));
  }
}

function problemIn(text: string): z.infer<typeof ServiceProblem> | null {
  try {
    return ServiceProblem.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
