// The places where a session's traffic can be met: the gateway, the process host, and the runtime's
// own socket.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inventory } from '../support/inventory.ts';
import type { TestPlatform } from '../support/platform.ts';

export interface Hop {
  readonly at: { readonly port: number } | { readonly path: string };
  /** What comes before the runtime's own path. */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function hostHop(platform: TestPlatform, sessionId: string): Hop {
  const secret = readFileSync(join(platform.dataDir, 'keys/host.key'), 'utf8').trim();
  return {
    at: { path: join(platform.dataDir, 'run/host.sock') },
    prefix: `/instances/${sessionId}/runtime`,
    headers: { host: 'localhost', 'x-burstflare-host-secret': secret },
  };
}

export function runtimeHop(platform: TestPlatform, sessionId: string): Hop {
  const path = join(new Inventory(platform.dataDir).files(sessionId), 'run/runtime.sock');
  return { at: { path }, prefix: '', headers: { host: 'localhost' } };
}
