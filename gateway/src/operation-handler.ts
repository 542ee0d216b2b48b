// What a domain's handlers look like: one for each of its operations, held to the contract by the
// compiler.
import type { Domain, Domains, OperationId, OperationTypes } from '../generated/types.ts';
import type { Context } from './scope.ts';

/** What a handler gets: the parsed request, and who asks. */
export interface Call<O extends OperationId> {
  readonly context: Context;
  readonly params: OperationTypes[O]['params'];
  readonly query: OperationTypes[O]['query'];
  readonly headers: OperationTypes[O]['headers'];
  readonly body: OperationTypes[O]['body'];
}

/** What a handler gives: one of the success statuses that the contract declares, with its body. */
export type Reply<O extends OperationId> = OperationTypes[O]['reply'];

/** A handler for every operation of a domain: a missing or misshapen one does not compile. */
export type HandlersOf<D extends Domain> = { [O in Domains[D]]: (call: Call<O>) => Promise<Reply<O>> };
