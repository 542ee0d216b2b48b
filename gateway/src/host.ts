// The runtime host that this deployment is configured for.
import type { Env } from './env.ts';
import { ProcessHost } from './platform/process-host.ts';
import type { RuntimeHost } from './platform/runtime-host.ts';

export function makeHost(env: Env): RuntimeHost {
  if (!env.PROCESS_HOST_URL || !env.HOST_SECRET) {
    throw new Error('RUNTIME_HOST=process needs PROCESS_HOST_URL and the secret HOST_SECRET; `npm start` sets both.');
  }
  return new ProcessHost(env.PROCESS_HOST_URL, env.HOST_SECRET);
}
