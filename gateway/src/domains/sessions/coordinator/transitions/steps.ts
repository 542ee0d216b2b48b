// The steps of a start as people see them.
import type { SessionStep } from '../../../../../generated/schemas.ts';

export const stepsAs = (names: readonly SessionStep['name'][], state: SessionStep['state']): SessionStep[] =>
  names.map((name) => ({ name, state, startedAt: null, finishedAt: null }));

/** The steps with one of them in another state since `at`. */
export function withStep(
  steps: readonly SessionStep[],
  name: SessionStep['name'],
  state: SessionStep['state'],
  at: string,
): SessionStep[] {
  return steps.map((step) => {
    if (step.name !== name) return step;
    const ended = state === 'done' || state === 'failed' || state === 'skipped';
    return { name, state, startedAt: step.startedAt ?? at, finishedAt: ended ? at : null };
  });
}
