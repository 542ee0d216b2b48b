// The one way in which the gateway calls a session's or a build's runtime: by operation, as
// openapi/runtime.yaml has it. What a call may return or throw is in service-call.ts, a refusal is
// a RuntimeRefusal; besides, GrantEnded when the leave of whoever asks is over.
import { type RuntimeCalls, runtimeOperations } from '../../generated/runtime.ts';
import type { ServiceInput, ServiceOperation } from './contract.ts';
import type { Admission, RuntimeHost } from './runtime-host.ts';
import { RuntimeRefusal } from './runtime-refusal.ts';
import { bytesOf, type CallLimits, jsonOf, type ServiceCall } from './service-call.ts';

type OperationsWithBytes = 'readSaveChunk';
type OperationsWithJson = Exclude<keyof RuntimeCalls, OperationsWithBytes | 'connectTerminal'>;

/**
 * A call of a session's runtime. The operation may come from the runtime's table or from the public
 * one.
 */
export const runtimeCall = (
  host: RuntimeHost,
  sessionId: string,
  operation: ServiceOperation,
  input: ServiceInput,
  /** The grants that the request depends on; absent for the coordinators' own calls. */
  admission?: Admission,
): ServiceCall => ({
  who: 'The runtime',
  fault: 'runtime',
  operation,
  input,
  refusal: (...told) => new RuntimeRefusal(...told),
  send: (path, init) => host.fetch(sessionId, path, init, admission),
});

/** Calls an operation that returns JSON, or nothing. */
export async function callRuntime<Id extends OperationsWithJson>(
  host: RuntimeHost,
  sessionId: string,
  operationId: Id,
  input: RuntimeCalls[Id]['input'],
  limits: CallLimits = {},
): Promise<RuntimeCalls[Id]['reply']> {
  const call = runtimeCall(host, sessionId, runtimeOperations[operationId], input);
  return (await jsonOf({ ...call, ...limits })) as RuntimeCalls[Id]['reply']; // parsed by the schema that this type is generated from
}

/** Calls an operation that returns bytes: exactly `bytes` of them, else it throws HostError. */
export const bytesFromRuntime = <Id extends OperationsWithBytes>(
  host: RuntimeHost,
  sessionId: string,
  operationId: Id,
  input: RuntimeCalls[Id]['input'],
  bytes: number,
): Promise<ArrayBuffer> => bytesOf(runtimeCall(host, sessionId, runtimeOperations[operationId], input), bytes);
