// Owns the one builder of addresses: an operation's path with its parameters and query filled in.
import { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch';
import { operations } from '../generated/operations.ts';
import type { Address, OperationId, OptionsArgument } from './operation-types.ts';

interface LooseAddress {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
}

const querySerializer = createQuerySerializer();

/** `..` and the empty text survive escaping, and would make the address another operation's. */
export function pathSerializer(path: string, params: Record<string, unknown>): string {
  for (const [name, value] of Object.entries(params)) {
    if (/^\.{0,2}$/.test(String(value))) throw new TypeError(`${JSON.stringify(value)} cannot be a ${name}`);
  }
  return defaultPathSerializer(path, params);
}

/** `/api/templates/<id>`, as the contract has it, with every value escaped. */
export function pathTo<Id extends OperationId>(operationId: Id, ...[address]: OptionsArgument<Address<Id>>): string {
  const { params = {}, query = {} }: LooseAddress = address ?? {};
  return createFinalURL(operations[operationId].path, {
    baseUrl: '',
    params: { path: params, query },
    querySerializer,
    pathSerializer,
  });
}
