// What a runtime says when it does not do what it was asked.
import type { RuntimeCalls, runtimeOperations } from '../../generated/runtime.ts';
import { type RefusalFacts, ServiceRefusal } from './service-refusal.ts';

export class RuntimeRefusal extends ServiceRefusal {
  constructor(...told: RefusalFacts) {
    super('The runtime', ...told);
  }
}

type RefusalOf<Id extends keyof RuntimeCalls> = keyof (typeof runtimeOperations)[Id]['refusals'];

/** Whether the runtime refused the operation by a code that it declares. */
export const isRefused = <Id extends keyof RuntimeCalls>(
  error: unknown,
  _operationId: Id,
  code: RefusalOf<Id>,
): error is RuntimeRefusal => error instanceof RuntimeRefusal && error.code === code;
