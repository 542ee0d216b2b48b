// What a call of a runtime that came to nothing means to people, by whose fault it was.
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { ProblemContext } from '../../../errors.ts';
import type { HostError } from '../../../platform/runtime-host.ts';

export interface Refusal {
  code: ProblemCode;
  context: ProblemContext;
}

const runtimeRefusal = (reason: string): Refusal => ({ code: 'runtime_unreachable', context: { reason } });

export function problemOfHostError({ fault, message }: HostError): Refusal {
  if (fault === 'host') return { code: 'host_unreachable', context: {} };
  if (fault === 'stalled') return { code: 'request_timeout', context: {} };
  if (fault === 'absent') return runtimeRefusal('Its machine is not there.');
  if (fault === 'silent') return runtimeRefusal('It gives no sign of life, though its machine is there.');
  return runtimeRefusal(message);
}
