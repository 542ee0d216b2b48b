// The ids in a path, held against the contract.
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';

/** A malformed id names nothing: the same answer as an unknown one, so that ids need no probing rules of their own. */
export function checkParams(operation: Operation, pathParams: Record<string, string>): void {
  if (!operation.request.params.safeParse(pathParams).success)
    throw new Problem('not_found', { what: operation.domain.replace(/s$/, '') });
}
