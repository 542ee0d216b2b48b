// Owns session-runtime/generated/problems.ts: what a runtime refuses with.
import type { Contract } from '../contract.ts';
import { header, RUNTIME } from '../header.ts';

export function runtimeProblems({ document }: Contract): string {
  const table = JSON.stringify(document['x-problems'], null, 2);
  return `${header(RUNTIME)}/** {placeholders} are filled from the problem's context. */
export const problems = ${table} as const satisfies Record<string, { status: number; title: string; detail: string; next?: string }>;
export type ProblemCode = keyof typeof problems;
`;
}
