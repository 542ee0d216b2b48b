// Owns session-runtime/generated/{,host-}problems.ts: what a service refuses with.
import { header } from '../header.ts';
import type { Service } from '../service.ts';

export function planeProblems({ contract: { document }, source }: Service): string {
  const table = JSON.stringify(document['x-problems'], null, 2);
  return `${header(source)}/** {placeholders} are filled from the problem's context. */
export const problems = ${table} as const satisfies Record<string, { status: number; title: string; detail: string; next?: string }>;
export type ProblemCode = keyof typeof problems;
`;
}
