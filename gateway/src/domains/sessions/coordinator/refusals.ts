// What a session refuses with, as data: an exception would cross the RPC boundary without its code.
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { ProblemContext } from '../../../errors.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { HostError } from '../../../platform/runtime-host.ts';
import { clip } from '../../../platform/text.ts';
import { ContentRefused } from '../../layers/index.ts';
import type { Result } from '../port.ts';
import { problemOfHostError } from '../runtime/problem.ts';

export const refuse = (code: ProblemCode, context: ProblemContext = {}): Result<never> => ({
  ok: false,
  code,
  context,
});

const clipped = (error: unknown): string => clip(reasonOf(error), 500);

/**
 * A save that failed because nobody is there says that: to correct the files and try again would
 * not help.
 */
export function saveRefusal(error: unknown): Result<never> {
  const away = error instanceof HostError && (error.fault === 'silent' || error.fault === 'host');
  return away ? { ok: false, ...problemOfHostError(error) } : refuse('snapshot_failed', { reason: clipped(error) });
}

/** Throws again what no host or runtime is at fault for. */
export function hostRefusal(error: unknown): Result<never> {
  if (!(error instanceof HostError)) throw error;
  return { ok: false, ...problemOfHostError(error) };
}

export const restoreRefusal = (error: unknown, reason: string): Result<never> =>
  error instanceof ContentRefused
    ? refuse('snapshot_unusable', { reason: clipped(error) })
    : refuse('restore_failed', { reason });
