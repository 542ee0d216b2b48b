// The ids in a path, held against the contract.
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';

/** A malformed id names nothing: the same answer as an unknown one, so that ids need no probing rules of their own. */
export function parseParams(operation: Operation, pathParams: Record<string, string>): unknown {
  const { success, data } = operation.request.params.safeParse(pathParams);
  if (!success) throw new Problem('not_found', { what: operation.domain.replace(/s$/, '') });
  return data;
}
